/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "monitor-list.h"

G_BEGIN_DECLS

/**
 * SprintDisplayChannel:
 *
 * Fills a console's monitors from a SPICE display channel: from the first one all that it has, from any other, of
 * which a guest has one for each of its further graphics cards, one.
 */
#define SPRINT_TYPE_DISPLAY_CHANNEL (sprint_display_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintDisplayChannel, sprint_display_channel, SPRINT, DISPLAY_CHANNEL, GObject)

/**
 * sprint_display_channel_new:
 *
 * Returns: (nullable): %NULL for a channel of a number that no guest has, or whose monitor somebody else fills
 */
SprintDisplayChannel *sprint_display_channel_new (SpiceDisplayChannel *channel,
                                                  SprintMonitorList   *monitors);

G_END_DECLS
