/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "thread-task.h"

typedef struct {
  GTask *task;
  SprintThreadFunc func;
  GDestroyNotify free_result;
  GSource *cancelled;    /* NULL: to be cancelled is the function's own matter */
  gboolean returned;
} Run;

static void
run_thread (GTask        *inner,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Run *run = task_data;
  GError *error = NULL;
  gpointer result = NULL;

  if (!g_cancellable_set_error_if_cancelled (g_task_get_cancellable (run->task), &error))
    result = run->func (run->task, &error);
  if (error != NULL)
    g_task_return_error (inner, error);
  else
    g_task_return_pointer (inner, result, run->free_result);
}

static void
run_free (Run *run)
{
  if (run->cancelled != NULL) {
    g_source_destroy (run->cancelled);
    g_source_unref (run->cancelled);
  }
  g_object_unref (run->task);
  g_free (run);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Run *run = user_data;
  GError *error = NULL;
  gpointer value = g_task_propagate_pointer (G_TASK (result), &error);

  if (run->returned) {
    g_clear_error (&error);
    if (value != NULL && run->free_result != NULL)
      run->free_result (value);
  } else if (error != NULL) {
    g_task_return_error (run->task, error);
  } else {
    g_task_return_pointer (run->task, value, run->free_result);
  }
  run_free (run);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Run *run = user_data;

  run->returned = TRUE;
  g_task_return_error_if_cancelled (run->task);

  return G_SOURCE_REMOVE;
}

void
sprint_thread_task_run (GTask            *task,
                        SprintThreadFunc  func,
                        GDestroyNotify    free_result)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GTask) inner = NULL;
  Run *run = g_new0 (Run, 1);

  run->task = g_object_ref (task);
  run->func = func;
  run->free_result = free_result;
  if (cancellable != NULL && g_task_get_return_on_cancel (task)) {
    /* From here on it is done here: the task itself must not look at it from a thread. */
    g_task_set_return_on_cancel (task, FALSE);
    run->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (run->cancelled, G_SOURCE_FUNC (cancelled_cb), run, NULL);
    g_source_attach (run->cancelled, g_task_get_context (task));
  }
  /* It has nothing that could be finalized with it. */
  inner = g_task_new (NULL, NULL, ended_cb, run);
  g_task_set_source_tag (inner, sprint_thread_task_run);
  g_task_set_priority (inner, g_task_get_priority (task));
  g_task_set_task_data (inner, run, NULL);
  g_task_run_in_thread (inner, run_thread);
}
