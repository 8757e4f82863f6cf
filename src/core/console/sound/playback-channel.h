/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "console-sound.h"

G_BEGIN_DECLS

/**
 * SprintPlaybackChannel:
 *
 * Plays what comes over a SPICE playback channel.
 */
#define SPRINT_TYPE_PLAYBACK_CHANNEL (sprint_playback_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintPlaybackChannel, sprint_playback_channel, SPRINT, PLAYBACK_CHANNEL, GObject)

SprintPlaybackChannel *sprint_playback_channel_new (SpicePlaybackChannel *channel,
                                                     SprintConsoleSound   *sound);

G_END_DECLS
