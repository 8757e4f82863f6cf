/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

G_BEGIN_DECLS

/* Why Sprint has ended a channel, of which spice-gtk knows only that it was hung up on: for who sees to a channel's
 * end. */

/**
 * sprint_channel_refusal_set:
 * @error: (transfer full): of %SPRINT_CONSOLE_ERROR
 */
void    sprint_channel_refusal_set  (SpiceChannel *channel,
                                     GError       *error);

/**
 * sprint_channel_refusal_take:
 *
 * Returns: (transfer full) (nullable): why, if it was Sprint that has; nobody is told of it a second time
 */
GError *sprint_channel_refusal_take (SpiceChannel *channel);

/**
 * sprint_channel_refuse:
 * @words: what it has said that makes no sense
 *
 * Ends a channel whose server talks nonsense that only showed behind the library. Whoever is called by the channel may
 * be gone when this returns.
 */
void    sprint_channel_refuse       (SpiceChannel *channel,
                                     const char   *words);

G_END_DECLS
