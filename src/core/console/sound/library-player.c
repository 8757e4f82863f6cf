/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-player.h"

/* Never answers, and the guest is told nothing. */
static void
keep_volume (SpiceAudio          *player,
             GCancellable        *cancellable,
             SpiceMainChannel    *channel,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
}

void
sprint_library_player_prepare (SpiceSession *spice)
{
  SpiceAudio *player = spice_audio_get (spice, NULL);

  if (player == NULL)
    return;

  g_signal_handlers_disconnect_by_data (spice, player);
  SPICE_AUDIO_GET_CLASS (player)->get_playback_volume_info_async = keep_volume;
  SPICE_AUDIO_GET_CLASS (player)->get_record_volume_info_async = keep_volume;
}
