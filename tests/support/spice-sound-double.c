/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-sound-double.h"

#define RATE 48000

struct _SpiceSoundDouble
{
  GObject parent_instance;

  SpicePlaybackInstance playback;
  SpiceRecordInstance record;
};

G_DEFINE_FINAL_TYPE (SpiceSoundDouble, spice_sound_double, G_TYPE_OBJECT)

static const SpicePlaybackInterface playback_interface = {
  .base = {
    .type = SPICE_INTERFACE_PLAYBACK,
    .description = "test speaker",
    .major_version = SPICE_INTERFACE_PLAYBACK_MAJOR,
    .minor_version = SPICE_INTERFACE_PLAYBACK_MINOR,
  },
};

static const SpiceRecordInterface record_interface = {
  .base = {
    .type = SPICE_INTERFACE_RECORD,
    .description = "test microphone",
    .major_version = SPICE_INTERFACE_RECORD_MAJOR,
    .minor_version = SPICE_INTERFACE_RECORD_MINOR,
  },
};

static void
spice_sound_double_class_init (SpiceSoundDoubleClass *klass)
{
}

static void
spice_sound_double_init (SpiceSoundDouble *self)
{
  self->playback.base.sif = &playback_interface.base;
  self->record.base.sif = &record_interface.base;
}

SpiceSoundDouble *
spice_sound_double_new (SpiceServer *server)
{
  SpiceSoundDouble *self = g_object_new (SPICE_TYPE_SOUND_DOUBLE, NULL);

  spice_server_set_playback_compression (server, FALSE);
  g_assert_cmpint (spice_server_add_interface (server, &self->playback.base), ==, 0);
  g_assert_cmpint (spice_server_add_interface (server, &self->record.base), ==, 0);
  spice_server_set_playback_rate (&self->playback, RATE);
  spice_server_set_record_rate (&self->record, RATE);

  return self;
}

void
spice_sound_double_start (SpiceSoundDouble *self)
{
  spice_server_playback_start (&self->playback);
}

guint
spice_sound_double_play (SpiceSoundDouble *self,
                         gint16            sample,
                         guint             n)
{
  guint taken = 0;

  for (guint i = 0; i < n; i++) {
    guint32 *frames = NULL, n_frames = 0;

    spice_server_playback_get_buffer (&self->playback, &frames, &n_frames);
    if (frames == NULL)
      break;
    for (guint frame = 0; frame < n_frames; frame++)
      frames[frame] = (guint32) (guint16) sample << 16 | (guint16) sample;
    spice_server_playback_put_samples (&self->playback, frames);
    taken++;
  }

  return taken;
}

void
spice_sound_double_stop (SpiceSoundDouble *self)
{
  spice_server_playback_stop (&self->playback);
}

void
spice_sound_double_set_volume (SpiceSoundDouble *self,
                               guint16           volume,
                               gboolean          muted)
{
  guint16 volumes[2] = { volume, volume };

  spice_server_playback_set_volume (&self->playback, 2, volumes);
  spice_server_playback_set_mute (&self->playback, muted);
}

void
spice_sound_double_start_recording (SpiceSoundDouble *self)
{
  spice_server_record_start (&self->record);
}

void
spice_sound_double_stop_recording (SpiceSoundDouble *self)
{
  spice_server_record_stop (&self->record);
}

guint
spice_sound_double_take_recorded (SpiceSoundDouble *self,
                                  gint16           *sample)
{
  guint32 frames[256];
  guint taken = 0, n;

  while ((n = spice_server_record_get_samples (&self->record, frames, G_N_ELEMENTS (frames))) > 0) {
    taken += n;
    *sample = (gint16) (frames[n - 1] & 0xffff);
  }

  return taken;
}
