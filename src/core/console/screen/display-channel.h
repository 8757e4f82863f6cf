/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "console-monitor.h"

G_BEGIN_DECLS

/**
 * SprintDisplayChannel:
 *
 * Fills a console's monitor from the first monitor of a SPICE display channel.
 */
#define SPRINT_TYPE_DISPLAY_CHANNEL (sprint_display_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintDisplayChannel, sprint_display_channel, SPRINT, DISPLAY_CHANNEL, GObject)

SprintDisplayChannel *sprint_display_channel_new (SpiceDisplayChannel  *channel,
                                                  SprintConsoleMonitor *monitor);

G_END_DECLS
