/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "framebuffer.h"

G_BEGIN_DECLS

/**
 * SPRINT_DISPLAY_OFF_TIMEOUT:
 *
 * Milliseconds for which a guest may show nothing before its screen counts as turned off.
 */
#define SPRINT_DISPLAY_OFF_TIMEOUT 1000

/**
 * SprintDisplayChannel:
 *
 * Feeds a framebuffer from the first monitor of a SPICE display channel.
 *
 * ::changed is emitted when visible or accelerated is another, ::first-frame when the framebuffer
 * has a picture of this channel.
 */
#define SPRINT_TYPE_DISPLAY_CHANNEL (sprint_display_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintDisplayChannel, sprint_display_channel, SPRINT, DISPLAY_CHANNEL, GObject)

SprintDisplayChannel *sprint_display_channel_new             (SpiceDisplayChannel  *channel,
                                                              SprintFramebuffer    *framebuffer);

/**
 * sprint_display_channel_get_visible:
 *
 * Returns: whether the guest shows anything on this monitor, and it is in the framebuffer
 */
gboolean              sprint_display_channel_get_visible     (SprintDisplayChannel *self);

/**
 * sprint_display_channel_get_accelerated:
 *
 * Returns: whether the guest draws through GL scanout, which is answered but not shown
 */
gboolean              sprint_display_channel_get_accelerated (SprintDisplayChannel *self);

G_END_DECLS
