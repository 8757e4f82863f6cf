/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * sprint_hardware_key_to_evdev:
 * @keyval: what the display takes the key for
 * @keycode: its number on that display
 *
 * Which key it really was. From a browser, which does not say, the one that a United States keyboard has it on.
 *
 * Returns: an evdev code, 0 when that is not known
 */
guint sprint_hardware_key_to_evdev (GdkDisplay *display,
                                    guint       keyval,
                                    guint       keycode);

G_END_DECLS
