/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "await.h"
#include "core/host/check/check.h"

/* A question whose answers are given by hand. */
#define TYPE_OPEN_QUESTION (open_question_get_type ())
G_DECLARE_FINAL_TYPE (OpenQuestion, open_question, OPEN, QUESTION, SprintCheck)

struct _OpenQuestion
{
  SprintCheck parent_instance;

  GQueue open;    /* of GTask, the oldest first */
};

G_DEFINE_FINAL_TYPE (OpenQuestion, open_question, SPRINT_TYPE_CHECK)

static void
open_question_ask_async (SprintCheck         *check,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  g_queue_push_tail (&OPEN_QUESTION (check)->open,
                     g_task_new (check, cancellable, callback, user_data));
}

static gboolean
open_question_ask_finish (SprintCheck   *check,
                     GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
open_question_class_init (OpenQuestionClass *klass)
{
  SPRINT_CHECK_CLASS (klass)->ask_async = open_question_ask_async;
  SPRINT_CHECK_CLASS (klass)->ask_finish = open_question_ask_finish;
}

static void
open_question_init (OpenQuestion *self)
{
  g_queue_init (&self->open);
}

static void
answer (SprintCheck      *check,
        SprintCheckState  state,
        const char       *summary,
        SprintRemedy     *remedy)
{
  g_autoptr (GTask) task = g_queue_pop_head (&OPEN_QUESTION (check)->open);

  sprint_check_set_result (check, state, summary, NULL, remedy);
  g_task_return_boolean (task, TRUE);
}

static void
give_up (SprintCheck *check)
{
  g_autoptr (GTask) task = g_queue_pop_head (&OPEN_QUESTION (check)->open);

  g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
}

static const SprintCheckInfo info = {
  "question", SPRINT_CHECK_GROUP_SOFTWARE, SPRINT_CHECK_SCOPE_MACHINES, "A Question", "It matters.",
};

static SprintCheck *
open_question_new (void)
{
  return g_object_new (TYPE_OPEN_QUESTION, "info", &info, NULL);
}

static void
count_cb (SprintCheck *check,
          GParamSpec  *pspec,
          guint       *count)
{
  (*count)++;
}

static void
assert_finished (SprintCheck  *check,
                 GAsyncResult *result,
                 int           code)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sprint_check_ask_finish (check, result, &error) == (code < 0));
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, G_IO_ERROR, code);
}

static void
test_not_asked (void)
{
  g_autoptr (SprintCheck) check = open_question_new ();

  g_assert_cmpstr (sprint_check_get_id (check), ==, "question");
  g_assert_cmpstr (sprint_check_get_title (check), ==, "A Question");
  g_assert_cmpstr (sprint_check_get_why (check), ==, "It matters.");
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_UNKNOWN);
  g_assert_null (sprint_check_get_summary (check));
  g_assert_null (sprint_check_get_details (check));
  g_assert_null (sprint_check_get_remedy (check));
  g_assert_cmpint (sprint_check_get_duration (check), ==, 0);
}

static void
test_answered (void)
{
  g_autoptr (SprintCheck) check = open_question_new ();
  g_autoptr (GAsyncResult) result = NULL;
  gint64 start = g_get_monotonic_time ();
  gint64 asked;
  gint64 duration;

  sprint_check_ask_async (check, NULL, await_result_cb, &result);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_RUNNING);
  asked = g_get_monotonic_time ();
  while (g_get_monotonic_time () < asked + 1000);
  answer (check, SPRINT_CHECK_STATE_PASS, "All is well", NULL);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
  await (result != NULL);
  assert_finished (check, result, -1);

  g_assert_cmpstr (sprint_check_get_summary (check), ==, "All is well");
  g_object_get (check, "duration-us", &duration, NULL);
  g_assert_cmpint (duration, ==, sprint_check_get_duration (check));
  g_assert_cmpint (duration, >=, 1000);
  g_assert_cmpint (duration, <=, g_get_monotonic_time () - start);
}

static void
state_cb (SprintCheck *check,
          GParamSpec  *pspec,
          char       **summary)
{
  g_set_str (summary, sprint_check_get_summary (check));
}

static void
test_notify (void)
{
  g_autoptr (SprintCheck) check = open_question_new ();
  guint states = 0, summaries = 0, remedies = 0, durations = 0;
  g_autofree char *summary = NULL;

  g_signal_connect (check, "notify::state", G_CALLBACK (count_cb), &states);
  g_signal_connect (check, "notify::state", G_CALLBACK (state_cb), &summary);
  g_signal_connect (check, "notify::summary", G_CALLBACK (count_cb), &summaries);
  g_signal_connect (check, "notify::remedy", G_CALLBACK (count_cb), &remedies);
  g_signal_connect (check, "notify::duration-us", G_CALLBACK (count_cb), &durations);

  for (guint i = 1; i <= 2; i++) {
    g_autoptr (GAsyncResult) result = NULL;

    sprint_check_ask_async (check, NULL, await_result_cb, &result);
    answer (check, SPRINT_CHECK_STATE_WARN, "So so", NULL);
    g_assert_cmpuint (states, ==, 2 * i);
    g_assert_cmpuint (durations, ==, i);
    await (result != NULL);
  }
  /* The same words are no change; whoever hears of the state finds the words that go with it. */
  g_assert_cmpuint (summaries, ==, 1);
  g_assert_cmpuint (remedies, ==, 0);
  g_assert_cmpstr (summary, ==, "So so");

  sprint_check_set_result (check, SPRINT_CHECK_STATE_FAIL, "Bad", NULL,
                           sprint_remedy_new ("Mend it.", NULL, NULL));
  g_assert_cmpstr (summary, ==, "Bad");
  g_assert_cmpuint (remedies, ==, 1);
  /* Nobody has asked for this one, so that it took no time. */
  g_assert_cmpuint (durations, ==, 2);
  g_assert_cmpuint (states, ==, 5);
  sprint_check_set_result (check, SPRINT_CHECK_STATE_FAIL, "Worse", NULL, NULL);
  g_assert_cmpuint (states, ==, 5);
  g_assert_cmpuint (summaries, ==, 3);
}

static void
test_remedy (void)
{
  g_autoptr (SprintCheck) check = open_question_new ();
  g_autoptr (GAsyncResult) result = NULL;
  SprintRemedy *remedy = sprint_remedy_new ("Mend it.", NULL, NULL);
  GWeakRef alive;

  g_weak_ref_init (&alive, remedy);
  sprint_check_ask_async (check, NULL, await_result_cb, &result);
  answer (check, SPRINT_CHECK_STATE_FAIL, "Broken", remedy);
  g_assert_true (sprint_check_get_remedy (check) == remedy);
  await (result != NULL);

  /* What helped against the last answer is gone with it. */
  g_clear_object (&result);
  sprint_check_ask_async (check, NULL, await_result_cb, &result);
  answer (check, SPRINT_CHECK_STATE_PASS, "Mended", NULL);
  await (result != NULL);
  g_assert_null (sprint_check_get_remedy (check));
  g_assert_null (g_weak_ref_get (&alive));
  g_weak_ref_clear (&alive);
}

static void
test_cancelled (void)
{
  g_autoptr (SprintCheck) check = open_question_new ();
  g_autoptr (GAsyncResult) result = NULL;

  sprint_check_ask_async (check, NULL, await_result_cb, &result);
  give_up (check);
  await (result != NULL);
  assert_finished (check, result, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_UNKNOWN);
  g_assert_cmpint (sprint_check_get_duration (check), ==, 0);

  g_clear_object (&result);
  sprint_check_ask_async (check, NULL, await_result_cb, &result);
  answer (check, SPRINT_CHECK_STATE_PASS, "All is well", NULL);
  await (result != NULL);
  assert_finished (check, result, -1);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
}

/* Two who ask at once: when one gives up, the other's question is still open. */
static void
test_asked_twice (void)
{
  g_autoptr (SprintCheck) check = open_question_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;

  sprint_check_ask_async (check, NULL, await_result_cb, &first);
  sprint_check_ask_async (check, NULL, await_result_cb, &second);
  give_up (check);
  await (first != NULL);
  assert_finished (check, first, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_RUNNING);

  answer (check, SPRINT_CHECK_STATE_PASS, "All is well", NULL);
  await (second != NULL);
  assert_finished (check, second, -1);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);

  /* And one that gives up after the other's answer takes nothing from it. */
  g_clear_object (&first);
  g_clear_object (&second);
  sprint_check_ask_async (check, NULL, await_result_cb, &first);
  sprint_check_ask_async (check, NULL, await_result_cb, &second);
  answer (check, SPRINT_CHECK_STATE_WARN, "So so", NULL);
  give_up (check);
  await (first != NULL && second != NULL);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_WARN);
}

/* Nobody else holds a check that is being asked. */
static void
test_let_go (void)
{
  SprintCheck *check = open_question_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GWeakRef alive;

  g_weak_ref_init (&alive, check);
  sprint_check_ask_async (check, NULL, await_result_cb, &result);
  g_object_unref (check);
  answer (check, SPRINT_CHECK_STATE_PASS, "All is well", NULL);
  await (result != NULL);
  assert_finished (check, result, -1);
  g_clear_object (&result);
  g_assert_null (g_weak_ref_get (&alive));
  g_weak_ref_clear (&alive);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/check/not-asked", test_not_asked);
  g_test_add_func ("/host/check/answered", test_answered);
  g_test_add_func ("/host/check/notify", test_notify);
  g_test_add_func ("/host/check/remedy", test_remedy);
  g_test_add_func ("/host/check/cancelled", test_cancelled);
  g_test_add_func ("/host/check/asked-twice", test_asked_twice);
  g_test_add_func ("/host/check/let-go", test_let_go);
  return g_test_run ();
}
