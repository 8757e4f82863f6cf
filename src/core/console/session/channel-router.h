/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "console-parts.h"
#include "core/console/source/console-source.h"

G_BEGIN_DECLS

/**
 * SprintChannelRouter:
 *
 * Connects a server's channels to the parts of a console that use them.
 *
 * ::reached is emitted when the main channel is open, ::ready when the other channels that a console
 * cannot do without are too, ::failed(error) for each of those that ends. One of the rest that ends
 * takes nothing with it.
 */
#define SPRINT_TYPE_CHANNEL_ROUTER (sprint_channel_router_get_type ())
G_DECLARE_FINAL_TYPE (SprintChannelRouter, sprint_channel_router, SPRINT, CHANNEL_ROUTER, GObject)

/**
 * sprint_channel_router_new:
 * @source: where descriptors come from
 * @parts: what the channels are for; must outlive the router
 */
SprintChannelRouter *sprint_channel_router_new   (SprintConsoleSource      *source,
                                                  const SprintConsoleParts *parts);

/**
 * sprint_channel_router_offer:
 * @channel: one that the server has, not connected yet
 */
void                 sprint_channel_router_offer (SprintChannelRouter      *self,
                                                  SpiceChannel             *channel);

/**
 * sprint_channel_router_leave:
 * @source: where the main channel will be
 *
 * Takes the console's parts off all other channels: at the new place there are others.
 */
void                 sprint_channel_router_leave (SprintChannelRouter      *self,
                                                  SprintConsoleSource      *source);

/**
 * sprint_channel_router_adopt:
 * @channel: one that was just opened, to go on where one of the router's is to end
 */
void                 sprint_channel_router_adopt (SprintChannelRouter      *self,
                                                  SpiceChannel             *channel);

/**
 * sprint_channel_router_stop:
 *
 * Takes the console's parts off their channels, and lets go of these, without a word.
 */
void                 sprint_channel_router_stop  (SprintChannelRouter      *self);

/**
 * sprint_channel_router_get_round_trip:
 *
 * Returns: microseconds to the server and back, -1 where no guard stands between to know
 */
gint64               sprint_channel_router_get_round_trip (SprintChannelRouter *self);

/**
 * sprint_channel_router_tally:
 * @number: of a monitor, counted from 0
 * @tally: (out): how the pictures of its display have come, as far as anybody knows
 */
void                 sprint_channel_router_tally (SprintChannelRouter      *self,
                                                  guint                     number,
                                                  SprintPictureTally       *tally);

G_END_DECLS
