/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "await.h"
#include "core/machine/worker.h"

/* Of a worker; and more calls than that. */
#define THREADS 4
#define MANY 16

static GThread *main_thread;

typedef struct {
  GMutex mutex;
  GCond cond;
  guint begun;
  guint freed;
  guint answered;
  guint cancelled;
  gboolean open;
  gboolean on_main;     /* what must be in a thread was not */
  gboolean off_main;    /* and the other way round */
} Gate;

static void
freed_cb (gpointer data)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  gate->freed++;
  gate->on_main = gate->on_main || g_thread_self () == main_thread;
  g_mutex_unlock (&gate->mutex);
}

static gpointer
wait_at_gate (gpointer   data,
              GError   **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  gate->begun++;
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  return gate;
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
}

static guint
get (Gate  *gate,
     guint *value)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->mutex);

  return *value;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Gate *gate = user_data;
  g_autoptr (GError) error = NULL;

  if (g_thread_self () != main_thread)
    gate->off_main = TRUE;
  sprint_worker_run_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gate->cancelled++;
  gate->answered++;
}

static void
test_cancelled_before (void)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (THREADS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Gate gate = { .begun = 0 };

  /* All threads are busy: of these only as many begin. */
  for (guint i = 0; i < MANY; i++)
    sprint_worker_run_async (worker, NULL, wait_at_gate, &gate, freed_cb, NULL, cancellable, answered_cb, &gate);
  await (get (&gate, &gate.begun) == THREADS);
  g_cancellable_cancel (cancellable);
  await (gate.answered == MANY);
  g_assert_cmpuint (gate.cancelled, ==, MANY);
  open_gate (&gate);
  await (get (&gate, &gate.freed) == MANY);
  g_assert_cmpuint (get (&gate, &gate.begun), ==, THREADS);
  g_assert_false (gate.on_main);
}

/* What a call returns after its caller went away is freed where it was made. */
static void
test_untaken (void)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (THREADS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Gate gate = { .begun = 0 };

  sprint_worker_run_async (worker, NULL, wait_at_gate, &gate, NULL, freed_cb, cancellable, answered_cb, &gate);
  await (get (&gate, &gate.begun) == 1);
  g_cancellable_cancel (cancellable);
  await (gate.answered == 1);
  g_assert_cmpuint (gate.cancelled, ==, 1);
  open_gate (&gate);
  await (get (&gate, &gate.freed) == 1);
  g_assert_false (gate.on_main);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* Cancelled in the very turn of the loop in which the result arrives. */
static void
test_untaken_at_once (void)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (THREADS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) source = g_timeout_source_new (G_MAXUINT);
  Gate gate = { .open = TRUE };

  g_main_context_push_thread_default (context);
  g_source_set_callback (source, cancel_cb, cancellable, NULL);
  g_source_attach (source, context);
  sprint_worker_run_async (worker, NULL, wait_at_gate, &gate, NULL, freed_cb, cancellable, answered_cb, &gate);
  while (!g_main_context_pending (context))
    g_thread_yield ();
  /* Now both are ready, and of one priority: the one that was attached first is called first. */
  g_source_set_ready_time (source, 0);
  while (gate.answered == 0)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  g_assert_cmpuint (gate.cancelled, ==, 1);
  while (get (&gate, &gate.freed) < 1)
    g_thread_yield ();
  g_assert_false (gate.on_main);
}

/* Also where nobody runs the main loop at the moment when the call ends. */
static void
test_answered_on_main (void)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (THREADS);
  Gate gate = { .open = TRUE };

  for (guint i = 0; i < MANY; i++)
    sprint_worker_run_async (worker, NULL, wait_at_gate, &gate, freed_cb, NULL, NULL, answered_cb, &gate);
  while (get (&gate, &gate.freed) < MANY)
    g_thread_yield ();
  await (gate.answered == MANY);
  g_assert_false (gate.off_main);
  g_assert_false (gate.on_main);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  main_thread = g_thread_self ();
  g_test_add_func ("/job/cancelled-before", test_cancelled_before);
  g_test_add_func ("/job/untaken", test_untaken);
  g_test_add_func ("/job/untaken-at-once", test_untaken_at_once);
  g_test_add_func ("/job/answered-on-main", test_answered_on_main);
  return g_test_run ();
}
