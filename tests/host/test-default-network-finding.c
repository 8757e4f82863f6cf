/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/network/network-findings.h"

#include "ask.h"
#include "await.h"
#include "query-double.h"

#define VIRSH "sudo virsh --connect qemu:///system "

static void
assert_result (SprintCheck      *check,
               SprintCheckState  state,
               const char       *summary,
               const char       *details)
{
  g_assert_cmpstr (sprint_check_get_summary (check), ==, summary);
  g_assert_cmpstr (sprint_check_get_details (check), ==, details);
  g_assert_cmpint (sprint_check_get_state (check), ==, state);
}

static void
test_not_there (void)
{
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_default_network_question);

  g_assert_cmpstr (sprint_check_get_id (check), ==, "default-network");
  g_assert_cmpint (sprint_check_get_group (check), ==, SPRINT_CHECK_GROUP_NETWORK);
  g_assert_cmpint (sprint_check_get_scope (check), ==, SPRINT_CHECK_SCOPE_SYSTEM);
  g_assert_nonnull (sprint_check_get_title (check));
  g_assert_nonnull (sprint_check_get_why (check));
  g_assert_cmpuint (query_double_get_asked (query), ==, 0);

  ask (check);
  g_assert_cmpuint (query_double_get_asked (query), ==, 1);
  assert_result (check, SPRINT_CHECK_STATE_PASS,
                 "The system’s libvirt is not there; machines of your own do not need it", NULL);
  g_assert_null (sprint_check_get_remedy (check));
}

static void
test_states (void)
{
  SprintNetworkState network = { TRUE, FALSE, FALSE, FALSE, NULL, (char *) "qemu:///system" };
  static const char * const components[] = { "libvirt-network", NULL };
  static const char * const none[] = { NULL };
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_default_network_question);
  SprintRemedy *remedy;

  query_double_answer_network (query, &network);
  ask (check);
  assert_result (check, SPRINT_CHECK_STATE_NOTE, "The system’s libvirt has no network “default”",
                 "qemu:///system: default\nDefined: no\nActive: no\nAutostart: no\nBridge: –");
  remedy = sprint_check_get_remedy (check);
  g_assert_cmpstrv (sprint_remedy_get_components (remedy), components);
  g_assert_cmpstr (sprint_remedy_get_command (remedy), ==,
                   VIRSH "net-define /usr/share/libvirt/networks/default.xml && " VIRSH "net-autostart default && "
                   VIRSH "net-start default");

  network.defined = TRUE;
  network.bridge = (char *) "virbr0";
  query_double_answer_network (query, &network);
  ask (check);
  assert_result (check, SPRINT_CHECK_STATE_NOTE, "libvirt’s network “default” does not run",
                 "qemu:///system: default\nDefined: yes\nActive: no\nAutostart: no\nBridge: virbr0");
  remedy = sprint_check_get_remedy (check);
  g_assert_cmpstrv (sprint_remedy_get_components (remedy), none);
  g_assert_cmpstr (sprint_remedy_get_command (remedy), ==, VIRSH "net-start default && " VIRSH "net-autostart default");
  g_assert_cmpint (sprint_remedy_get_action (remedy), ==, SPRINT_REMEDY_ACTION_START_NETWORK);
  g_assert_cmpstr (sprint_remedy_get_target (remedy), ==, "default");

  network.autostart = TRUE;
  query_double_answer_network (query, &network);
  ask (check);
  g_assert_cmpstr (sprint_remedy_get_command (sprint_check_get_remedy (check)), ==, VIRSH "net-start default");

  network.active = TRUE;
  query_double_answer_network (query, &network);
  ask (check);
  assert_result (check, SPRINT_CHECK_STATE_PASS, "libvirt’s network “default” runs",
                 "qemu:///system: default\nDefined: yes\nActive: yes\nAutostart: yes\nBridge: virbr0");
  g_assert_null (sprint_check_get_remedy (check));
}

static void
test_no_autostart (void)
{
  const SprintNetworkState network = { TRUE, TRUE, TRUE, FALSE, NULL, NULL };
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_default_network_question);
  SprintRemedy *remedy;

  query_double_answer_network (query, &network);
  ask (check);
  assert_result (check, SPRINT_CHECK_STATE_NOTE,
                 "libvirt’s network “default” runs, but will not be started with this computer",
                 "libvirt: default\nDefined: yes\nActive: yes\nAutostart: no\nBridge: –");
  remedy = sprint_check_get_remedy (check);
  g_assert_cmpstr (sprint_remedy_get_command (remedy), ==, VIRSH "net-autostart default");
  g_assert_cmpint (sprint_remedy_get_action (remedy), ==, SPRINT_REMEDY_ACTION_KEEP_NETWORK);
}

/* However it fails: not more than a note, and no package is named for it. */
static void
test_fails (void)
{
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_default_network_question);

  query_double_refuse (query, "Failed to connect socket");
  ask (check);
  assert_result (check, SPRINT_CHECK_STATE_NOTE, "The system’s libvirt did not say whether it has a network",
                 "Failed to connect socket");
  g_assert_null (sprint_check_get_remedy (check));
  query_double_fail (query, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "nobody", NULL);
  ask (check);
  assert_result (check, SPRINT_CHECK_STATE_NOTE, "Whether the system’s libvirt has a network is not known", "nobody");
  g_assert_null (sprint_check_get_remedy (check));
}

static void
test_waits (void)
{
  const SprintNetworkState network = { TRUE, TRUE, TRUE, TRUE, NULL, NULL };
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_default_network_question);

  /* One that can be cancelled, one that cannot, and one that calls back within. */
  query_double_answer_network (query, &network);
  query_double_ask_in_vain (query, check);
  query_double_set_deaf (query, TRUE);
  query_double_ask_in_vain (query, check);
  query_double_silence (query, FALSE);
  while (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_UNKNOWN);
  query_double_set_hasty (query, TRUE);
  query_double_ask_in_vain (query, check);
  query_double_set_hasty (query, FALSE);

  /* Late: the answer that comes after all changes nothing. */
  query_double_set_deadline (query, 60);
  ask (check);
  assert_result (check, SPRINT_CHECK_STATE_NOTE, "The system’s libvirt did not answer in time",
                 "libvirt did not answer in time");
  query_double_silence (query, FALSE);
  while (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_NOTE);
  ask (check);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
  query_double_set_deadline (query, 0);
}

/* One that answers nothing about networks. */
static void
test_lacks (void)
{
  g_autoptr (QueryDouble) query = query_double_new ();
  SprintHypervisorQueryInterface *iface = SPRINT_HYPERVISOR_QUERY_GET_IFACE (query);
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_default_network_question);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  iface->get_network_async = NULL;
  sprint_hypervisor_query_get_network_async (SPRINT_HYPERVISOR_QUERY (query), "default", NULL, await_result_cb,
                                             &result);
  await (result != NULL);
  g_assert_null (sprint_hypervisor_query_get_network_finish (SPRINT_HYPERVISOR_QUERY (query), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  ask (check);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpuint (query_double_get_asked (query), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/default-network-finding/not-there", test_not_there);
  g_test_add_func ("/host/default-network-finding/states", test_states);
  g_test_add_func ("/host/default-network-finding/no-autostart", test_no_autostart);
  g_test_add_func ("/host/default-network-finding/fails", test_fails);
  g_test_add_func ("/host/default-network-finding/waits", test_waits);
  /* Last: it changes the double for the rest of the program. */
  g_test_add_func ("/host/default-network-finding/lacks", test_lacks);
  return g_test_run ();
}
