/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include "ask.h"
#include "await.h"
#include "query-double.h"

static void
test_offered (void)
{
  static const char * const names[] = { "capabilities-kvm.xml", "capabilities-qemu.xml" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (QueryDouble) query = query_double_new ();
    g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_spice_question);

    g_assert_cmpstr (sprint_check_get_id (check), ==, "spice");
    g_assert_cmpuint (query_double_get_asked (query), ==, 0);
    query_double_answer_recorded (query, NULL, names[i]);
    ask (check);
    g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
    g_assert_cmpstr (sprint_check_get_summary (check), ==, "QEMU offers SPICE");
    g_assert_null (sprint_check_get_remedy (check));
  }
}

static void
test_not_offered (void)
{
  static const char * const components[] = { "spice", NULL };
  static const char * const texts[] = {
    /* QEMU without its modules */
    "<domainCapabilities><devices><graphics supported='yes'><enum name='type'>"
    "<value>sdl</value><value>vnc</value></enum></graphics></devices></domainCapabilities>",
    "<domainCapabilities><devices><graphics supported='no'><enum name='type'>"
    "<value>spice</value></enum></graphics></devices></domainCapabilities>",
    /* something else that has it */
    "<domainCapabilities><devices><channel supported='yes'><enum name='type'>"
    "<value>spice</value></enum></channel></devices></domainCapabilities>",
    "<domainCapabilities><devices><graphics supported='yes'><enum name='gl'>"
    "<value>spice</value></enum></graphics></devices></domainCapabilities>",
    "<domainCapabilities><devices><graphics supported='yes'><enum name='type'>"
    "<value>spiced</value></enum></graphics></devices></domainCapabilities>",
    "<domainCapabilities/>",
  };
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_spice_question);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    query_double_answer (query, NULL, texts[i]);
    ask (check);
    g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_FAIL);
    g_assert_cmpstr (sprint_check_get_summary (check), ==, "QEMU does not offer SPICE");
    g_assert_cmpstrv (sprint_remedy_get_components (sprint_check_get_remedy (check)), components);
  }

  query_double_answer_recorded (query, NULL, "capabilities-test.xml");
  ask (check);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_FAIL);
}

static void
test_refused (void)
{
  static const char * const components[] = { "spice", NULL };
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_spice_question);

  query_double_refuse (query, "no QEMU driver");
  ask (check);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_FAIL);
  g_assert_cmpstr (sprint_check_get_summary (check), ==,
                   "Whether QEMU offers SPICE is not known: libvirt does not answer");
  g_assert_cmpstr (sprint_check_get_details (check), ==, "no QEMU driver");
  g_assert_cmpstrv (sprint_remedy_get_components (sprint_check_get_remedy (check)), components);

  query_double_answer_recorded (query, NULL, "capabilities-kvm.xml");
  ask (check);
  g_assert_cmpint (sprint_check_get_state (check), ==, SPRINT_CHECK_STATE_PASS);
  g_assert_null (sprint_check_get_remedy (check));
  g_assert_null (sprint_check_get_details (check));
}

static void
test_never_answers (void)
{
  g_autoptr (QueryDouble) query = query_double_new ();
  g_autoptr (SprintCheck) check = query_double_new_check (query, &sprint_spice_question);

  query_double_ask_in_vain (query, check);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/spice-finding/offered", test_offered);
  g_test_add_func ("/host/spice-finding/not-offered", test_not_offered);
  g_test_add_func ("/host/spice-finding/refused", test_refused);
  g_test_add_func ("/host/spice-finding/never-answers", test_never_answers);
  return g_test_run ();
}
