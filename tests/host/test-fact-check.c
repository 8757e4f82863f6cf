/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"
#include "await.h"
#include "core/host/check/fact-check.h"
#include "host-folder.h"

static GAsyncQueue *gate;       /* what a find that is held up waits for */
static int looking;             /* atomic: how many look */
static GThread *looked_in;

static SprintFinding *
find_word (SprintHostReader *reader,
           const char       *disk_folder)
{
  g_autofree char *text = sprint_host_reader_read (reader, "/word");
  SprintFinding *finding;

  looked_in = g_thread_self ();
  if (g_strcmp0 (text, disk_folder) == 0)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, "The word is there", "/word");

  finding = sprint_finding_new (SPRINT_CHECK_STATE_FAIL, "The word is not there", text);
  finding->remedy = sprint_remedy_new ("Write the word.", NULL, NULL);

  return finding;
}

static SprintFinding *
find_held_up (SprintHostReader *reader,
              const char       *disk_folder)
{
  g_atomic_int_inc (&looking);
  g_async_queue_pop (gate);
  g_atomic_int_add (&looking, -1);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, "At last", NULL);
}

static const SprintFact word = {
  { "word", SPRINT_CHECK_GROUP_ROOM, SPRINT_CHECK_SCOPE_FEATURE, "A Word", "It matters." }, find_word,
};
static const SprintFact gated = {
  { "gate", SPRINT_CHECK_GROUP_KVM, SPRINT_CHECK_SCOPE_MACHINES, "A Gate", "It matters." }, find_held_up,
};

static void
test_answers (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintCheck) check = sprint_fact_check_new (&word, reader, "sesame");

  g_assert_cmpstr (sprint_check_get_id (check), ==, "word");
  g_assert_cmpint (sprint_check_get_group (check), ==, SPRINT_CHECK_GROUP_ROOM);
  g_assert_cmpint (sprint_check_get_scope (check), ==, SPRINT_CHECK_SCOPE_FEATURE);
  g_assert_cmpstr (sprint_check_get_title (check), ==, "A Word");
  g_assert_cmpstr (sprint_check_get_why (check), ==, "It matters.");
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_UNKNOWN);

  ask (check);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_FAIL);
  g_assert_cmpstr (sprint_check_get_summary (check), ==, "The word is not there");
  g_assert_null (sprint_check_get_details (check));
  g_assert_cmpstr (sprint_remedy_get_description (sprint_check_get_remedy (check)), ==,
                   "Write the word.");
  g_assert_cmpint (sprint_check_get_duration (check), >, 0);
  /* Files may lie on a disk that is asleep: the main thread must not wait for them. */
  g_assert_true (looked_in != g_thread_self ());

  /* The same question once more, after it was put right. */
  host_folder_write (root, "/word", "sesame");
  ask (check);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (sprint_check_get_summary (check), ==, "The word is there");
  g_assert_cmpstr (sprint_check_get_details (check), ==, "/word");
  g_assert_null (sprint_check_get_remedy (check));
}

static void
test_cancelled (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintCheck) check = sprint_fact_check_new (&gated, reader, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_check_ask_async (check, cancellable, await_result_cb, &result);
  await (g_atomic_int_get (&looking) == 1);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_RUNNING);
  g_cancellable_cancel (cancellable);
  g_async_queue_push (gate, gate);
  await (result != NULL);
  g_assert_false (sprint_check_ask_finish (check, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_UNKNOWN);
  g_assert_null (sprint_check_get_summary (check));

  g_async_queue_push (gate, gate);
  ask (check);
  g_assert_cmpstr (sprint_check_get_summary (check), ==, "At last");
  /* The one that nobody waits for ends too. */
  await (g_atomic_int_get (&looking) == 0);
}

static void
test_asked_twice (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintCheck) check = sprint_fact_check_new (&gated, reader, NULL);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;

  sprint_check_ask_async (check, NULL, await_result_cb, &first);
  sprint_check_ask_async (check, NULL, await_result_cb, &second);
  g_async_queue_push (gate, gate);
  g_async_queue_push (gate, gate);
  await (first != NULL && second != NULL);
  g_assert_true (sprint_check_ask_finish (check, first, NULL));
  g_assert_true (sprint_check_ask_finish (check, second, NULL));
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
  await (g_atomic_int_get (&looking) == 0);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  gate = g_async_queue_new ();
  g_test_add_func ("/host/fact-check/answers", test_answers);
  g_test_add_func ("/host/fact-check/cancelled", test_cancelled);
  g_test_add_func ("/host/fact-check/asked-twice", test_asked_twice);
  status = g_test_run ();
  g_async_queue_unref (gate);
  return status;
}
