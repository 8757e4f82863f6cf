/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-sound.h"

#include <glib/gi18n.h>

#include "sound-pipeline.h"

/* What sound cards have. */
#define MIN_RATE 8000
#define MAX_RATE 192000

struct _SprintConsoleSound
{
  GObject parent_instance;

  SprintSoundPipeline *speaker;
  SprintSoundPipeline *listener;
  char *sink;
  char *source;
  char *failure;            /* of a channel, for as long as the connection lasts */
  char *problem;            /* of a pipeline, until the next try */
  double volume;
  double guest_volume;
  struct {
    guint channels, rate;
  } record;
  gboolean available;
  gboolean muted;
  gboolean microphone;
};

G_DEFINE_FINAL_TYPE (SprintConsoleSound, sprint_console_sound, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_SINK,
  PROP_SOURCE,
  PROP_AVAILABLE,
  PROP_VOLUME,
  PROP_MUTED,
  PROP_MICROPHONE,
  PROP_LISTENING,
  PROP_PROBLEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  RECORDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
drop_pipeline (SprintConsoleSound   *self,
               SprintSoundPipeline **pipeline)
{
  if (*pipeline == NULL)
    return;

  g_signal_handlers_disconnect_by_data (*pipeline, self);
  g_clear_object (pipeline);
}

static void
sprint_console_sound_dispose (GObject *object)
{
  SprintConsoleSound *self = SPRINT_CONSOLE_SOUND (object);

  drop_pipeline (self, &self->speaker);
  drop_pipeline (self, &self->listener);

  G_OBJECT_CLASS (sprint_console_sound_parent_class)->dispose (object);
}

static void
sprint_console_sound_finalize (GObject *object)
{
  SprintConsoleSound *self = SPRINT_CONSOLE_SOUND (object);

  g_free (self->sink);
  g_free (self->source);
  g_free (self->failure);
  g_free (self->problem);

  G_OBJECT_CLASS (sprint_console_sound_parent_class)->finalize (object);
}

static void
sprint_console_sound_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  SprintConsoleSound *self = SPRINT_CONSOLE_SOUND (object);

  switch (prop_id) {
  case PROP_AVAILABLE:
    g_value_set_boolean (value, self->available);
    break;

  case PROP_VOLUME:
    g_value_set_double (value, self->volume);
    break;

  case PROP_MUTED:
    g_value_set_boolean (value, self->muted);
    break;

  case PROP_MICROPHONE:
    g_value_set_boolean (value, self->microphone);
    break;

  case PROP_LISTENING:
    g_value_set_boolean (value, self->listener != NULL);
    break;

  case PROP_PROBLEM:
    g_value_set_string (value, sprint_console_sound_get_problem (self));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_console_sound_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  SprintConsoleSound *self = SPRINT_CONSOLE_SOUND (object);

  switch (prop_id) {
  case PROP_SINK:
    self->sink = g_value_dup_string (value);
    break;

  case PROP_SOURCE:
    self->source = g_value_dup_string (value);
    break;

  case PROP_VOLUME:
    sprint_console_sound_set_volume (self, g_value_get_double (value));
    break;

  case PROP_MUTED:
    sprint_console_sound_set_muted (self, g_value_get_boolean (value));
    break;

  case PROP_MICROPHONE:
    sprint_console_sound_set_microphone (self, g_value_get_boolean (value));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

/* One of the two, of which the later one is shown. */
static void
set_words (SprintConsoleSound  *self,
           char               **words,
           const char          *value)
{
  g_autofree char *before = g_strdup (sprint_console_sound_get_problem (self));

  g_set_str (words, value);
  if (g_strcmp0 (before, sprint_console_sound_get_problem (self)) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* Loudness is about the cube of what a sample is multiplied by (GstStreamVolume's cubic format). */
static void
update_volume (SprintConsoleSound *self)
{
  double volume = self->muted ? 0 : self->volume * self->guest_volume;

  if (self->speaker != NULL)
    sprint_sound_pipeline_set_volume (self->speaker, volume * volume * volume);
}

static gboolean
is_playable (int channels,
             int rate)
{
  return (channels == 1 || channels == 2) && rate >= MIN_RATE && rate <= MAX_RATE;
}

static void
speaker_failed_cb (SprintConsoleSound *self,
                   const GError       *error)
{
  /* Translators: %s is what GStreamer says of it. */
  g_autofree char *problem =
    g_strdup_printf (_("The machine’s sound cannot be played: %s It is tried again when the machine plays next."),
                     error->message);

  drop_pipeline (self, &self->speaker);
  set_words (self, &self->problem, problem);
}

static void
listener_failed_cb (SprintConsoleSound *self,
                    const GError       *error)
{
  /* Translators: %s is what GStreamer says of it. */
  g_autofree char *problem =
    g_strdup_printf (_("The microphone cannot be used: %s Turn it off and on to try again."), error->message);

  drop_pipeline (self, &self->listener);
  set_words (self, &self->problem, problem);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LISTENING]);
}

static void
captured_cb (SprintConsoleSound *self,
             GBytes             *bytes)
{
  g_signal_emit (self, signals[RECORDED], 0, bytes);
}

static void
update_listener (SprintConsoleSound *self)
{
  gboolean wanted = self->microphone && self->record.channels > 0;

  if (wanted == (self->listener != NULL))
    return;

  if (wanted) {
    self->listener = sprint_sound_pipeline_new_capture (self->source, self->record.channels, self->record.rate);
    g_signal_connect_swapped (self->listener, "captured", G_CALLBACK (captured_cb), self);
    g_signal_connect_swapped (self->listener, "failed", G_CALLBACK (listener_failed_cb), self);
  } else {
    drop_pipeline (self, &self->listener);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LISTENING]);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags made = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GParamFlags writable = readable | G_PARAM_WRITABLE;

  /**
   * SprintConsoleSound:sink:
   *
   * The GStreamer element that plays.
   */
  properties[PROP_SINK] = g_param_spec_string ("sink", NULL, NULL, "autoaudiosink", made);

  /**
   * SprintConsoleSound:source:
   *
   * The GStreamer element that listens.
   */
  properties[PROP_SOURCE] = g_param_spec_string ("source", NULL, NULL, "autoaudiosrc", made);
  properties[PROP_AVAILABLE] = g_param_spec_boolean ("available", NULL, NULL, FALSE, readable);
  properties[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, writable);
  properties[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, writable);
  properties[PROP_MICROPHONE] = g_param_spec_boolean ("microphone", NULL, NULL, FALSE, writable);
  properties[PROP_LISTENING] = g_param_spec_boolean ("listening", NULL, NULL, FALSE, readable);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_console_sound_class_init (SprintConsoleSoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_console_sound_dispose;
  object_class->finalize = sprint_console_sound_finalize;
  object_class->get_property = sprint_console_sound_get_property;
  object_class->set_property = sprint_console_sound_set_property;
  install_properties (object_class);

  signals[RECORDED] =
    g_signal_new ("recorded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
}

static void
sprint_console_sound_init (SprintConsoleSound *self)
{
  self->volume = self->guest_volume = 1;
}

SprintConsoleSound *
sprint_console_sound_new (void)
{
  return g_object_new (SPRINT_TYPE_CONSOLE_SOUND, NULL);
}

void
sprint_console_sound_set_volume (SprintConsoleSound *self,
                                 double              volume)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));

  volume = CLAMP (volume, 0, 1);
  if (self->volume == volume)
    return;

  self->volume = volume;
  update_volume (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VOLUME]);
}

double
sprint_console_sound_get_volume (SprintConsoleSound *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SOUND (self), 0);

  return self->volume;
}

void
sprint_console_sound_set_muted (SprintConsoleSound *self,
                                gboolean            muted)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));

  muted = !!muted;
  if (self->muted == muted)
    return;

  self->muted = muted;
  update_volume (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MUTED]);
}

gboolean
sprint_console_sound_get_muted (SprintConsoleSound *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SOUND (self), FALSE);

  return self->muted;
}

void
sprint_console_sound_set_microphone (SprintConsoleSound *self,
                                     gboolean            microphone)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));

  microphone = !!microphone;
  if (self->microphone == microphone)
    return;

  self->microphone = microphone;
  update_listener (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MICROPHONE]);
}

gboolean
sprint_console_sound_get_microphone (SprintConsoleSound *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SOUND (self), FALSE);

  return self->microphone;
}

gboolean
sprint_console_sound_get_listening (SprintConsoleSound *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SOUND (self), FALSE);

  return self->listener != NULL;
}

gboolean
sprint_console_sound_get_available (SprintConsoleSound *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SOUND (self), FALSE);

  return self->available;
}

const char *
sprint_console_sound_get_problem (SprintConsoleSound *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SOUND (self), NULL);

  return self->problem != NULL ? self->problem : self->failure;
}

void
sprint_console_sound_set_available (SprintConsoleSound *self,
                                    gboolean            available)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));

  if (!available) {
    sprint_console_sound_stop_playing (self);
    sprint_console_sound_stop_recording (self);
    self->guest_volume = 1;
    g_object_freeze_notify (G_OBJECT (self));
    set_words (self, &self->problem, NULL);
    set_words (self, &self->failure, NULL);
    g_object_thaw_notify (G_OBJECT (self));
  }

  available = !!available;
  if (self->available == available)
    return;

  self->available = available;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVAILABLE]);
}

void
sprint_console_sound_forget (SprintConsoleSound *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));

  sprint_console_sound_set_microphone (self, FALSE);
  sprint_console_sound_set_muted (self, FALSE);
  sprint_console_sound_set_volume (self, 1);
}

void
sprint_console_sound_fail (SprintConsoleSound *self,
                           const char         *problem)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));
  g_return_if_fail (problem != NULL);

  g_object_freeze_notify (G_OBJECT (self));
  set_words (self, &self->problem, NULL);
  set_words (self, &self->failure, problem);
  g_object_thaw_notify (G_OBJECT (self));
}

void
sprint_console_sound_start_playing (SprintConsoleSound *self,
                                    int                 channels,
                                    int                 rate)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));

  drop_pipeline (self, &self->speaker);
  if (!is_playable (channels, rate))
    return;

  set_words (self, &self->problem, NULL);
  self->speaker = sprint_sound_pipeline_new_playback (self->sink, channels, rate);
  g_signal_connect_swapped (self->speaker, "failed", G_CALLBACK (speaker_failed_cb), self);
  update_volume (self);
}

void
sprint_console_sound_play (SprintConsoleSound *self,
                           gconstpointer       data,
                           gsize               size)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));

  if (self->speaker != NULL)
    sprint_sound_pipeline_push (self->speaker, data, size);
}

void
sprint_console_sound_stop_playing (SprintConsoleSound *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));

  drop_pipeline (self, &self->speaker);
}

void
sprint_console_sound_set_guest_volume (SprintConsoleSound *self,
                                       double              volume,
                                       gboolean            muted)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));

  self->guest_volume = muted ? 0 : CLAMP (volume, 0, 1);
  update_volume (self);
}

void
sprint_console_sound_start_recording (SprintConsoleSound *self,
                                      int                 channels,
                                      int                 rate)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));

  sprint_console_sound_stop_recording (self);
  if (!is_playable (channels, rate))
    return;

  self->record.channels = channels;
  self->record.rate = rate;
  update_listener (self);
}

void
sprint_console_sound_stop_recording (SprintConsoleSound *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SOUND (self));

  self->record.channels = 0;
  update_listener (self);
}
