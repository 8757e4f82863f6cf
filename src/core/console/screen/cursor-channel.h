/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "console-cursor.h"

G_BEGIN_DECLS

/**
 * SprintCursorChannel:
 *
 * Sets a console's cursor from a SPICE cursor channel.
 */
#define SPRINT_TYPE_CURSOR_CHANNEL (sprint_cursor_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintCursorChannel, sprint_cursor_channel, SPRINT, CURSOR_CHANNEL, GObject)

SprintCursorChannel *sprint_cursor_channel_new (SpiceCursorChannel  *channel,
                                                SprintConsoleCursor *cursor);

G_END_DECLS
