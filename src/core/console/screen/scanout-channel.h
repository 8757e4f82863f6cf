/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "console-monitor.h"

G_BEGIN_DECLS

/**
 * SprintScanoutChannel:
 *
 * Feeds a console's monitor from the graphics memory that a SPICE display channel hands over, in which a guest with
 * 3D acceleration draws instead of in the channel's surface. Each of the guest's frames is answered.
 */
#define SPRINT_TYPE_SCANOUT_CHANNEL (sprint_scanout_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintScanoutChannel, sprint_scanout_channel, SPRINT, SCANOUT_CHANNEL, GObject)

SprintScanoutChannel *sprint_scanout_channel_new (SpiceDisplayChannel  *channel,
                                                  SprintConsoleMonitor *monitor);

G_END_DECLS
