/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-player.h"

void
sprint_library_player_prepare (SpiceSession *spice)
{
  spice_audio_get (spice, NULL);
}

void
sprint_library_player_leave (SpiceChannel *channel)
{
  SpiceSession *spice = NULL;
  SpiceAudio *player;

  g_object_get (channel, "spice-session", &spice, NULL);
  player = spice_audio_get (spice, NULL);
  if (player != NULL)
    g_signal_handlers_disconnect_by_data (channel, player);
  g_object_unref (spice);
}
