/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/machine/worker.h"

#include "await.h"

#define THREADS 4

/* A job that hangs until it is let go. */
typedef struct {
  gatomicrefcount refs;
  GMutex mutex;
  GCond cond;
  gboolean open;
  int inside;       /* atomic: how many have come as far */
  int data_freed;   /* atomic */
  gpointer freed_in;
} Gate;

static Gate *
gate_new (void)
{
  Gate *self = g_new0 (Gate, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  return self;
}

static Gate *
gate_ref (Gate *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
gate_unref (Gate *self)
{
  self->freed_in = g_thread_self ();
  g_atomic_int_inc (&self->data_freed);
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static void
gate_open (Gate *self)
{
  g_mutex_lock (&self->mutex);
  self->open = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static int results_freed;   /* atomic */

static void
free_result (gpointer result)
{
  g_atomic_int_inc (&results_freed);
  g_free (result);
}

static gpointer
hang_thread (gpointer   data,
             GError   **error)
{
  Gate *gate = data;

  g_atomic_int_inc (&gate->inside);
  g_mutex_lock (&gate->mutex);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  return g_strdup ("through");
}

static void
hang (SprintWorker  *worker,
      Gate          *gate,
      GCancellable  *cancellable,
      GAsyncResult **result)
{
  sprint_worker_run_async (worker, NULL, hang_thread, gate_ref (gate), (GDestroyNotify) gate_unref, free_result,
                           cancellable, result != NULL ? await_result_cb : NULL, result);
}

static gpointer
answer_thread (gpointer   data,
               GError   **error)
{
  g_atomic_int_inc ((int *) data);
  return g_thread_self ();
}

static void
answer (SprintWorker  *worker,
        int           *calls,
        GCancellable  *cancellable,
        GAsyncResult **result)
{
  sprint_worker_run_async (worker, NULL, answer_thread, calls, NULL, NULL, cancellable, await_result_cb, result);
}

static gpointer
fail_thread (gpointer   data,
             GError   **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY, "no");
  return NULL;
}

static void
test_result (void)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (THREADS);
  g_autoptr (GAsyncResult) answered = NULL;
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GAsyncResult) through = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  Gate *gate = gate_new ();
  int calls = 0;

  gate_open (gate);
  answer (worker, &calls, NULL, &answered);
  hang (worker, gate, NULL, &through);
  sprint_worker_run_async (worker, NULL, fail_thread, NULL, NULL, NULL, NULL, await_result_cb, &failed);
  await (answered != NULL && failed != NULL && through != NULL);
  g_assert_true (sprint_worker_run_finish (answered, &error) != g_thread_self ());
  g_assert_no_error (error);
  g_assert_cmpint (calls, ==, 1);
  words = sprint_worker_run_finish (through, NULL);
  g_assert_cmpstr (words, ==, "through");
  /* Where the call was made: letting go can take as long as the call. */
  g_assert_cmpint (g_atomic_int_get (&gate->data_freed), ==, 1);
  g_assert_true (gate->freed_in != g_thread_self ());
  g_assert_null (sprint_worker_run_finish (failed, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  gate_unref (gate);
}

typedef struct {
  GString *order;
  char letter;
} Letter;

static gpointer
write_thread (gpointer   data,
              GError   **error)
{
  Letter *letter = data;

  g_string_append_c (letter->order, letter->letter);
  return letter;
}

/* With all threads but one taken, jobs are done one after the other, as they were asked for. */
static void
test_order (void)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (THREADS);
  g_autoptr (GString) order = g_string_new (NULL);
  Letter letters[26];
  GAsyncResult *results[26] = { NULL };
  GAsyncResult *hung[THREADS - 1] = { NULL };
  Gate *gate = gate_new ();

  for (guint i = 0; i < THREADS - 1; i++)
    hang (worker, gate, NULL, &hung[i]);
  await (g_atomic_int_get (&gate->inside) == THREADS - 1);
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++) {
    letters[i] = (Letter) { order, 'a' + i };
    sprint_worker_run_async (worker, NULL, write_thread, &letters[i], NULL, NULL, NULL, await_result_cb, &results[i]);
  }
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++) {
    await (results[i] != NULL);
    g_assert_true (sprint_worker_run_finish (results[i], NULL) == &letters[i]);
    g_clear_object (&results[i]);
  }
  g_assert_cmpstr (order->str, ==, "abcdefghijklmnopqrstuvwxyz");
  gate_open (gate);
  for (guint i = 0; i < THREADS - 1; i++) {
    await (hung[i] != NULL);
    g_clear_object (&hung[i]);
  }
  gate_unref (gate);
}

/* One dead host delays no other; one dead call of a host delays not even that host. */
static void
test_one_hangs (void)
{
  g_autoptr (SprintWorker) dead = sprint_worker_new (THREADS);
  g_autoptr (SprintWorker) alive = sprint_worker_new (THREADS);
  GAsyncResult *hung[THREADS] = { NULL };
  g_autoptr (GAsyncResult) behind = NULL;
  g_autoptr (GAsyncResult) beside = NULL;
  Gate *gate = gate_new ();
  int calls = 0;

  hang (dead, gate, NULL, &hung[0]);
  await (g_atomic_int_get (&gate->inside) == 1);
  answer (dead, &calls, NULL, &beside);
  await (beside != NULL);
  g_clear_object (&beside);

  for (guint i = 1; i < THREADS; i++)
    hang (dead, gate, NULL, &hung[i]);
  await (g_atomic_int_get (&gate->inside) == THREADS);
  answer (dead, &calls, NULL, &behind);
  answer (alive, &calls, NULL, &beside);
  await (beside != NULL);
  g_assert_null (behind);
  g_assert_cmpint (g_atomic_int_get (&calls), ==, 2);

  gate_open (gate);
  await (behind != NULL);
  for (guint i = 0; i < THREADS; i++) {
    await (hung[i] != NULL);
    g_clear_object (&hung[i]);
  }
  gate_unref (gate);
}

/* The caller is free at once; what the call brings in the end is thrown away. */
static void
test_cancelled (void)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (THREADS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Gate *gate = gate_new ();
  int before = g_atomic_int_get (&results_freed);

  hang (worker, gate, cancellable, &result);
  await (g_atomic_int_get (&gate->inside) == 1);
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_null (sprint_worker_run_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_atomic_int_get (&gate->data_freed), ==, 0);
  gate_open (gate);
  await (g_atomic_int_get (&gate->data_freed) == 1);
  await (g_atomic_int_get (&results_freed) == before + 1);
  gate_unref (gate);
}

/* One that waits for its turn, or never had one, is not done any more. */
static void
test_cancelled_before (void)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (THREADS);
  g_autoptr (GCancellable) waiting = g_cancellable_new ();
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  GAsyncResult *hung[THREADS] = { NULL };
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GAsyncResult) last = NULL;
  g_autoptr (GError) error = NULL;
  Gate *gate = gate_new ();
  int calls = 0, last_calls = 0;

  g_cancellable_cancel (cancelled);
  for (guint i = 0; i < THREADS; i++)
    hang (worker, gate, NULL, &hung[i]);
  await (g_atomic_int_get (&gate->inside) == THREADS);
  answer (worker, &calls, cancelled, &first);
  answer (worker, &calls, waiting, &second);
  answer (worker, &last_calls, NULL, &last);
  g_cancellable_cancel (waiting);
  await (first != NULL && second != NULL);
  g_assert_null (sprint_worker_run_finish (first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (sprint_worker_run_finish (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  gate_open (gate);
  await (last != NULL);
  for (guint i = 0; i < THREADS; i++) {
    await (hung[i] != NULL);
    g_clear_object (&hung[i]);
  }
  g_assert_cmpint (g_atomic_int_get (&last_calls), ==, 1);
  g_assert_cmpint (g_atomic_int_get (&calls), ==, 0);
  gate_unref (gate);
}

/* Cancelled when it is done, but not yet told: it is cancelled, and nothing is lost. */
static void
test_cancelled_when_done (void)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (THREADS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Gate *gate = gate_new ();
  int before = g_atomic_int_get (&results_freed);

  gate_open (gate);
  hang (worker, gate, cancellable, &result);
  /* No loop runs meanwhile. */
  while (g_atomic_int_get (&gate->inside) == 0)
    g_thread_yield ();
  g_cancellable_cancel (cancellable);
  await (result != NULL);
  g_assert_null (sprint_worker_run_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  await (g_atomic_int_get (&results_freed) == before + 1);
  await (g_atomic_int_get (&gate->data_freed) == 1);
  gate_unref (gate);
}

static void
test_dropped_while_busy (void)
{
  SprintWorker *worker = sprint_worker_new (THREADS);
  GAsyncResult *hung[THREADS] = { NULL };
  g_autoptr (GAsyncResult) queued = NULL;
  Gate *gate = gate_new ();
  int calls = 0;

  for (guint i = 0; i < THREADS; i++)
    hang (worker, gate, NULL, &hung[i]);
  await (g_atomic_int_get (&gate->inside) == THREADS);
  answer (worker, &calls, NULL, &queued);
  /* Waits for nobody: it stays for what is under way. */
  g_object_unref (worker);
  g_assert_null (queued);
  gate_open (gate);
  await (queued != NULL);
  for (guint i = 0; i < THREADS; i++) {
    g_autofree char *words = NULL;

    await (hung[i] != NULL);
    words = sprint_worker_run_finish (hung[i], NULL);
    g_assert_cmpstr (words, ==, "through");
    g_clear_object (&hung[i]);
  }
  g_assert_cmpint (g_atomic_int_get (&calls), ==, 1);
  gate_unref (gate);
}

static gpointer
double_thread (gpointer   data,
               GError   **error)
{
  return GINT_TO_POINTER (2 * GPOINTER_TO_INT (data));
}

static void
test_many (void)
{
  enum { N = 1000 };
  g_autoptr (SprintWorker) worker = sprint_worker_new (THREADS);
  g_autofree GAsyncResult **results = g_new0 (GAsyncResult *, N);

  for (int i = 0; i < N; i++)
    sprint_worker_run_async (worker, NULL, double_thread, GINT_TO_POINTER (i + 1), NULL, NULL, NULL, await_result_cb,
                             &results[i]);
  for (int i = 0; i < N; i++) {
    await (results[i] != NULL);
    g_assert_cmpint (GPOINTER_TO_INT (sprint_worker_run_finish (results[i], NULL)), ==, 2 * (i + 1));
    g_clear_object (&results[i]);
  }
}

/* An answer comes where it was asked for. */
static void
test_context (void)
{
  g_autoptr (SprintWorker) worker = sprint_worker_new (THREADS);
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;
  int calls = 0;

  g_main_context_push_thread_default (context);
  answer (worker, &calls, NULL, &result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  g_assert_cmpint (calls, ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/result", test_result);
  g_test_add_func ("/worker/order", test_order);
  g_test_add_func ("/worker/one-hangs", test_one_hangs);
  g_test_add_func ("/worker/cancelled", test_cancelled);
  g_test_add_func ("/worker/cancelled-before", test_cancelled_before);
  g_test_add_func ("/worker/cancelled-when-done", test_cancelled_when_done);
  g_test_add_func ("/worker/dropped-while-busy", test_dropped_while_busy);
  g_test_add_func ("/worker/many", test_many);
  g_test_add_func ("/worker/context", test_context);
  return g_test_run ();
}
