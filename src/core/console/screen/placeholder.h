/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "framebuffer.h"

G_BEGIN_DECLS

/**
 * sprint_placeholder_is:
 * @pixels: a whole surface
 *
 * QEMU has one graphics channel for each output of a virtio-gpu, and a surface on each from the beginning on. While the
 * guest uses an output it is the guest's; before and after, QEMU writes “Display output is not active.” on it, black
 * otherwise: a line of 8 × 16 pixels a letter in the middle, in the grey of a text mode, of which 684 pixels are lit. No
 * message tells one from the other; seen with QEMU 10.0.
 *
 * Returns: whether that is all there is
 */
gboolean sprint_placeholder_is (const SprintPixels *pixels);

G_END_DECLS
