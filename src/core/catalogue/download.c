/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "download.h"

#include "core/platform/thread-task.h"
#include "transfer.h"

enum {
  PROP_0,
  PROP_URI,
  PROP_SUMS_URI,
  PROP_ENTRY,
  PROP_TARGET,
  PROP_SIZE,
  PROP_FRACTION,
  PROP_SPEED,
  N_PROPS,
};

struct _SprintDownload
{
  GObject parent_instance;

  char *texts[PROP_TARGET + 1];
  guint64 size;
  double fraction;
  guint64 speed;

  gint64 measured_at;   /* monotonic, of the last progress taken for the speed */
  guint64 measured;     /* bytes, then */
};

/* One report from the worker thread, on its way to the main context. */
typedef struct {
  GTask *task;
  guint64 done;
  guint64 size;
} Report;

G_DEFINE_FINAL_TYPE (SprintDownload, sprint_download, G_TYPE_OBJECT)

static GParamSpec *props[N_PROPS];

static void
sprint_download_finalize (GObject *object)
{
  SprintDownload *self = SPRINT_DOWNLOAD (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (sprint_download_parent_class)->finalize (object);
}

static void
sprint_download_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SprintDownload *self = SPRINT_DOWNLOAD (object);

  switch (prop_id) {
  case PROP_URI:
  case PROP_SUMS_URI:
  case PROP_ENTRY:
  case PROP_TARGET:
    g_value_set_string (value, self->texts[prop_id]);
    break;
  case PROP_SIZE:
    g_value_set_uint64 (value, self->size);
    break;
  case PROP_FRACTION:
    g_value_set_double (value, self->fraction);
    break;
  case PROP_SPEED:
    g_value_set_uint64 (value, self->speed);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_download_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  SprintDownload *self = SPRINT_DOWNLOAD (object);

  switch (prop_id) {
  case PROP_URI:
  case PROP_SUMS_URI:
  case PROP_ENTRY:
  case PROP_TARGET:
    g_set_str (&self->texts[prop_id], g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
set_size (SprintDownload *self,
          guint64         size)
{
  if (self->size == size)
    return;

  self->size = size;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIZE]);
}

static void
set_progress (SprintDownload *self,
              double          fraction,
              guint64         speed)
{
  if (self->fraction != fraction) {
    self->fraction = fraction;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FRACTION]);
  }
  if (self->speed != speed) {
    self->speed = speed;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SPEED]);
  }
}

static void
report_free (gpointer data)
{
  Report *report = data;

  g_object_unref (report->task);
  g_free (report);
}

static gboolean
take_report_cb (gpointer data)
{
  Report *report = data;
  SprintDownload *self = g_task_get_source_object (report->task);
  gint64 now = g_get_monotonic_time ();
  guint64 speed = self->speed;

  if (g_task_get_completed (report->task))
    return G_SOURCE_REMOVE;

  /* The first report only begins the measurement: a continued part was not fetched now. */
  if (self->measured_at == 0) {
    self->measured_at = now;
    self->measured = report->done;
  } else if (now > self->measured_at && report->done >= self->measured)
    speed = (report->done - self->measured) * G_USEC_PER_SEC / (now - self->measured_at);

  set_size (self, report->size);
  set_progress (self, report->size > 0 ? MIN (1.0, (double) report->done / report->size) : 0, speed);

  return G_SOURCE_REMOVE;
}

static void
progress_cb (guint64  done,
             guint64  size,
             gpointer user_data)
{
  GTask *task = user_data;
  Report *report = g_new0 (Report, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  report->task = g_object_ref (task);
  report->done = done;
  report->size = size;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, take_report_cb, report, report_free);
  g_source_set_static_name (source, "download progress");
  g_source_attach (source, g_task_get_context (task));
}

static SprintTransfer
get_transfer (SprintDownload *self,
              GTask          *task)
{
  return (SprintTransfer) {
    .uri = self->texts[PROP_URI],
    .sums_uri = self->texts[PROP_SUMS_URI],
    .entry = self->texts[PROP_ENTRY],
    .target = self->texts[PROP_TARGET],
    .progress = progress_cb,
    .user_data = task,
  };
}

static gpointer
measure_thread (GTask   *task,
                GError **error)
{
  SprintDownload *self = g_task_get_source_object (task);
  SprintTransfer transfer = get_transfer (self, task);
  guint64 size;

  if (!sprint_transfer_measure (&transfer, &size, g_task_get_cancellable (task), error))
    return NULL;
  progress_cb (0, size, task);

  return self;
}

static gpointer
run_thread (GTask   *task,
            GError **error)
{
  SprintDownload *self = g_task_get_source_object (task);
  SprintTransfer transfer = get_transfer (self, task);

  return sprint_transfer_run (&transfer, g_task_get_cancellable (task), error) ? self : NULL;
}

static void
sprint_download_class_init (SprintDownloadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags construct = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_download_finalize;
  object_class->get_property = sprint_download_get_property;
  object_class->set_property = sprint_download_set_property;

  props[PROP_URI] = g_param_spec_string ("uri", NULL, NULL, NULL, construct);
  props[PROP_SUMS_URI] = g_param_spec_string ("sums-uri", NULL, NULL, NULL, construct);
  props[PROP_ENTRY] = g_param_spec_string ("entry", NULL, NULL, NULL, construct);
  props[PROP_TARGET] = g_param_spec_string ("target", NULL, NULL, NULL, construct);
  props[PROP_SIZE] = g_param_spec_uint64 ("size", NULL, NULL, 0, G_MAXUINT64, 0, read);
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, read);
  props[PROP_SPEED] = g_param_spec_uint64 ("speed", NULL, NULL, 0, G_MAXUINT64, 0, read);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sprint_download_init (SprintDownload *self)
{
}

SprintDownload *
sprint_download_new (const char *uri,
                     const char *sums_uri,
                     const char *entry,
                     const char *target)
{
  return g_object_new (SPRINT_TYPE_DOWNLOAD,
                       "uri", uri,
                       "sums-uri", sums_uri,
                       "entry", entry,
                       "target", target,
                       NULL);
}

const char *
sprint_download_get_target (SprintDownload *self)
{
  g_return_val_if_fail (SPRINT_IS_DOWNLOAD (self), NULL);

  return self->texts[PROP_TARGET];
}

guint64
sprint_download_get_size (SprintDownload *self)
{
  g_return_val_if_fail (SPRINT_IS_DOWNLOAD (self), 0);

  return self->size;
}

double
sprint_download_get_fraction (SprintDownload *self)
{
  g_return_val_if_fail (SPRINT_IS_DOWNLOAD (self), 0);

  return self->fraction;
}

guint64
sprint_download_get_speed (SprintDownload *self)
{
  g_return_val_if_fail (SPRINT_IS_DOWNLOAD (self), 0);

  return self->speed;
}

void
sprint_download_measure_async (SprintDownload      *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SPRINT_IS_DOWNLOAD (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_download_measure_async);
  sprint_thread_task_run (task, measure_thread, NULL);
}

gboolean
sprint_download_measure_finish (SprintDownload  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}

void
sprint_download_run_async (SprintDownload      *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SPRINT_IS_DOWNLOAD (self));

  self->measured_at = 0;
  set_progress (self, 0, 0);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_download_run_async);
  sprint_thread_task_run (task, run_thread, NULL);
}

gboolean
sprint_download_run_finish (SprintDownload  *self,
                            GAsyncResult    *result,
                            GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
