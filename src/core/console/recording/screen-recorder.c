/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen-recorder.h"

#include <glib/gi18n.h>

#include "core/console/session/console-error.h"
#include "core/platform/thread-task.h"
#include "recording-pipeline.h"

/* Microseconds from one frame to the next, at least. */
#define INTERVAL (G_USEC_PER_SEC / 30)

struct _SprintScreenRecorder
{
  GObject parent_instance;

  SprintFramebuffer *framebuffer;
  SprintRecordingPipeline *pipeline;
  gint64 started_at;
  gint64 pushed_at;
  guint push_id;
  gboolean changed;   /* since the last frame */
  gboolean stopped;
};

G_DEFINE_FINAL_TYPE (SprintScreenRecorder, sprint_screen_recorder, G_TYPE_OBJECT)

static guint ended_signal;

static void
sprint_screen_recorder_dispose (GObject *object)
{
  SprintScreenRecorder *self = SPRINT_SCREEN_RECORDER (object);

  g_clear_handle_id (&self->push_id, g_source_remove);
  g_clear_object (&self->pipeline);
  g_clear_object (&self->framebuffer);

  G_OBJECT_CLASS (sprint_screen_recorder_parent_class)->dispose (object);
}

static void
sprint_screen_recorder_class_init (SprintScreenRecorderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_screen_recorder_dispose;

  ended_signal =
    g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sprint_screen_recorder_init (SprintScreenRecorder *self)
{
}

/* ---- frames ---- */

static void schedule (SprintScreenRecorder *self);

/* Whether the film shows what the framebuffer does. */
static gboolean
push (SprintScreenRecorder *self,
      gint64                now)
{
  const guint8 *pixels = sprint_framebuffer_get_data (self->framebuffer);

  /* A screen that shows nothing: the film keeps the last picture. */
  if (pixels == NULL)
    return TRUE;

  return sprint_recording_pipeline_push (self->pipeline, pixels, sprint_framebuffer_get_stride (self->framebuffer),
                                         sprint_framebuffer_get_width (self->framebuffer),
                                         sprint_framebuffer_get_height (self->framebuffer),
                                         now - self->started_at);
}

/* The last picture once more, so that the film is as long as it took. */
static void
push_last (SprintScreenRecorder *self)
{
  const guint8 *pixels = sprint_framebuffer_get_data (self->framebuffer);
  gint64 now = MAX (g_get_monotonic_time (), self->pushed_at + 1);

  if (pixels != NULL)
    sprint_recording_pipeline_push_last (self->pipeline, pixels, sprint_framebuffer_get_stride (self->framebuffer),
                                         sprint_framebuffer_get_width (self->framebuffer),
                                         sprint_framebuffer_get_height (self->framebuffer),
                                         now - self->started_at);
}

static void
push_cb (gpointer user_data)
{
  SprintScreenRecorder *self = user_data;
  gint64 now = g_get_monotonic_time ();

  self->push_id = 0;
  self->changed = !push (self, now);
  self->pushed_at = now;
  if (self->changed)
    schedule (self);
}

static void
schedule (SprintScreenRecorder *self)
{
  gint64 wait = self->pushed_at + INTERVAL - g_get_monotonic_time ();

  self->changed = TRUE;
  if (self->push_id == 0 && !self->stopped)
    self->push_id = g_timeout_add_once (wait > 0 ? (wait + 999) / 1000 : 0, push_cb, self);
}

/* ---- its end ---- */

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (SprintScreenRecorder) self = user_data;
  g_autoptr (GError) error = NULL;

  sprint_recording_pipeline_finish_finish (SPRINT_RECORDING_PIPELINE (source), result, &error);
  g_clear_object (&self->pipeline);
  g_signal_emit (self, ended_signal, 0, error);
}

void
sprint_screen_recorder_stop (SprintScreenRecorder *self)
{
  g_return_if_fail (SPRINT_IS_SCREEN_RECORDER (self));

  if (self->stopped)
    return;

  self->stopped = TRUE;
  g_clear_handle_id (&self->push_id, g_source_remove);
  if (self->pipeline == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->framebuffer, self);
  push_last (self);
  sprint_recording_pipeline_finish_async (self->pipeline, finished_cb, g_object_ref (self));
}

/* ---- its beginning ---- */

typedef struct {
  GFile *file;
  int width;
  int height;
} Film;

static void
film_free (gpointer data)
{
  Film *film = data;

  g_object_unref (film->file);
  g_free (film);
}

static gpointer
start_thread (GTask   *task,
              GError **error)
{
  Film *film = g_task_get_task_data (task);

  return sprint_recording_pipeline_new (film->file, film->width, film->height, error);
}

SprintScreenRecorder *
sprint_screen_recorder_new (SprintFramebuffer *framebuffer)
{
  SprintScreenRecorder *self;

  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (framebuffer), NULL);

  self = g_object_new (SPRINT_TYPE_SCREEN_RECORDER, NULL);
  self->framebuffer = g_object_ref (framebuffer);

  return self;
}

void
sprint_screen_recorder_start_async (SprintScreenRecorder *self,
                                    GFile                *file,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data)
{
  g_autoptr (GTask) task = NULL;
  Film *film;

  g_return_if_fail (SPRINT_IS_SCREEN_RECORDER (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_screen_recorder_start_async);
  if (sprint_framebuffer_get_data (self->framebuffer) == NULL) {
    g_task_return_new_error (task, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NO_PICTURE, "%s",
                             _("The machine has not shown a picture yet."));
    return;
  }

  film = g_new0 (Film, 1);
  film->file = g_object_ref (file);
  film->width = sprint_framebuffer_get_width (self->framebuffer);
  film->height = sprint_framebuffer_get_height (self->framebuffer);
  g_task_set_task_data (task, film, film_free);
  sprint_thread_task_run (task, start_thread, g_object_unref);
}

gboolean
sprint_screen_recorder_start_finish (SprintScreenRecorder  *self,
                                     GAsyncResult          *result,
                                     GError               **error)
{
  g_autoptr (SprintRecordingPipeline) pipeline = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  pipeline = g_task_propagate_pointer (G_TASK (result), error);
  if (pipeline == NULL)
    return FALSE;
  if (self->stopped) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("It was cancelled."));
    return FALSE;
  }

  self->pipeline = g_steal_pointer (&pipeline);
  self->started_at = g_get_monotonic_time ();
  g_signal_connect_object (self->pipeline, "failed", G_CALLBACK (sprint_screen_recorder_stop), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->framebuffer, "damaged", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  sprint_recording_pipeline_start (self->pipeline);
  schedule (self);

  return TRUE;
}

gint64
sprint_screen_recorder_get_elapsed (SprintScreenRecorder *self)
{
  g_return_val_if_fail (SPRINT_IS_SCREEN_RECORDER (self), 0);

  return self->started_at != 0 ? g_get_monotonic_time () - self->started_at : 0;
}
