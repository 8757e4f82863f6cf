/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <sched.h>

#include "core/platform/thread-task.h"
#include "await.h"

#define N_RUNS 2000

/* Ends only in the thread that it was made in. */
#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, GObject)

struct _TestSource {
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (TestSource, test_source, G_TYPE_OBJECT)

static GThread *main_thread;
static guint n_sources;
static int n_freed;
static int processor;

static void
test_source_finalize (GObject *object)
{
  g_assert_true (g_thread_self () == main_thread);
  n_sources--;
  G_OBJECT_CLASS (test_source_parent_class)->finalize (object);
}

static void
test_source_class_init (TestSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_source_finalize;
}

static void
test_source_init (TestSource *self)
{
  n_sources++;
}

static void
free_result (gpointer result)
{
  g_atomic_int_inc (&n_freed);
  g_free (result);
}

/* Its data is whether it fails. */
static gpointer
answer_thread (GTask   *task,
               GError **error)
{
  g_assert_true (g_thread_self () != main_thread);
  if (g_task_get_task_data (task) == NULL)
    return g_strdup ("answer");
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");

  return NULL;
}

static void
count_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autofree char *answer = g_task_propagate_pointer (G_TASK (result), NULL);

  g_assert_true (g_thread_self () == main_thread);
  g_assert_cmpstr (answer, ==, "answer");
  (*(guint *) user_data)++;
}

/* On one processor, where the main thread goes first: the callback has run and gone before the thread is done. */
static void
take_turns (void)
{
  const struct sched_param none = { 0 };
  cpu_set_t one;

  CPU_ZERO (&one);
  CPU_SET (processor, &one);
  sched_setaffinity (0, sizeof one, &one);
  if (g_thread_self () != main_thread)
    sched_setscheduler (0, SCHED_IDLE, &none);
}

static gpointer
late_thread (GTask   *task,
             GError **error)
{
  take_turns ();

  return answer_thread (task, error);
}

/* Nobody but the task holds the source. */
static void
test_finalized_here (void)
{
  cpu_set_t all;
  guint n = 0;

  sched_getaffinity (0, sizeof all, &all);
  take_turns ();
  for (guint i = 0; i < N_RUNS; i++) {
    g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);
    g_autoptr (GTask) task = g_task_new (source, NULL, count_cb, &n);

    sprint_thread_task_run (task, late_thread, free_result);
    g_clear_object (&source);
    g_clear_object (&task);
    while (n == i)
      g_main_context_iteration (NULL, TRUE);
  }
  sched_setaffinity (0, sizeof all, &all);
  await (n_sources == 0);
  g_assert_cmpint (n_freed, ==, 0);
}

static void
test_error (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, await_result_cb, &result);

  g_task_set_task_data (task, &error, NULL);
  sprint_thread_task_run (task, answer_thread, free_result);
  await (result != NULL);
  g_assert_null (g_task_propagate_pointer (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

typedef struct {
  GMutex lock;
  GCond cond;
  gboolean begun;
  gboolean open;
} Gate;

static gpointer
wait_thread (GTask   *task,
             GError **error)
{
  Gate *gate = g_task_get_task_data (task);

  g_mutex_lock (&gate->lock);
  gate->begun = TRUE;
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->lock);
  g_mutex_unlock (&gate->lock);

  return g_strdup ("late");
}

static gboolean
has_begun (Gate *gate)
{
  gboolean begun;

  g_mutex_lock (&gate->lock);
  begun = gate->begun;
  g_mutex_unlock (&gate->lock);

  return begun;
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->open = TRUE;
  g_cond_signal (&gate->cond);
  g_mutex_unlock (&gate->lock);
}

static GTask *
run_waiting (Gate          *gate,
             GCancellable  *cancellable,
             gboolean       return_on_cancel,
             GAsyncResult **result)
{
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);
  g_autoptr (GTask) task = g_task_new (source, cancellable, await_result_cb, result);

  g_task_set_task_data (task, gate, NULL);
  g_task_set_return_on_cancel (task, return_on_cancel);
  sprint_thread_task_run (task, wait_thread, free_result);
  await (has_begun (gate));

  return g_steal_pointer (&task);
}

/* The caller goes on at once; what the thread works with stays, and its answer is not lost in memory. */
static void
test_return_on_cancel (void)
{
  static Gate gate;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = run_waiting (&gate, cancellable, TRUE, &result);
  int freed = n_freed;

  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_null (g_task_propagate_pointer (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&task);
  g_clear_object (&result);
  g_assert_cmpuint (n_sources, ==, 1);
  open_gate (&gate);
  await (n_sources == 0);
  g_assert_cmpint (n_freed, ==, freed + 1);
}

/* Whoever does not ask for that hears when the thread has ended. */
static void
test_cancelled (void)
{
  static Gate gate;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = run_waiting (&gate, cancellable, FALSE, &result);

  g_cancellable_cancel (cancellable);
  while (g_main_context_iteration (NULL, FALSE))
    g_assert_null (result);
  open_gate (&gate);
  await (result != NULL);
  g_assert_null (g_task_propagate_pointer (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What is cancelled before a thread has time for it is not begun. */
static void
test_never_begun (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, await_result_cb, &result);
  static Gate gate;

  g_cancellable_cancel (cancellable);
  g_task_set_task_data (task, &gate, NULL);
  sprint_thread_task_run (task, wait_thread, free_result);
  await (result != NULL);
  g_assert_null (g_task_propagate_pointer (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (has_begun (&gate));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  main_thread = g_thread_self ();
  processor = sched_getcpu ();
  await_own_context ();

  g_test_add_func ("/platform/thread-task/finalized-here", test_finalized_here);
  g_test_add_func ("/platform/thread-task/error", test_error);
  g_test_add_func ("/platform/thread-task/return-on-cancel", test_return_on_cancel);
  g_test_add_func ("/platform/thread-task/cancelled", test_cancelled);
  g_test_add_func ("/platform/thread-task/never-begun", test_never_begun);

  return g_test_run ();
}
