/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "worker.h"

struct _SprintWorker {
  GObject parent_instance;
  GThreadPool *pool;
};

G_DEFINE_FINAL_TYPE (SprintWorker, sprint_worker, G_TYPE_OBJECT)

/* Written by one thread at a time: the pool's, then the caller's context. */
typedef struct {
  gatomicrefcount refs;
  SprintWorker *worker;
  SprintWorkerFunc func;     /* NULL: only a result that nobody took is left to be freed */
  gpointer data;
  GDestroyNotify free_data;
  GDestroyNotify free_result;
  gpointer result;
  GError *error;
  GTask *task;
  GCancellable *cancellable;
  GSource *cancel_source;
  GMainContext *context;
} Job;

static void
job_clear_data (Job *job)
{
  if (job->free_data != NULL && job->data != NULL)
    job->free_data (job->data);
  job->data = NULL;
}

static void
job_clear_result (Job *job)
{
  if (job->result != NULL && job->free_result != NULL)
    job->free_result (job->result);
  job->result = NULL;
}

static void
job_free (Job *job)
{
  g_clear_error (&job->error);
  g_clear_object (&job->task);
  g_clear_object (&job->cancellable);
  g_main_context_unref (job->context);
  g_object_unref (job->worker);
  g_free (job);
}

static void
job_unref (Job *job)
{
  if (!g_atomic_ref_count_dec (&job->refs))
    return;
  job->func = NULL;
  /* To free it may mean to ask libvirt: not in the caller's context. */
  if (job->result != NULL && job->free_result != NULL)
    g_thread_pool_push (job->worker->pool, job, NULL);
  else
    job_free (job);
}

static void
job_drop_cancel_source (Job *job)
{
  if (job->cancel_source == NULL)
    return;
  g_source_destroy (job->cancel_source);
  g_clear_pointer (&job->cancel_source, g_source_unref);
}

static gboolean
job_done_cb (gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&job->task);

  job_drop_cancel_source (job);
  if (task == NULL)
    return G_SOURCE_REMOVE;
  /* The task would drop the result here, where to free it may mean to ask libvirt: job_unref() does it in a thread. */
  if (g_cancellable_is_cancelled (job->cancellable))
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  else if (job->error != NULL)
    g_task_return_error (task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&job->result), job->free_result);
  return G_SOURCE_REMOVE;
}

static gboolean
job_cancelled_cb (GCancellable *cancellable,
                  gpointer      user_data)
{
  Job *job = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&job->task);

  if (task != NULL)
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  return G_SOURCE_REMOVE;
}

static void
run_job (gpointer job_data,
         gpointer pool_data)
{
  Job *job = job_data;
  g_autoptr (GSource) source = NULL;

  if (job->func == NULL) {
    job_clear_result (job);
    job_free (job);
    return;
  }
  if (!g_cancellable_set_error_if_cancelled (job->cancellable, &job->error))
    job->result = job->func (job->data, &job->error);
  job_clear_data (job);
  /* Not g_main_context_invoke(): a context that nobody runs at this moment it would run here. */
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, job_done_cb, job, (GDestroyNotify) job_unref);
  g_source_attach (source, job->context);
}

static void
sprint_worker_finalize (GObject *object)
{
  SprintWorker *self = SPRINT_WORKER (object);

  g_thread_pool_free (self->pool, FALSE, FALSE);
  G_OBJECT_CLASS (sprint_worker_parent_class)->finalize (object);
}

static void
sprint_worker_class_init (SprintWorkerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_worker_finalize;
}

static void
sprint_worker_init (SprintWorker *self)
{
}

SprintWorker *
sprint_worker_new (guint threads)
{
  SprintWorker *self = g_object_new (SPRINT_TYPE_WORKER, NULL);

  self->pool = g_thread_pool_new (run_job, NULL, threads, FALSE, NULL);
  return self;
}

void
sprint_worker_run_async (SprintWorker        *self,
                         gpointer             source_object,
                         SprintWorkerFunc     func,
                         gpointer             data,
                         GDestroyNotify       free_data,
                         GDestroyNotify       free_result,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  g_atomic_ref_count_init (&job->refs);
  job->worker = g_object_ref (self);
  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->free_result = free_result;
  job->context = g_main_context_ref_thread_default ();
  job->task = g_task_new (source_object, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, sprint_worker_run_async);

  if (cancellable != NULL) {
    job->cancellable = g_object_ref (cancellable);
    job->cancel_source = g_cancellable_source_new (cancellable);
    g_atomic_ref_count_inc (&job->refs);
    g_source_set_callback (job->cancel_source, G_SOURCE_FUNC (job_cancelled_cb), job,
                           (GDestroyNotify) job_unref);
    g_source_attach (job->cancel_source, job->context);
  }
  g_thread_pool_push (self->pool, job, NULL);
}

gpointer
sprint_worker_run_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  GTask *task;
  GDestroyNotify free_result;
} Forward;

static void
forward_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Forward *forward = user_data;
  g_autoptr (GTask) task = forward->task;
  GError *error = NULL;
  gpointer value = sprint_worker_run_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, value, forward->free_result);
}

void
sprint_worker_run_task (SprintWorker     *self,
                        SprintWorkerFunc  func,
                        gpointer          data,
                        GDestroyNotify    free_data,
                        GDestroyNotify    free_result,
                        GTask            *task)
{
  Forward *forward = g_new0 (Forward, 1);

  forward->task = task;
  forward->free_result = free_result;
  sprint_worker_run_async (self, g_task_get_source_object (task), func, data, free_data, free_result,
                           g_task_get_cancellable (task), forward_cb, forward);
}
