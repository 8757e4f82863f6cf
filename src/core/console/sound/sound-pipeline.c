/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sound-pipeline.h"

#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>

#include "core/platform/thread-task.h"

/* How much may wait to be played, in milliseconds: more would be heard too late to belong to the picture. */
#define LONGEST_QUEUE 300
#define MOST_CAPTURED 64

struct _SprintSoundPipeline
{
  GObject parent_instance;

  char *description;
  GCancellable *cancellable;
  GstElement *pipeline;
  GstElement *source;
  GstElement *sink;
  GstElement *gain;
  guint watch_id;
  double volume;
};

G_DEFINE_FINAL_TYPE (SprintSoundPipeline, sprint_sound_pipeline, G_TYPE_OBJECT)

enum {
  CAPTURED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
stop_element (GstElement *element,
              gpointer    user_data)
{
  gst_element_set_state (element, GST_STATE_NULL);
}

/* To close a device may take as long as to open it. */
static void
end_pipeline (gpointer pipeline)
{
  gst_element_call_async (pipeline, stop_element, NULL, NULL);
  gst_object_unref (pipeline);
}

static void
sprint_sound_pipeline_dispose (GObject *object)
{
  SprintSoundPipeline *self = SPRINT_SOUND_PIPELINE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->watch_id, g_source_remove);
  gst_clear_object (&self->source);
  gst_clear_object (&self->sink);
  gst_clear_object (&self->gain);
  g_clear_pointer (&self->pipeline, end_pipeline);

  G_OBJECT_CLASS (sprint_sound_pipeline_parent_class)->dispose (object);
}

static void
sprint_sound_pipeline_finalize (GObject *object)
{
  SprintSoundPipeline *self = SPRINT_SOUND_PIPELINE (object);

  g_object_unref (self->cancellable);
  g_free (self->description);

  G_OBJECT_CLASS (sprint_sound_pipeline_parent_class)->finalize (object);
}

static void
sprint_sound_pipeline_class_init (SprintSoundPipelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_sound_pipeline_dispose;
  object_class->finalize = sprint_sound_pipeline_finalize;

  signals[CAPTURED] =
    g_signal_new ("captured", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[FAILED] =
    g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sprint_sound_pipeline_init (SprintSoundPipeline *self)
{
  self->cancellable = g_cancellable_new ();
  self->volume = 1;
}

static GstElement *
open_pipeline (const char  *description,
               GError     **error)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) cause = NULL;

  if (!gst_init_check (NULL, NULL, error))
    return NULL;

  pipeline = gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, error);
  if (pipeline == NULL)
    return NULL;

  gst_object_ref_sink (pipeline);
  if (gst_element_set_state (pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE)
    return g_steal_pointer (&pipeline);

  bus = gst_element_get_bus (pipeline);
  message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  if (message != NULL)
    gst_message_parse_error (message, &cause, NULL);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       cause != NULL ? cause->message : "GStreamer cannot open the sound device");
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return NULL;
}

static gpointer
open_thread (GTask   *task,
             GError **error)
{
  return open_pipeline (g_task_get_task_data (task), error);
}

static void
take_samples (SprintSoundPipeline *self)
{
  GstSample *sample;

  while (self->sink != NULL &&
         (sample = gst_app_sink_try_pull_sample (GST_APP_SINK (self->sink), 0)) != NULL) {
    GstBuffer *buffer = gst_sample_get_buffer (sample);
    g_autoptr (GBytes) bytes = NULL;
    GstMapInfo map;

    if (buffer != NULL && gst_buffer_map (buffer, &map, GST_MAP_READ)) {
      bytes = g_bytes_new (map.data, map.size);
      gst_buffer_unmap (buffer, &map);
    }
    gst_sample_unref (sample);
    if (bytes != NULL)
      g_signal_emit (self, signals[CAPTURED], 0, bytes);
  }
}

static gboolean
bus_cb (GstBus     *bus,
        GstMessage *message,
        gpointer    user_data)
{
  g_autoptr (SprintSoundPipeline) self = g_object_ref (user_data);
  g_autoptr (GError) error = NULL;

  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_APPLICATION:
    take_samples (self);
    break;

  case GST_MESSAGE_ERROR:
    gst_message_parse_error (message, &error, NULL);
    self->watch_id = 0;
    gst_clear_object (&self->source);
    g_signal_emit (self, signals[FAILED], 0, error);
    return G_SOURCE_REMOVE;

  default:
    break;
  }

  return G_SOURCE_CONTINUE;
}

/* In GStreamer's thread; the samples wait in the sink for the main one. */
static GstFlowReturn
new_sample_cb (GstAppSink *sink,
               gpointer    user_data)
{
  gst_element_post_message (GST_ELEMENT (sink),
                            gst_message_new_application (GST_OBJECT (sink),
                                                         gst_structure_new_empty ("captured")));

  return GST_FLOW_OK;
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  SprintSoundPipeline *self = SPRINT_SOUND_PIPELINE (object);
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };
  g_autoptr (GError) error = NULL;
  g_autoptr (GstBus) bus = NULL;
  GstElement *pipeline;

  pipeline = g_task_propagate_pointer (G_TASK (result), &error);
  if (g_cancellable_is_cancelled (self->cancellable)) {
    g_clear_pointer (&pipeline, end_pipeline);
    return;
  }
  if (pipeline == NULL) {
    g_signal_emit (self, signals[FAILED], 0, error);
    return;
  }

  self->pipeline = pipeline;
  self->source = gst_bin_get_by_name (GST_BIN (pipeline), "program-source");
  self->sink = gst_bin_get_by_name (GST_BIN (pipeline), "program-sink");
  self->gain = gst_bin_get_by_name (GST_BIN (pipeline), "gain");
  sprint_sound_pipeline_set_volume (self, self->volume);
  bus = gst_element_get_bus (pipeline);
  self->watch_id = gst_bus_add_watch (bus, bus_cb, self);
  if (self->sink != NULL) {
    gst_app_sink_set_callbacks (GST_APP_SINK (self->sink), &callbacks, NULL, NULL);
    take_samples (self);
  }
}

static SprintSoundPipeline *
create (char *description)
{
  SprintSoundPipeline *self = g_object_new (SPRINT_TYPE_SOUND_PIPELINE, NULL);
  g_autoptr (GTask) task = NULL;

  self->description = description;
  task = g_task_new (self, self->cancellable, opened_cb, NULL);
  g_task_set_source_tag (task, create);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (description), g_free);
  sprint_thread_task_run (task, open_thread, end_pipeline);

  return self;
}

SprintSoundPipeline *
sprint_sound_pipeline_new_playback (const char *sink,
                                    guint       channels,
                                    guint       rate)
{
  g_return_val_if_fail (sink != NULL, NULL);
  g_return_val_if_fail (channels == 1 || channels == 2, NULL);

  /* Without times of their own, samples are played one after the other as they come. */
  return create (g_strdup_printf ("appsrc name=program-source is-live=true do-timestamp=false format=time "
                                  "block=false leaky-type=downstream max-bytes=%u max-buffers=0 max-time=0"
                                  " caps=audio/x-raw,format=S16LE,layout=interleaved,channels=%u,rate=%u"
                                  " ! volume name=gain ! audioconvert ! audioresample ! %s",
                                  rate * channels * 2 / 1000 * LONGEST_QUEUE, channels, rate, sink));
}

SprintSoundPipeline *
sprint_sound_pipeline_new_capture (const char *source,
                                   guint       channels,
                                   guint       rate)
{
  g_return_val_if_fail (source != NULL, NULL);
  g_return_val_if_fail (channels == 1 || channels == 2, NULL);

  return create (g_strdup_printf ("%s ! audioconvert ! audioresample ! volume name=gain ! appsink name=program-sink "
                                  "sync=false max-buffers=%d drop=true "
                                  "caps=audio/x-raw,format=S16LE,layout=interleaved,channels=%u,rate=%u",
                                  source, MOST_CAPTURED, channels, rate));
}

void
sprint_sound_pipeline_push (SprintSoundPipeline *self,
                            gconstpointer        data,
                            gsize                size)
{
  g_return_if_fail (SPRINT_IS_SOUND_PIPELINE (self));

  if (self->source != NULL && size > 0)
    gst_app_src_push_buffer (GST_APP_SRC (self->source), gst_buffer_new_memdup (data, size));
}

void
sprint_sound_pipeline_set_volume (SprintSoundPipeline *self,
                                  double               volume)
{
  g_return_if_fail (SPRINT_IS_SOUND_PIPELINE (self));

  self->volume = CLAMP (volume, 0, 1);
  if (self->gain != NULL)
    g_object_set (self->gain, "volume", self->volume, NULL);
}
