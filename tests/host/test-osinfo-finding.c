/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include <string.h>

#include "assert-finding.h"
#include "host-folder.h"

#define UNKNOWN "How old the list of systems is, is not known"

static void
assert_judged (const char       *version,
               int               year,
               int               month,
               int               day,
               SprintCheckState  state,
               const char       *summary)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (year, month, day, 0, 0, 0);
  g_autoptr (SprintFinding) finding = sprint_judge_osinfo (version, now, SPRINT_OSINFO_SOURCE_TO_INSTALL);
  g_autoptr (SprintFinding) installed = sprint_judge_osinfo (version, now, SPRINT_OSINFO_SOURCE_INSTALLED);

  assert_finding (finding, state, summary, version, state == SPRINT_CHECK_STATE_NOTE ? "osinfo" : NULL);
  /* No package is missing then, and none is offered. */
  assert_finding (installed, state, summary, version, NULL);
  if (state == SPRINT_CHECK_STATE_NOTE) {
    g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==, "osinfo-db-import --user --latest");
    g_assert_cmpstr (sprint_remedy_get_command (installed->remedy), ==, "osinfo-db-import --user --latest");
    g_assert_nonnull (strstr (sprint_remedy_get_description (installed->remedy), "Update this computer"));
  }
}

static void
test_age (void)
{
  const char *july = "The list of systems is of July 2024";

  assert_judged ("20240701", 2024, 7, 1, SPRINT_CHECK_STATE_PASS, july);
  assert_judged ("20240701", 2026, 1, 1, SPRINT_CHECK_STATE_PASS, july);
  assert_judged ("20240701", 2026, 1, 2, SPRINT_CHECK_STATE_NOTE, july);
  /* A clock that is wrong is no age. */
  assert_judged ("20240701", 1970, 1, 1, SPRINT_CHECK_STATE_PASS, july);
  assert_judged ("20240701.1", 2026, 1, 2, SPRINT_CHECK_STATE_NOTE, july);
  /* There is no date 18 months later. */
  assert_judged ("99991231", 2026, 1, 2, SPRINT_CHECK_STATE_PASS, "The list of systems is of December 9999");
}

static void
test_hostile (void)
{
  static const char * const versions[] = { NULL, "", "2024", "20241301", "20240230", "20240700", "-2024070", "+2024070",
                                           "202407011", "0x240701", "version 1", "99999999" };

  for (gsize i = 0; i < G_N_ELEMENTS (versions); i++)
    assert_judged (versions[i], 2026, 1, 2, SPRINT_CHECK_STATE_PASS, UNKNOWN);
}

/* The newest counts; a person's own is where the session says. */
static void
test_files (void)
{
  static const char own[] = "LANG=C\0HOME=/home/ada\0";
  static const struct { const char *path, *version, *found; } cases[] = {
    { "/usr/share/osinfo/VERSION", "20000101", "20000101" },
    { "/etc/osinfo/VERSION", "20100101\n", "20100101" },
    { "/home/ada/.config/osinfo/VERSION", "20050101", "20100101" },
    { "/home/ada/.config/osinfo/VERSION", "99980101", "99980101" },
    { "/usr/share/osinfo/VERSION", "broken", "99980101" },
  };
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autoptr (SprintFinding) none = sprint_find_osinfo_database (reader, NULL);
  g_autofree char *environ = NULL;

  assert_finding (none, SPRINT_CHECK_STATE_PASS, UNKNOWN, NULL, NULL);

  host_folder_write (root, "/proc/self/environ", "");
  environ = g_build_filename (root, "proc/self/environ", NULL);
  g_assert_true (g_file_set_contents (environ, own, sizeof own - 1, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintFinding) finding = NULL;

    host_folder_write (root, cases[i].path, cases[i].version);
    finding = sprint_find_osinfo_database (reader, NULL);
    g_assert_cmpstr (finding->details, ==, cases[i].found);
    g_assert_cmpint (finding->state, ==,
                     cases[i].found[0] == '9' ? SPRINT_CHECK_STATE_PASS : SPRINT_CHECK_STATE_NOTE);
  }
}

/* Both halves of the component: the database, and what updates it. */
static void
test_installable (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autoptr (SprintFinding) tools = NULL;
  g_autoptr (SprintFinding) both = NULL;
  g_autoptr (SprintFinding) database = NULL;
  const char *summary = "The list of systems is of January 2010";

  host_folder_write (root, "/usr/share/osinfo/VERSION", "20100101");
  tools = sprint_find_osinfo_database (reader, NULL);
  assert_finding (tools, SPRINT_CHECK_STATE_NOTE, summary, "20100101", "osinfo");
  host_folder_write (root, "/usr/bin/osinfo-db-import", "");
  both = sprint_find_osinfo_database (reader, NULL);
  assert_finding (both, SPRINT_CHECK_STATE_NOTE, summary, "20100101", NULL);
  g_clear_pointer (&root, host_folder_free);
  g_clear_object (&reader);

  root = host_folder_new ();
  reader = host_folder_read_as (root, "x86_64");
  host_folder_write (root, "/usr/bin/osinfo-db-import", "");
  host_folder_write (root, "/etc/osinfo/VERSION", "20100101");
  database = sprint_find_osinfo_database (reader, NULL);
  assert_finding (database, SPRINT_CHECK_STATE_NOTE, summary, "20100101", "osinfo");
}

/* A Flatpak looks into its own, whatever the host has. */
static void
test_bundled (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autoptr (SprintFinding) unknown = NULL;
  g_autoptr (SprintFinding) old = NULL;

  host_folder_write (root, "/.flatpak-info", "[Application]\n");
  host_folder_write (root, "/usr/share/osinfo/VERSION", "20991231");
  unknown = sprint_find_osinfo_database (reader, NULL);
  assert_finding (unknown, SPRINT_CHECK_STATE_PASS, UNKNOWN, NULL, NULL);
  host_folder_write (root, "/app/share/osinfo/VERSION", "20100101");
  old = sprint_find_osinfo_database (reader, NULL);
  assert_finding (old, SPRINT_CHECK_STATE_NOTE, "The list of systems is of January 2010", "20100101", NULL);
  g_assert_nonnull (strstr (sprint_remedy_get_description (old->remedy), "Update Sprint"));
  g_assert_null (sprint_remedy_get_command (old->remedy));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/osinfo-finding/age", test_age);
  g_test_add_func ("/host/osinfo-finding/hostile", test_hostile);
  g_test_add_func ("/host/osinfo-finding/files", test_files);
  g_test_add_func ("/host/osinfo-finding/installable", test_installable);
  g_test_add_func ("/host/osinfo-finding/bundled", test_bundled);
  return g_test_run ();
}
