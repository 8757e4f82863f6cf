/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include "ask.h"
#include "await.h"
#include "query-double.h"

static void
test_answers (void)
{
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_libvirt_question);

  g_assert_cmpstr (sprint_check_get_id (check), ==, "libvirt-session");
  g_assert_nonnull (sprint_check_get_title (check));
  g_assert_nonnull (sprint_check_get_why (check));
  /* Making a check asks nobody. */
  g_assert_cmpuint (query_double_get_asked (query), ==, 0);

  query_double_answer (query, "11.3.0", NULL);
  ask (check);
  g_assert_cmpuint (query_double_get_asked (query), ==, 1);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (sprint_check_get_summary (check), ==, "libvirt 11.3.0 answers");
  g_assert_null (sprint_check_get_remedy (check));
}

static void
test_refuses (void)
{
  static const char * const components[] = { "libvirt", "qemu", NULL };
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_libvirt_question);

  query_double_refuse (query, "Failed to connect socket");
  ask (check);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_FAIL);
  g_assert_cmpstr (sprint_check_get_summary (check), ==,
                   "libvirt’s session daemon does not answer");
  g_assert_cmpstr (sprint_check_get_details (check), ==, "Failed to connect socket");
  g_assert_cmpstrv (sprint_remedy_get_components (sprint_check_get_remedy (check)), components);

  /* It was installed, and the question is asked again. */
  query_double_answer (query, "10.0.0", NULL);
  ask (check);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (sprint_check_get_summary (check), ==, "libvirt 10.0.0 answers");
  g_assert_null (sprint_check_get_remedy (check));
}

static void
test_never_answers (void)
{
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_libvirt_question);

  query_double_ask_in_vain (query, check);
}

static void
test_answers_late (void)
{
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_libvirt_question);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;

  query_double_answer (query, "11.3.0", NULL);
  query_double_silence (query, TRUE);
  sprint_check_ask_async (check, cancellable, await_result_cb, &result);
  while (g_main_context_iteration (NULL, FALSE));
  g_assert_null (result);
  query_double_silence (query, FALSE);
  await (result != NULL);
  g_assert_true (sprint_check_ask_finish (check, result, NULL));
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/libvirt-finding/answers", test_answers);
  g_test_add_func ("/host/libvirt-finding/refuses", test_refuses);
  g_test_add_func ("/host/libvirt-finding/never-answers", test_never_answers);
  g_test_add_func ("/host/libvirt-finding/answers-late", test_answers_late);
  return g_test_run ();
}
