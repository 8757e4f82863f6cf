/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "record-channel.h"

struct _SprintRecordChannel
{
  GObject parent_instance;

  SpiceRecordChannel *channel;
  SprintConsoleSound *sound;
};

G_DEFINE_FINAL_TYPE (SprintRecordChannel, sprint_record_channel, G_TYPE_OBJECT)

static void
sprint_record_channel_dispose (GObject *object)
{
  SprintRecordChannel *self = SPRINT_RECORD_CHANNEL (object);

  if (self->channel != NULL)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  if (self->sound != NULL) {
    g_signal_handlers_disconnect_by_data (self->sound, self);
    sprint_console_sound_stop_recording (self->sound);
  }
  g_clear_object (&self->channel);
  g_clear_object (&self->sound);

  G_OBJECT_CLASS (sprint_record_channel_parent_class)->dispose (object);
}

static void
start_cb (SprintRecordChannel *self,
          int                  format,
          int                  channels,
          int                  rate)
{
  if (format == SPICE_AUDIO_FMT_S16)
    sprint_console_sound_start_recording (self->sound, channels, rate);
  else
    sprint_console_sound_stop_recording (self->sound);
}

static void
stop_cb (SprintRecordChannel *self)
{
  sprint_console_sound_stop_recording (self->sound);
}

/* The time goes unread by servers, as spice-gtk's own player has it. */
static void
recorded_cb (SprintRecordChannel *self,
             GBytes              *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  spice_record_channel_send_data (self->channel, (gpointer) data, size, 0);
}

static void
sprint_record_channel_class_init (SprintRecordChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_record_channel_dispose;
}

static void
sprint_record_channel_init (SprintRecordChannel *self)
{
}

SprintRecordChannel *
sprint_record_channel_new (SpiceRecordChannel *channel,
                           SprintConsoleSound *sound)
{
  SprintRecordChannel *self = g_object_new (SPRINT_TYPE_RECORD_CHANNEL, NULL);

  self->channel = g_object_ref (channel);
  self->sound = g_object_ref (sound);
  g_signal_connect_swapped (channel, "record-start", G_CALLBACK (start_cb), self);
  g_signal_connect_swapped (channel, "record-stop", G_CALLBACK (stop_cb), self);
  g_signal_connect_swapped (sound, "recorded", G_CALLBACK (recorded_cb), self);

  return self;
}
