/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "console-parts.h"

G_BEGIN_DECLS

/**
 * SprintChannelNeed:
 * @SPRINT_CHANNEL_UNUSED: left alone
 * @SPRINT_CHANNEL_LATER: opened when its adapter or its library does so, and not before those that are needed are
 *   open; whoever opens it also sees to its end
 * @SPRINT_CHANNEL_WANTED: opened; the console goes on without it where it fails
 * @SPRINT_CHANNEL_NEEDED: there is no console without it
 *
 * What a console has to do with one of the channels that a server offers.
 */
typedef enum {
  SPRINT_CHANNEL_UNUSED,
  SPRINT_CHANNEL_LATER,
  SPRINT_CHANNEL_WANTED,
  SPRINT_CHANNEL_NEEDED,
} SprintChannelNeed;

/**
 * sprint_channel_adapters_create:
 * @parts: what the channel is for
 * @channel: one that is not connected yet
 * @adapters: (element-type GObject): where to put what stands between the two, for as long as the
 *   connection lasts
 *
 * Returns: what becomes of the channel
 */
SprintChannelNeed sprint_channel_adapters_create (const SprintConsoleParts *parts,
                                                  SpiceChannel             *channel,
                                                  GPtrArray                *adapters);

/**
 * sprint_channel_adapters_fail:
 * @parts: what the channel was for
 * @channel: one that was only wanted, and has ended
 * @error: why
 *
 * Tells the part that a person would miss.
 */
void              sprint_channel_adapters_fail   (const SprintConsoleParts *parts,
                                                  SpiceChannel             *channel,
                                                  const GError             *error);

/**
 * sprint_channel_adapters_settle:
 * @parts: what the channels are for
 * @settled: whether all channels that a server has were offered; %FALSE when there is no server any more
 *
 * Tells the parts that can be without a channel that they are.
 */
void              sprint_channel_adapters_settle (const SprintConsoleParts *parts,
                                                  gboolean                  settled);

G_END_DECLS
