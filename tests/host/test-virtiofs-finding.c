/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include "assert-finding.h"
#include "host-folder.h"

#define DESCRIPTION "/usr/share/qemu/vhost-user/50-virtiofsd.json"
#define NOT_FOUND "The program for shared folders is there, but libvirt does not find it"
#define MISSING "The program for shared folders is not installed"

static void
assert_state (SprintHostReader *reader,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintFinding) finding = sprint_find_virtiofs (reader, NULL);

  assert_finding (finding, state, summary, details, state == SPRINT_CHECK_STATE_PASS ? NULL : "virtiofs");
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");

  assert_state (intel, SPRINT_CHECK_STATE_PASS, "Folders can be shared with machines",
                "/usr/libexec/virtiofsd\n" DESCRIPTION);
  assert_state (fresh, SPRINT_CHECK_STATE_NOTE, MISSING, "virtiofsd");
}

static void
test_undescribed (void)
{
  static const char * const paths[] = { "/usr/libexec/virtiofsd", "/usr/lib/virtiofsd", "/usr/lib/qemu/virtiofsd",
                                        "/usr/local/bin/virtiofsd" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (HostFolder) root = host_folder_new ();
    g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

    host_folder_write (root, paths[i], "");
    assert_state (reader, SPRINT_CHECK_STATE_NOTE, NOT_FOUND, paths[i]);
  }
}

static void
test_descriptions (void)
{
  static const struct { const char *text; gboolean found; } cases[] = {
    { "", FALSE },
    { "{ \"type\": \"gpu\", \"binary\": \"/usr/lib/virtiofsd\" }", FALSE },
    { "{ \"type\": 7, \"binary\": [] }", FALSE },
    { "{ \"type\": \"fs\" }", FALSE },
    { "{ \"type\": \"fs\", \"binary\": \"virtiofsd\" }", FALSE },
    { "{ \"type\": \"fs\", \"binary\": \"/usr/libexec/virtiofsd\" }", FALSE },
    { "{ \"type\": \"fs\", \"binary\": \"/usr/lib/virtiofsd\" }", TRUE },
  };
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  host_folder_write (root, "/usr/lib/virtiofsd", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    host_folder_write (root, DESCRIPTION, cases[i].text);
    if (cases[i].found)
      assert_state (reader, SPRINT_CHECK_STATE_PASS, "Folders can be shared with machines",
                    "/usr/lib/virtiofsd\n" DESCRIPTION);
    else
      assert_state (reader, SPRINT_CHECK_STATE_NOTE, NOT_FOUND, "/usr/lib/virtiofsd");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/virtiofs-finding/recorded", test_recorded);
  g_test_add_func ("/host/virtiofs-finding/undescribed", test_undescribed);
  g_test_add_func ("/host/virtiofs-finding/descriptions", test_descriptions);
  return g_test_run ();
}
