/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recording-pipeline.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <gst/app/app.h>
#include <gst/video/video.h>

#include "core/console/session/console-error.h"
#include "core/platform/file-draft.h"
#include "core/platform/thread-task.h"

/* Frames in memory at most: one that is encoded, one that waits, one that is copied to. */
#define FRAMES 3
/* Milliseconds in which what was taken has to be encoded and written when a recording ends. */
#define END_TIMEOUT 10000
/* Bits per second for each pixel of the film: text stays legible, and 1080p makes some 5 Mbit/s when all of it moves. */
#define BITS_PER_PIXEL 2.5

struct _SprintRecordingPipeline
{
  GObject parent_instance;

  SprintFileDraft *draft;
  GstElement *pipeline;
  GstAppSrc *source;
  GstBus *bus;
  guint watch_id;

  GstBufferPool *pool;   /* for frames of that size */
  GstVideoInfo info;

  GTask *finishing;
  guint end_id;
  gboolean ended;
  GError *error;         /* why it cannot go on */
};

G_DEFINE_FINAL_TYPE (SprintRecordingPipeline, sprint_recording_pipeline, G_TYPE_OBJECT)

static guint failed_signal;

static void
drop_pool (SprintRecordingPipeline *self)
{
  if (self->pool != NULL)
    gst_buffer_pool_set_active (self->pool, FALSE);
  gst_clear_object (&self->pool);
}

static void
stop_listening (SprintRecordingPipeline *self)
{
  g_clear_handle_id (&self->end_id, g_source_remove);
  g_clear_handle_id (&self->watch_id, g_source_remove);
}

static void
forget (SprintRecordingPipeline *self)
{
  drop_pool (self);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->source);
  gst_clear_object (&self->pipeline);
}

/* Waits for GStreamer's threads. */
static void
take_down (SprintRecordingPipeline *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  forget (self);
}

static void
end_pipeline (GstElement *pipeline,
              gpointer    user_data)
{
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

/* One that was given up before its end: whoever does so, mostly the main thread, does not wait. */
static void
abandon (SprintRecordingPipeline *self)
{
  if (self->pipeline != NULL)
    gst_element_call_async (self->pipeline, end_pipeline, NULL, NULL);
  forget (self);
}

static void
sprint_recording_pipeline_finalize (GObject *object)
{
  SprintRecordingPipeline *self = SPRINT_RECORDING_PIPELINE (object);

  stop_listening (self);
  abandon (self);
  g_clear_pointer (&self->draft, sprint_file_draft_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sprint_recording_pipeline_parent_class)->finalize (object);
}

static void
sprint_recording_pipeline_class_init (SprintRecordingPipelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_recording_pipeline_finalize;

  failed_signal =
    g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sprint_recording_pipeline_init (SprintRecordingPipeline *self)
{
}

/* ---- making it ---- */

static gboolean
check_elements (GError **error)
{
  static const struct {
    const char *name;
    const char *package;
  } elements[] = {
    { "appsrc", "gstreamer1.0-plugins-base" },
    { "videoconvert", "gstreamer1.0-plugins-base" },
    { "videoscale", "gstreamer1.0-plugins-base" },
    { "vp8enc", "gstreamer1.0-plugins-good" },
    { "webmmux", "gstreamer1.0-plugins-good" },
    { "filesink", "libgstreamer1.0-0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (elements); i++) {
    g_autoptr (GstElementFactory) factory = gst_element_factory_find (elements[i].name);

    if (factory != NULL)
      continue;
    /* Translators: the names of a part of GStreamer and of the package that has it on Debian and Ubuntu. */
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NO_RECORDER,
                 _("“%s” is missing, which is in the package %s."), elements[i].name, elements[i].package);
    return FALSE;
  }

  return TRUE;
}

static void
set_lost_error (GError **error)
{
  g_set_error_literal (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_RECORDING_LOST,
                       _("The file was deleted while it was being written."));
}

static GError *
translate (GstMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;
  GError *lost = NULL;
  gboolean full;

  gst_message_parse_error (message, &error, &debug);
  if (g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND)) {
    set_lost_error (&lost);
    return lost;
  }

  full = g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT);

  return g_error_new (SPRINT_CONSOLE_ERROR,
                      full ? SPRINT_CONSOLE_ERROR_RECORDING_NO_SPACE : SPRINT_CONSOLE_ERROR_RECORDING,
                      "%s\n%s", error->message, debug != NULL ? debug : "");
}

static void
set_up_encoder (GstElement *encoder,
                int         width,
                int         height)
{
  double bitrate = (double) width * height * BITS_PER_PIXEL;

  g_object_set (encoder,
                /* As fast as a screen needs it, whatever the quality; no more than half of the processors. */
                "deadline", (gint64) 1,
                "cpu-used", 8,
                "threads", (int) CLAMP (g_get_num_processors () / 2, 1, 4),
                "target-bitrate", (int) CLAMP (bitrate, 500e3, 20e6),
                "min-quantizer", 4,
                "max-quantizer", 40,
                /* What stands still is not encoded again. */
                "static-threshold", 100,
                "keyframe-max-dist", 300,
                NULL);
}

static GstElement *
add (SprintRecordingPipeline *self,
     const char              *name)
{
  GstElement *element = gst_element_factory_make (name, NULL);

  if (element != NULL)
    gst_bin_add (GST_BIN (self->pipeline), element);

  return element;
}

/* In GStreamer's thread, which may outlive whoever has given the recording up: nobody should go on for an hour for a
 * file that is not there any more. */
static GstPadProbeReturn
written_cb (GstPad          *pad,
            GstPadProbeInfo *info,
            gpointer         user_data)
{
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GError) error = NULL;

  if (!sprint_file_draft_fd_is_lost (GPOINTER_TO_INT (user_data)))
    return GST_PAD_PROBE_OK;

  sink = gst_pad_get_parent_element (pad);
  error = g_error_new_literal (GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND, "The file was deleted");
  if (sink != NULL)
    gst_element_post_message (sink, gst_message_new_error (GST_OBJECT (sink), error, NULL));

  return GST_PAD_PROBE_REMOVE;
}

static void
close_watched (gpointer user_data)
{
  g_close (GPOINTER_TO_INT (user_data), NULL);
}

static void
watch_file (SprintRecordingPipeline *self,
            GstElement              *sink)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");
  int fd = sprint_file_draft_dup_fd (self->draft);

  if (fd >= 0)
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, written_cb, GINT_TO_POINTER (fd), close_watched);
}

static gboolean
build (SprintRecordingPipeline *self,
       int                      width,
       int                      height)
{
  g_autoptr (GstCaps) film = gst_caps_new_simple ("video/x-raw",
                                                  "width", G_TYPE_INT, width,
                                                  "height", G_TYPE_INT, height,
                                                  "pixel-aspect-ratio", GST_TYPE_FRACTION, 1, 1,
                                                  NULL);
  GstElement *source, *scale, *convert, *encoder, *muxer, *sink;

  self->pipeline = gst_pipeline_new (NULL);
  self->bus = gst_element_get_bus (self->pipeline);
  source = add (self, "appsrc");
  scale = add (self, "videoscale");
  convert = add (self, "videoconvert");
  encoder = add (self, "vp8enc");
  muxer = add (self, "webmmux");
  sink = add (self, "filesink");
  if (source == NULL || scale == NULL || convert == NULL || encoder == NULL || muxer == NULL || sink == NULL)
    return FALSE;

  self->source = gst_object_ref (GST_APP_SRC (source));
  /* It never asks for bytes of more frames than there may be. */
  g_object_set (source, "format", GST_FORMAT_TIME, "max-bytes", (guint64) 0, NULL);
  g_object_set (scale, "add-borders", TRUE, NULL);
  set_up_encoder (encoder, width, height);
  g_object_set (muxer, "writing-app", "Sprint", NULL);
  g_object_set (sink, "location", sprint_file_draft_get_path (self->draft), NULL);
  watch_file (self, sink);

  return gst_element_link (source, scale) &&
         gst_element_link_filtered (scale, convert, film) &&
         gst_element_link_many (convert, encoder, muxer, sink, NULL);
}

SprintRecordingPipeline *
sprint_recording_pipeline_new (GFile   *file,
                               int      width,
                               int      height,
                               GError **error)
{
  g_autoptr (SprintRecordingPipeline) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  if (!gst_init_check (NULL, NULL, error) || !check_elements (error))
    return NULL;

  self = g_object_new (SPRINT_TYPE_RECORDING_PIPELINE, NULL);
  self->draft = sprint_file_draft_new (file, error);
  if (self->draft == NULL)
    return NULL;

  if (!build (self, width, height) ||
      gst_element_set_state (self->pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
    g_autoptr (GstMessage) message = gst_bus_pop_filtered (self->bus, GST_MESSAGE_ERROR);

    if (message != NULL)
      g_propagate_error (error, translate (message));
    else
      g_set_error_literal (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_RECORDING,
                           _("GStreamer does not start."));
    return NULL;
  }

  return g_steal_pointer (&self);
}

/* ---- ending it ---- */

static gpointer
finish_thread (GTask   *task,
               GError **error)
{
  SprintRecordingPipeline *self = g_task_get_source_object (task);

  take_down (self);
  if (sprint_file_draft_get_lost (self->draft)) {
    set_lost_error (error);
    return NULL;
  }

  if (self->error == NULL)
    return sprint_file_draft_commit (self->draft, error) ? self : NULL;

  /* Nothing at all is no recording; anything else can be played, if not to the end. A disk that is full may refuse to
   * keep the last of it, and keeps the rest. */
  if (sprint_file_draft_get_size (self->draft) == 0 || sprint_file_draft_commit_at_once (self->draft, error))
    g_propagate_error (error, g_error_copy (self->error));

  return NULL;
}

static void
end (SprintRecordingPipeline *self)
{
  GTask *task = g_steal_pointer (&self->finishing);

  stop_listening (self);
  if (task == NULL)
    return;

  sprint_thread_task_run (task, finish_thread, NULL);
  g_object_unref (task);
}

static void
fail (SprintRecordingPipeline *self,
      GError                  *error)
{
  if (self->error != NULL) {
    g_error_free (error);
    return;
  }

  self->error = error;
  if (self->finishing != NULL)
    end (self);
  else
    g_signal_emit (self, failed_signal, 0, error);
}

static void
timeout_cb (gpointer user_data)
{
  SprintRecordingPipeline *self = user_data;

  self->end_id = 0;
  fail (self, g_error_new_literal (SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_RECORDING,
                                   _("The encoder does not come to an end.")));
}

static gboolean
message_cb (GstBus     *bus,
            GstMessage *message,
            gpointer    user_data)
{
  g_autoptr (SprintRecordingPipeline) self = g_object_ref (user_data);

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
    fail (self, translate (message));
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    end (self);

  return self->watch_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
sprint_recording_pipeline_start (SprintRecordingPipeline *self)
{
  g_return_if_fail (SPRINT_IS_RECORDING_PIPELINE (self));
  g_return_if_fail (self->watch_id == 0);

  self->watch_id = gst_bus_add_watch (self->bus, message_cb, self);
}

void
sprint_recording_pipeline_finish_async (SprintRecordingPipeline *self,
                                        GAsyncReadyCallback      callback,
                                        gpointer                 user_data)
{
  g_return_if_fail (SPRINT_IS_RECORDING_PIPELINE (self));
  g_return_if_fail (!self->ended && self->pipeline != NULL);

  self->ended = TRUE;
  self->finishing = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->finishing, sprint_recording_pipeline_finish_async);
  if (self->error != NULL) {
    end (self);
    return;
  }

  gst_app_src_end_of_stream (self->source);
  self->end_id = g_timeout_add_once (END_TIMEOUT, timeout_cb, self);
}

gboolean
sprint_recording_pipeline_finish_finish (SprintRecordingPipeline  *self,
                                         GAsyncResult             *result,
                                         GError                  **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

/* ---- frames ---- */

static gboolean
set_size (SprintRecordingPipeline *self,
          int                      width,
          int                      height)
{
  g_autoptr (GstCaps) caps = NULL;
  GstStructure *config;

  drop_pool (self);
  gst_video_info_set_format (&self->info, GST_VIDEO_FORMAT_BGRx, width, height);
  /* Frames come when something changes. */
  self->info.fps_n = 0;
  self->info.fps_d = 1;
  caps = gst_video_info_to_caps (&self->info);
  self->pool = gst_buffer_pool_new ();
  config = gst_buffer_pool_get_config (self->pool);
  gst_buffer_pool_config_set_params (config, caps, self->info.size, 0, FRAMES);
  if (!gst_buffer_pool_set_config (self->pool, config) || !gst_buffer_pool_set_active (self->pool, TRUE)) {
    gst_clear_object (&self->pool);
    return FALSE;
  }
  gst_app_src_set_caps (self->source, caps);

  return TRUE;
}

static gboolean
push (SprintRecordingPipeline *self,
      GstBuffer               *buffer,
      const guint8            *pixels,
      int                      stride,
      gint64                   time)
{
  gsize row_size = GST_VIDEO_INFO_PLANE_STRIDE (&self->info, 0);

  for (int row = 0; row < GST_VIDEO_INFO_HEIGHT (&self->info); row++)
    gst_buffer_fill (buffer, row * row_size, pixels + (gsize) row * stride, row_size);
  GST_BUFFER_PTS (buffer) = time * GST_USECOND;

  return gst_app_src_push_buffer (self->source, buffer) == GST_FLOW_OK;
}

static gboolean
is_ready (SprintRecordingPipeline *self,
          int                      width,
          int                      height)
{
  if (self->ended || self->error != NULL)
    return FALSE;

  return (self->pool != NULL && self->info.width == width && self->info.height == height) ||
         set_size (self, width, height);
}

gboolean
sprint_recording_pipeline_push (SprintRecordingPipeline *self,
                                const guint8            *pixels,
                                int                      stride,
                                int                      width,
                                int                      height,
                                gint64                   time)
{
  GstBufferPoolAcquireParams parameters = { .flags = GST_BUFFER_POOL_ACQUIRE_FLAG_DONTWAIT };
  GstBuffer *buffer = NULL;

  g_return_val_if_fail (SPRINT_IS_RECORDING_PIPELINE (self), FALSE);
  g_return_val_if_fail (pixels != NULL && width > 0 && height > 0, FALSE);

  return is_ready (self, width, height) &&
         gst_buffer_pool_acquire_buffer (self->pool, &buffer, &parameters) == GST_FLOW_OK &&
         push (self, buffer, pixels, stride, time);
}

void
sprint_recording_pipeline_push_last (SprintRecordingPipeline *self,
                                     const guint8            *pixels,
                                     int                      stride,
                                     int                      width,
                                     int                      height,
                                     gint64                   time)
{
  g_return_if_fail (SPRINT_IS_RECORDING_PIPELINE (self));
  g_return_if_fail (pixels != NULL && width > 0 && height > 0);

  /* One more than otherwise: there is no later one to make up for it. */
  if (is_ready (self, width, height))
    push (self, gst_buffer_new_allocate (NULL, self->info.size, NULL), pixels, stride, time);
}
