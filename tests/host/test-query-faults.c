/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include <glib/gstdio.h>

#include "ask.h"
#include "await.h"
#include "core/host/check/host-error.h"
#include "query-double.h"
#include "remove-tree.h"

#define DEADLINE 60 /* ms */

/* A libvirt that hangs, or fails; it cannot be cancelled. */
static QueryDouble *
new_query (GQuark domain,
           int    code)
{
  QueryDouble *self = query_double_new ();

  query_double_set_deadline (self, DEADLINE);
  query_double_set_deaf (self, TRUE);
  if (domain == 0)
    query_double_silence (self, TRUE);
  else
    query_double_fail (self, domain, code, "raw words", NULL);
  return self;
}

/* The answers come after all, when nobody waits for them any more. */
static void
answer_late (QueryDouble *self)
{
  query_double_silence (self, FALSE);
  query_double_silence (self, TRUE);
  while (g_main_context_iteration (NULL, FALSE));
}

static gboolean
names_components (SprintCheck *check)
{
  SprintRemedy *remedy = sprint_check_get_remedy (check);

  return remedy != NULL && sprint_remedy_get_components (remedy)[0] != NULL;
}

static void
test_late (void)
{
  g_autoptr (QueryDouble) query = new_query (0, 0);
  g_autoptr (SprintCheck) libvirt = query_double_new_check (query, &sprint_libvirt_question);
  g_autoptr (SprintCheck) spice = query_double_new_check (query, &sprint_spice_question);
  SprintCheck *checks[] = { libvirt, spice };

  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++) {
    ask (checks[i]);
    g_assert_cmpint (sprint_check_get_state (checks[i]), ==, SPRINT_CHECK_STATE_FAIL);
    g_assert_cmpstr (sprint_check_get_summary (checks[i]), ==, "libvirt did not answer in time");
    /* It may well be installed. */
    g_assert_false (names_components (checks[i]));
    answer_late (query);
    g_assert_cmpint (sprint_check_get_state (checks[i]), ==, SPRINT_CHECK_STATE_FAIL);
  }
}

static void
test_cancelled (void)
{
  g_autoptr (QueryDouble) query = new_query (0, 0);
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_libvirt_question);

  query_double_ask_in_vain (query, check);
  answer_late (query);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_UNKNOWN);
}

/* What is asked may end within the cancelling. */
static void
test_cancelled_at_once (void)
{
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) libvirt = query_double_new_check (query, &sprint_libvirt_question);
  g_autoptr (SprintCheck) spice = query_double_new_check (query, &sprint_spice_question);

  query_double_set_hasty (query, TRUE);
  query_double_ask_in_vain (query, libvirt);
  query_double_ask_in_vain (query, spice);
  /* Nothing of it comes later. */
  while (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (query_double_get_asked (query), ==, 2);
}

typedef struct {
  GCancellable *cancellable;
  GAsyncReadyCallback callback;
  gpointer user_data;
} Asked;

static void
cancel_answered_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autofree Asked *asked = user_data;

  g_cancellable_cancel (asked->cancellable);
  asked->callback (source, result, asked->user_data);
}

static void
ask_and_cancel_async (SprintHypervisorQuery *query,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               user_data)
{
  Asked *asked = g_new0 (Asked, 1);

  *asked = (Asked) { cancellable, callback, user_data };
  sprint_hypervisor_query_get_version_async (query, cancellable, cancel_answered_cb, asked);
}

/* libvirt has answered, and nobody has looked at it yet. */
static void
test_cancelled_answered (void)
{
  SprintQuestion question = sprint_libvirt_question;
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintCheck) check = NULL;

  question.ask_async = ask_and_cancel_async;
  query_double_answer (query, "11.3.0", NULL);
  check = query_double_new_check (query, &question);
  sprint_check_ask_async (check, cancellable, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_check_ask_finish (check, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_UNKNOWN);
  g_assert_null (sprint_check_get_summary (check));
  /* The thread keeps the check and its question until it has come to its end. */
  g_clear_object (&result);
  await_gone (g_steal_pointer (&check));
}

/* Packages are named for what is not there, and for nothing else. */
static void
test_failures (void)
{
  GQuark another = g_quark_from_static_string ("another-room");
  const struct { GQuark domain; int code; const char *summary; } cases[] = {
    { another, 7, "The words of 7" },
    { G_IO_ERROR, G_IO_ERROR_FAILED, "libvirt’s session daemon does not answer" },
  };
  g_autoptr (QueryDouble) missing = new_query (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT);
  g_autoptr (SprintCheck) libvirt = query_double_new_check (missing, &sprint_libvirt_question);
  g_autoptr (SprintCheck) spice = query_double_new_check (missing, &sprint_spice_question);

  ask (libvirt);
  g_assert_true (names_components (libvirt));
  ask (spice);
  g_assert_true (names_components (spice));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (QueryDouble) query = new_query (cases[i].domain, cases[i].code);
    g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_libvirt_question);
    g_autoptr (SprintCheck) other = query_double_new_check (query, &sprint_spice_question);

    ask (check);
    g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_FAIL);
    g_assert_cmpstr (sprint_check_get_summary (check), ==, cases[i].summary);
    g_assert_cmpstr (sprint_check_get_details (check), ==, "raw words");
    g_assert_false (names_components (check));
    ask (other);
    g_assert_cmpint (sprint_check_get_state (other), ==, SPRINT_CHECK_STATE_FAIL);
    g_assert_false (names_components (other));
  }
}

/* What was tried from within a sandbox is what a person can try outside of it; where there is nothing, packages help.
 */
static void
test_sandbox (void)
{
  g_autofree char *folder = g_dir_make_tmp ("sandbox-XXXXXX", NULL);
  g_autofree char *info = g_build_filename (folder, "info", NULL);
  g_autofree char *programs = g_build_filename (folder, "usr", "sbin", NULL);
  g_autofree char *daemon = g_build_filename (programs, "libvirtd", NULL);
  g_autoptr (QueryDouble) query = new_query (SPRINT_HOST_ERROR, SPRINT_HOST_ERROR_NO_LIBVIRT);
  g_autoptr (SprintPlatform) platform = NULL;
  g_autoptr (SprintCheck) check = NULL;

  g_assert_true (g_file_set_contents (info, "", -1, NULL));
  platform = g_object_new (SPRINT_TYPE_PLATFORM, "flatpak-info", info, "host-root", folder, NULL);
  check = sprint_query_check_new (&sprint_libvirt_question, SPRINT_HYPERVISOR_QUERY (query), platform);
  ask (check);
  g_assert_true (names_components (check));
  g_assert_null (sprint_remedy_get_command (sprint_check_get_remedy (check)));

  g_assert_cmpint (g_mkdir_with_parents (programs, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (daemon, "", -1, G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  ask (check);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_FAIL);
  g_assert_true (names_components (check));
  g_assert_cmpstr (sprint_remedy_get_command (sprint_check_get_remedy (check)), ==,
                   "/usr/sbin/libvirtd --daemon --timeout=120");
  remove_tree (folder);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/query-faults/late", test_late);
  g_test_add_func ("/host/query-faults/cancelled", test_cancelled);
  g_test_add_func ("/host/query-faults/cancelled-at-once", test_cancelled_at_once);
  g_test_add_func ("/host/query-faults/cancelled-answered", test_cancelled_answered);
  g_test_add_func ("/host/query-faults/failures", test_failures);
  g_test_add_func ("/host/query-faults/sandbox", test_sandbox);
  return g_test_run ();
}
