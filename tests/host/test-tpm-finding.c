/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include "assert-finding.h"
#include "host-folder.h"

static void
assert_state (SprintHostReader *reader,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintFinding) finding = sprint_find_tpm (reader, NULL);

  assert_finding (finding, state, summary, details, state == SPRINT_CHECK_STATE_PASS ? NULL : "tpm");
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");

  assert_state (intel, SPRINT_CHECK_STATE_PASS, "Machines can have a security chip",
                "/usr/bin/swtpm\n/usr/bin/swtpm_setup");
  assert_state (fresh, SPRINT_CHECK_STATE_NOTE, "The security chip for machines is not installed", "swtpm");
}

/* Debian packages the two apart. */
static void
test_half (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (HostFolder) other = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autoptr (SprintHostReader) setup = host_folder_read_as (other, "x86_64");

  host_folder_write (root, "/usr/bin/swtpm", "");
  host_folder_write (other, "/usr/bin/swtpm_setup", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, "What sets up the security chip of a machine is not installed",
                "swtpm_setup");
  assert_state (setup, SPRINT_CHECK_STATE_NOTE, "The security chip for machines is not installed", "swtpm");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/tpm-finding/recorded", test_recorded);
  g_test_add_func ("/host/tpm-finding/half", test_half);
  return g_test_run ();
}
