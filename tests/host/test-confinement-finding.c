/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/desktop/desktop-findings.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "assert-finding.h"
#include "host-environment.h"
#include "host-fixture.h"

#define FREE "Sprint is not confined"
#define SANDBOX "Disks are kept below your home folder only\n" \
                "Sprint changes nothing outside by itself: commands are shown for you to copy"

static void
assert_state (Fixture          *fixture,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintFinding) finding = sprint_find_confinement (fixture->reader, NULL);

  assert_finding (finding, state, summary, details, NULL);
  g_assert_null (finding->remedy);
}

static void
set_program (Fixture    *fixture,
             const char *program)
{
  g_autofree char *link = g_build_filename (fixture->root, "proc/self/exe", NULL);

  host_folder_write (fixture->root, "/proc/self/environ", "");
  g_remove (link);
  g_assert_cmpint (symlink (program, link), ==, 0);
}

static void
test_free (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintFinding) finding = sprint_find_confinement (fresh, NULL);

  assert_finding (finding, SPRINT_CHECK_STATE_PASS, FREE, NULL, NULL);
  assert_state (fixture, SPRINT_CHECK_STATE_PASS, FREE, NULL);
}

static void
test_flatpak (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *info, *more; } cases[] = {
    { "[Application]\nname=io.github.kvmsprint.Sprint\n\n[Context]\nfilesystems=xdg-download:ro;\ndevices=dri;kvm;\n",
      "\n/.flatpak-info: filesystems=xdg-download:ro;\n/.flatpak-info: devices=dri;kvm;" },
    { "[Context]\ndevices=all;\n", "\n/.flatpak-info: devices=all;" },
    { "", "" },
    { "devices=all;\n", "" },
    { "[Context\n", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *details = g_strconcat (SANDBOX, cases[i].more, NULL);

    host_folder_write (fixture->root, "/.flatpak-info", cases[i].info);
    assert_state (fixture, SPRINT_CHECK_STATE_NOTE, "Sprint runs in the sandbox of Flatpak", details);
  }
}

/* Of a sandbox, whose own file is not among the host's. */
static void
test_sandbox (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new ("/run/host");
  g_autoptr (SprintFinding) finding = sprint_find_confinement (reader, NULL);
  gboolean inside = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);

  g_assert_true (g_str_equal (finding->summary, "Sprint runs in the sandbox of Flatpak") == inside);
}

static void
test_snap (Fixture       *fixture,
           gconstpointer  data)
{
  const char * const variables[] = { "SNAP_NAME=sprint", "SNAP=/snap/sprint/12", NULL };

  set_program (fixture, "/snap/sprint/12/usr/bin/sprint");
  host_environment_write (fixture->root, variables);
  assert_state (fixture, SPRINT_CHECK_STATE_NOTE, "Sprint runs as a snap",
                "SNAP: /snap/sprint/12\nA strictly confined snap sees little of this computer: what is found here may "
                "not be the whole truth");

  /* Of a terminal that is a snap. */
  set_program (fixture, "/usr/bin/sprint");
  host_environment_write (fixture->root, variables);
  assert_state (fixture, SPRINT_CHECK_STATE_PASS, FREE, NULL);
  set_program (fixture, "/snap/sprint/123/usr/bin/sprint");
  host_environment_write (fixture->root, variables);
  assert_state (fixture, SPRINT_CHECK_STATE_PASS, FREE, NULL);
}

static void
test_app_image (Fixture       *fixture,
                gconstpointer  data)
{
  const char * const variables[] = { "APPIMAGE=/home/ada/Sprint.AppImage", "APPDIR=/tmp/.mount_Sprint", NULL };
  const char * const hostile[] = { "APPDIR=", "SNAP=relative", NULL };

  set_program (fixture, "/tmp/.mount_Sprint/usr/bin/sprint");
  host_environment_write (fixture->root, variables);
  assert_state (fixture, SPRINT_CHECK_STATE_PASS, "Sprint runs from an AppImage, which confines nothing",
                "APPDIR: /tmp/.mount_Sprint");
  host_environment_write (fixture->root, hostile);
  assert_state (fixture, SPRINT_CHECK_STATE_PASS, FREE, NULL);
}

static void
test_container (Fixture       *fixture,
                gconstpointer  data)
{
  static const char * const files[] = { "/.dockerenv", "/run/.containerenv" };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    host_folder_write (fixture->root, files[i], "");
    assert_state (fixture, SPRINT_CHECK_STATE_NOTE,
                  "Sprint runs in a container: what is found here is of the container", files[i]);
  }
}

#define add(name, function) g_test_add ("/host/confinement-finding/" name, Fixture, NULL, host_fixture_set_up, function, host_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("free", test_free);
  add ("flatpak", test_flatpak);
  add ("sandbox", test_sandbox);
  add ("snap", test_snap);
  add ("app-image", test_app_image);
  add ("container", test_container);
  return g_test_run ();
}
