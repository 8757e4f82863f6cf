/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/desktop/desktop-findings.h"

#include <string.h>

#include "assert-finding.h"
#include "host-folder.h"

#define UNKNOWN "Whether machines stay up after you log out is not known"

static void
assert_state (SprintHostReader *reader,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintFinding) finding = sprint_find_lingering (reader, NULL);

  assert_finding (finding, state, summary, details, NULL);
  g_assert_true ((finding->remedy == NULL) == (state == SPRINT_CHECK_STATE_PASS));
}

static void
write_person (HostFolder *root,
              const char *name)
{
  g_autofree char *passwd = g_strdup_printf ("root:x:0:0::/root:/bin/sh\n%s:x:1000:1000::/home/ada:/bin/bash\n", name);

  host_folder_write (root, "/etc/passwd", passwd);
  host_folder_write (root, "/proc/self/status", "Name:\tsprint\nUid:\t1000\t1000\t1000\t1000\nGroups:\t4 27\n");
}

static void
test_ways (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintFinding) finding = NULL;

  write_person (root, "ada");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, UNKNOWN, "/run/systemd/system is not there");
  host_folder_write (root, "/run/systemd/system/transient", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, UNKNOWN, "/run/systemd/sessions is not there");

  host_folder_write (root, "/run/systemd/sessions/2", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, "Machines likely end when you log out",
                "/var/lib/systemd/linger/ada is not there");
  finding = sprint_find_lingering (reader, NULL);
  g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==, "loginctl enable-linger");
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "system’s libvirt"));
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "“loginctl disable-linger”"));

  host_folder_write (root, "/var/lib/systemd/linger/bob", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, "Machines likely end when you log out",
                "/var/lib/systemd/linger/ada is not there");
  host_folder_write (root, "/var/lib/systemd/linger/ada", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, "Machines stay up after you log out", "/var/lib/systemd/linger/ada");
}

static void
test_seats (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  write_person (root, "ada");
  host_folder_write (root, "/run/systemd/system/transient", "");
  host_folder_write (root, "/run/systemd/seats/seat0", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, "Machines likely end when you log out",
                "/var/lib/systemd/linger/ada is not there");
}

/* A name must not lead elsewhere. */
static void
test_hostile (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  write_person (root, "../../../etc/passwd");
  host_folder_write (root, "/run/systemd/system/transient", "");
  host_folder_write (root, "/run/systemd/sessions/2", "");
  host_folder_write (root, "/var/lib/systemd/linger/ada", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, "Machines likely end when you log out",
                "/var/lib/systemd/linger is not there");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/lingering-finding/ways", test_ways);
  g_test_add_func ("/host/lingering-finding/seats", test_seats);
  g_test_add_func ("/host/lingering-finding/hostile", test_hostile);
  return g_test_run ();
}
