/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "monitor-list.h"

G_BEGIN_DECLS

/**
 * SprintCursorChannel:
 *
 * Sets the pointer of one of a guest's graphics cards from a SPICE cursor channel.
 */
#define SPRINT_TYPE_CURSOR_CHANNEL (sprint_cursor_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintCursorChannel, sprint_cursor_channel, SPRINT, CURSOR_CHANNEL, GObject)

/**
 * sprint_cursor_channel_new:
 *
 * Returns: (nullable): %NULL for a channel of a number that no guest has
 */
SprintCursorChannel *sprint_cursor_channel_new (SpiceCursorChannel *channel,
                                                SprintMonitorList  *monitors);

G_END_DECLS
