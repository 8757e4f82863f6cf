/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/processor/processor-findings.h"

#include <string.h>

#include "host-folder.h"

#define ONLINE "/sys/devices/system/cpu/online"

static SprintFinding *
find_with (const char *online,
           const char *cpuinfo)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  if (online != NULL)
    host_folder_write (root, ONLINE, online);
  if (cpuinfo != NULL)
    host_folder_write (root, "/proc/cpuinfo", cpuinfo);

  return sprint_find_cores (reader, NULL);
}

static void
test_recorded (void)
{
  static const char * const hosts[] = { "intel-laptop", "amd-desktop", "nested-vm", "cloud-vm", "aarch64", "wsl2" };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autoptr (SprintHostReader) reader = host_folder_read_recorded (hosts[i]);
    g_autoptr (SprintFinding) finding = sprint_find_cores (reader, NULL);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    g_assert_cmpstr (finding->summary, ==, "There are 2 processors");
    g_assert_true (g_str_has_prefix (finding->details, "2 logical processors\n"));
    g_assert_true (g_str_has_suffix (finding->details, "\n" ONLINE ": 0-1"));
    g_assert_null (finding->remedy);
  }
}

static void
test_one (void)
{
  g_autoptr (SprintFinding) listed = find_with (NULL, "processor\t: 0\nphysical id\t: 0\ncore id\t\t: 0\n");
  g_autoptr (SprintFinding) online = find_with ("0\n", NULL);

  g_assert_cmpint (listed->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (listed->summary, ==, "There is one processor only, which machines and this computer share");
  g_assert_cmpstr (listed->details, ==, "1 logical processor\n1 core");
  g_assert_nonnull (strstr (sprint_remedy_get_description (listed->remedy), "cannot be put right here"));
  g_assert_cmpint (online->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (online->details, ==, "1 logical processor\n" ONLINE ": 0");
}

/* Two packages of one core, each with two threads. */
static void
test_threads (void)
{
  static const char cpuinfo[] =
    "processor : 0\nphysical id : 0\ncore id : 0\n\nprocessor : 1\nphysical id : 0\ncore id : 0\n\n"
    "processor : 2\nphysical id : 1\ncore id : 0\n\nprocessor : 3\nphysical id : 1\ncore id : 0\n";
  g_autoptr (SprintFinding) finding = find_with (NULL, cpuinfo);
  g_autoptr (SprintFinding) more = find_with ("0-2,4,8-9\n", cpuinfo);

  g_assert_cmpstr (finding->summary, ==, "There are 4 logical processors on 2 cores");
  g_assert_cmpstr (finding->details, ==, "4 logical processors\n2 cores");
  /* Not all of them are in the text: of cores nothing is known then. */
  g_assert_cmpstr (more->summary, ==, "There are 6 processors");
}

static void
test_hostile (void)
{
  static const char * const texts[] = {
    "", "\n", "-", "x", "3-1", "0-", "0-99999999999999999999", "0,,1", "0-1 2", "-1", "\xff", "0-1,",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SprintFinding) finding = find_with (texts[i], NULL);
    g_autoptr (SprintFinding) listed = find_with (texts[i], "processor : 0\nprocessor : 1\nprocessor : 2\n");

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
    g_assert_cmpstr (finding->summary, ==, "How many processors there are could not be read");
    g_assert_cmpstr (listed->summary, ==, "There are 3 processors");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/cores-finding/recorded", test_recorded);
  g_test_add_func ("/host/cores-finding/one", test_one);
  g_test_add_func ("/host/cores-finding/threads", test_threads);
  g_test_add_func ("/host/cores-finding/hostile", test_hostile);
  return g_test_run ();
}
