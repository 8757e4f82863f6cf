/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-statistics.h"

#define FRAME (G_USEC_PER_SEC / 60)

struct _SprintConsoleStatistics
{
  GObject parent_instance;

  SprintConsoleSession *session;
  SprintConsoleMonitor *monitor;
  guint measure_id;
  gint64 measured_at;
  gint64 last_frame;
  guint64 bytes;
  int n_frames;
  gboolean counted;
  int frame_rate;
  gint64 data_rate;
  gint64 round_trip;
  SprintPictureTally tally;
  SprintPictureCoding coding;
};

G_DEFINE_FINAL_TYPE (SprintConsoleStatistics, sprint_console_statistics, G_TYPE_OBJECT)

static guint changed_signal;

static void
sprint_console_statistics_dispose (GObject *object)
{
  SprintConsoleStatistics *self = SPRINT_CONSOLE_STATISTICS (object);

  g_clear_handle_id (&self->measure_id, g_source_remove);
  g_clear_object (&self->monitor);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sprint_console_statistics_parent_class)->dispose (object);
}

static void
sprint_console_statistics_class_init (SprintConsoleStatisticsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_console_statistics_dispose;

  changed_signal =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_console_statistics_init (SprintConsoleStatistics *self)
{
  self->frame_rate = -1;
  self->data_rate = -1;
  self->round_trip = -1;
}

/* A picture comes in pieces: those of one sixtieth of a second are one. */
static void
damaged_cb (SprintConsoleStatistics *self)
{
  gint64 frame = g_get_monotonic_time () / FRAME;

  if (frame != self->last_frame)
    self->n_frames++;
  self->last_frame = frame;
}

/* Another connection counts from 0. */
static gboolean
goes_on (const SprintPictureTally *tally,
         const SprintPictureTally *before)
{
  for (guint i = 0; i < SPRINT_PICTURE_N_CODINGS; i++) {
    if (tally->pixels[i] < before->pixels[i])
      return FALSE;
  }

  return TRUE;
}

/* At first all that is known is how the last one came; and so it is while none comes. */
static void
measure_coding (SprintConsoleStatistics *self)
{
  SprintPictureCoding coding = SPRINT_PICTURE_UNKNOWN;
  SprintPictureTally tally;

  sprint_console_session_tally (self->session, self->monitor, &tally);
  if (!goes_on (&tally, &self->tally)) {
    self->tally = (SprintPictureTally) { 0 };
    self->coding = SPRINT_PICTURE_UNKNOWN;
  }
  if (self->measured_at != 0)
    coding = sprint_picture_tally_find (&tally, &self->tally);
  if (coding == SPRINT_PICTURE_UNKNOWN && tally.newest != SPRINT_PICTURE_UNKNOWN)
    coding = self->coding;
  if (coding == SPRINT_PICTURE_UNKNOWN)
    coding = tally.newest;
  self->coding = coding;
  self->tally = tally;
}

static void
measure (SprintConsoleStatistics *self)
{
  gint64 now = g_get_monotonic_time ();
  double seconds = MAX (1, now - self->measured_at) / (double) G_USEC_PER_SEC;
  guint64 bytes;
  gboolean counted = sprint_console_session_measure (self->session, &bytes, &self->round_trip);

  measure_coding (self);
  /* Another connection counts from 0. */
  self->data_rate = counted && self->counted && bytes >= self->bytes ? (bytes - self->bytes) / seconds : -1;
  self->frame_rate = self->measured_at != 0 ? (int) (self->n_frames / seconds + 0.5) : -1;
  self->bytes = bytes;
  self->counted = counted;
  self->n_frames = 0;
  self->measured_at = now;
}

static gboolean
measure_cb (gpointer user_data)
{
  SprintConsoleStatistics *self = user_data;

  measure (self);
  g_signal_emit (self, changed_signal, 0);

  return G_SOURCE_CONTINUE;
}

SprintConsoleStatistics *
sprint_console_statistics_new (SprintConsoleSession *session,
                               SprintConsoleMonitor *monitor)
{
  SprintConsoleStatistics *self;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_SESSION (session), NULL);
  g_return_val_if_fail (SPRINT_IS_CONSOLE_MONITOR (monitor), NULL);

  self = g_object_new (SPRINT_TYPE_CONSOLE_STATISTICS, NULL);
  self->session = g_object_ref (session);
  self->monitor = g_object_ref (monitor);
  g_signal_connect_object (sprint_console_monitor_get_framebuffer (monitor), "damaged", G_CALLBACK (damaged_cb),
                           self, G_CONNECT_SWAPPED);
  measure (self);
  self->measure_id = g_timeout_add_seconds (1, measure_cb, self);

  return self;
}

int
sprint_console_statistics_get_frame_rate (SprintConsoleStatistics *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_STATISTICS (self), -1);

  return self->frame_rate;
}

SprintPictureCoding
sprint_console_statistics_get_coding (SprintConsoleStatistics *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_STATISTICS (self), SPRINT_PICTURE_UNKNOWN);

  return self->coding;
}

gint64
sprint_console_statistics_get_data_rate (SprintConsoleStatistics *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_STATISTICS (self), -1);

  return self->data_rate;
}

gint64
sprint_console_statistics_get_round_trip (SprintConsoleStatistics *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_STATISTICS (self), -1);

  return self->round_trip;
}
