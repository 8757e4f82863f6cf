/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include "assert-finding.h"
#include "host-folder.h"

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintFinding) found = sprint_find_passt (intel, NULL);
  g_autoptr (SprintFinding) missing = sprint_find_passt (fresh, NULL);

  assert_finding (found, SPRINT_CHECK_STATE_PASS, "Ports can be forwarded to machines", "/usr/bin/passt", NULL);
  g_assert_null (found->remedy);
  assert_finding (missing, SPRINT_CHECK_STATE_NOTE, "passt is not installed", "passt", "passt");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/passt-finding/recorded", test_recorded);
  return g_test_run ();
}
