/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "playback-channel.h"

struct _SprintPlaybackChannel
{
  GObject parent_instance;

  SpicePlaybackChannel *channel;
  SprintConsoleSound *sound;
};

G_DEFINE_FINAL_TYPE (SprintPlaybackChannel, sprint_playback_channel, G_TYPE_OBJECT)

static void
sprint_playback_channel_dispose (GObject *object)
{
  SprintPlaybackChannel *self = SPRINT_PLAYBACK_CHANNEL (object);

  if (self->channel != NULL)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  if (self->sound != NULL)
    sprint_console_sound_stop_playing (self->sound);
  g_clear_object (&self->channel);
  g_clear_object (&self->sound);

  G_OBJECT_CLASS (sprint_playback_channel_parent_class)->dispose (object);
}

static void
start_cb (SprintPlaybackChannel *self,
          int                    format,
          int                    channels,
          int                    rate)
{
  if (format == SPICE_AUDIO_FMT_S16)
    sprint_console_sound_start_playing (self->sound, channels, rate);
  else
    sprint_console_sound_stop_playing (self->sound);
}

static void
data_cb (SprintPlaybackChannel *self,
         gpointer               data,
         int                    size)
{
  if (size > 0)
    sprint_console_sound_play (self->sound, data, size);
}

static void
stop_cb (SprintPlaybackChannel *self)
{
  sprint_console_sound_stop_playing (self->sound);
}

/* Each of the guest's channels has a volume of its own; the loudest counts. */
static void
volume_cb (SprintPlaybackChannel *self)
{
  guint16 *volumes = NULL;
  guint n = 0;
  gboolean muted = FALSE;
  guint loudest = 0;

  g_object_get (self->channel, "volume", &volumes, "nchannels", &n, "mute", &muted, NULL);
  if (volumes == NULL || n == 0)
    loudest = G_MAXUINT16;
  else
    for (guint i = 0; i < n; i++)
      loudest = MAX (loudest, volumes[i]);
  sprint_console_sound_set_guest_volume (self->sound, loudest / (double) G_MAXUINT16, muted);
}

static void
sprint_playback_channel_class_init (SprintPlaybackChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_playback_channel_dispose;
}

static void
sprint_playback_channel_init (SprintPlaybackChannel *self)
{
}

SprintPlaybackChannel *
sprint_playback_channel_new (SpicePlaybackChannel *channel,
                             SprintConsoleSound   *sound)
{
  SprintPlaybackChannel *self = g_object_new (SPRINT_TYPE_PLAYBACK_CHANNEL, NULL);

  self->channel = g_object_ref (channel);
  self->sound = g_object_ref (sound);
  g_signal_connect_swapped (channel, "playback-start", G_CALLBACK (start_cb), self);
  g_signal_connect_swapped (channel, "playback-data", G_CALLBACK (data_cb), self);
  g_signal_connect_swapped (channel, "playback-stop", G_CALLBACK (stop_cb), self);
  g_signal_connect_swapped (channel, "notify::volume", G_CALLBACK (volume_cb), self);
  g_signal_connect_swapped (channel, "notify::mute", G_CALLBACK (volume_cb), self);
  sprint_console_sound_set_available (sound, TRUE);

  return self;
}
