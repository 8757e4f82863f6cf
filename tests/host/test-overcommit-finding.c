/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/room/room-findings.h"

#include <string.h>

#include "assert-finding.h"
#include "assert-words.h"
#include "host-folder.h"

#define SETTING "/proc/sys/vm/overcommit_memory"

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintFinding) finding = sprint_find_memory_overcommit (fresh, NULL);

  assert_finding (finding, SPRINT_CHECK_STATE_PASS, "Machines are promised memory as usual", SETTING ": 0", NULL);
}

static void
test_as_usual (void)
{
  static const char * const texts[] = { NULL, "", "1\n", "20\n", "-2\n", "two\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (HostFolder) root = host_folder_new ();
    g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
    g_autoptr (SprintFinding) finding = NULL;

    if (texts[i] != NULL)
      host_folder_write (root, SETTING, texts[i]);
    finding = sprint_find_memory_overcommit (reader, NULL);
    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    g_assert_null (finding->remedy);
  }
}

static void
test_never (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintFinding) finding = NULL;

  host_folder_write (root, SETTING, "2\n");
  host_folder_write (root, "/proc/meminfo", "CommitLimit: 4194304 kB\nCommitted_AS: 3145728 kB\n");
  finding = sprint_find_memory_overcommit (reader, NULL);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (finding->summary, ==,
                   "The kernel promises no more memory than there is: some machines will not start");
  assert_words (finding->details, SETTING ": 2\n3.0 GiB promised, 4.0 GiB at most");
  g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==, "sudo sysctl vm.overcommit_memory=0");
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "ask whoever looks after this computer"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/overcommit-finding/recorded", test_recorded);
  g_test_add_func ("/host/overcommit-finding/as-usual", test_as_usual);
  g_test_add_func ("/host/overcommit-finding/never", test_never);
  return g_test_run ();
}
