/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/desktop/desktop-findings.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assert-finding.h"
#include "host-fixture.h"

#define NONE "No graphics card is there to draw in 3D: machines are shown without it"
#define REFUSED "You are not allowed to use the graphics card for 3D"
#define NVIDIA "3D in machines likely fails with NVIDIA’s own driver"

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->root = host_folder_new ();
  fixture->reader = sprint_host_reader_new (fixture->root);
  host_folder_write (fixture->root, "/dev/dri/by-path/none", "");
}

static void
make_link (Fixture    *fixture,
           const char *path,
           const char *target)
{
  g_autofree char *full = g_build_filename (fixture->root, path, NULL);
  g_autofree char *parent = g_path_get_dirname (full);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_cmpint (symlink (target, full), ==, 0);
}

/* A device that anybody may open. */
static void
add_node (Fixture    *fixture,
          const char *name,
          const char *driver)
{
  g_autofree char *node = g_build_filename ("dev/dri", name, NULL);
  g_autofree char *link = g_build_filename ("sys/class/drm", name, "device/driver", NULL);
  g_autofree char *target = g_build_filename ("../../../../bus/pci/drivers", driver, NULL);

  make_link (fixture, node, "/dev/null");
  make_link (fixture, link, target);
}

static void
assert_state (SprintHostReader *reader,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintFinding) finding = sprint_find_render_node (reader, NULL);

  assert_finding (finding, state, summary, details, NULL);
}

static void
test_recorded (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) amd = host_folder_read_recorded ("amd-desktop");
  g_autoptr (SprintHostReader) cloud = host_folder_read_recorded ("cloud-vm");

  assert_state (intel, SPRINT_CHECK_STATE_PASS, "The graphics card (i915) can draw for machines",
                "/dev/dri/renderD128: i915");
  assert_state (amd, SPRINT_CHECK_STATE_PASS, "The graphics card (amdgpu) can draw for machines",
                "/dev/dri/renderD128: amdgpu");
  assert_state (cloud, SPRINT_CHECK_STATE_NOTE, NONE, "/dev/dri");
}

static void
test_drivers (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SprintFinding) finding = NULL;

  assert_state (fixture->reader, SPRINT_CHECK_STATE_NOTE, NONE, "/dev/dri");
  add_node (fixture, "card0", "i915");
  assert_state (fixture->reader, SPRINT_CHECK_STATE_NOTE, NONE, "/dev/dri");
  add_node (fixture, "renderD128", "vgem");
  assert_state (fixture->reader, SPRINT_CHECK_STATE_NOTE, NONE, "/dev/dri/renderD128: vgem");

  add_node (fixture, "renderD129", "nvidia");
  assert_state (fixture->reader, SPRINT_CHECK_STATE_NOTE, NVIDIA,
                "/dev/dri/renderD128: vgem\n/dev/dri/renderD129: nvidia");
  finding = sprint_find_render_node (fixture->reader, NULL);
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "nouveau"));

  /* The one beside it draws. */
  add_node (fixture, "renderD130", "xe");
  assert_state (fixture->reader, SPRINT_CHECK_STATE_PASS, "The graphics card (xe) can draw for machines",
                "/dev/dri/renderD128: vgem\n/dev/dri/renderD129: nvidia\n/dev/dri/renderD130: xe");
}

static void
test_no_driver (Fixture       *fixture,
                gconstpointer  data)
{
  make_link (fixture, "dev/dri/renderD128", "/dev/null");
  assert_state (fixture->reader, SPRINT_CHECK_STATE_PASS, "The graphics card can draw for machines",
                "/dev/dri/renderD128: -");
}

static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *pipe = g_build_filename (fixture->root, "dev/dri/renderD129", NULL);

  host_folder_write (fixture->root, "/dev/dri/renderD128", "plain");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  make_link (fixture, "dev/dri/renderD130", "renderD130");
  make_link (fixture, "dev/dri/renderD131", "nowhere");
  assert_state (fixture->reader, SPRINT_CHECK_STATE_NOTE, NONE,
                "/dev/dri/renderD128: -, No such device\n/dev/dri/renderD129: -, No such device\n"
                "/dev/dri/renderD130: -, Too many levels of symbolic links\n"
                "/dev/dri/renderD131: -, No such file or directory");
}

/* That would wake a card that sleeps. */
static void
test_not_opened (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->root, "dev/dri/renderD128", NULL);
  g_autofd int watch = inotify_init1 (IN_NONBLOCK | IN_CLOEXEC);
  char events[4096];

  host_folder_write (fixture->root, "/dev/dri/renderD128", "");
  g_assert_cmpint (inotify_add_watch (watch, path, IN_OPEN), >=, 0);
  assert_state (fixture->reader, SPRINT_CHECK_STATE_NOTE, NONE, "/dev/dri/renderD128: -, No such device");
  g_assert_cmpint (read (watch, events, sizeof events), ==, -1);
  g_assert_cmpint (errno, ==, EAGAIN);
}

/* The owner is refused although the group is not. */
static gboolean
refuse (Fixture    *fixture,
        const char *name,
        guint       mode)
{
  g_autofree char *path = g_build_filename (fixture->root, "dev/dri/renderD128", NULL);
  g_autofree char *group = g_strdup_printf ("%s:x:%u:\n", name, getegid ());
  g_autofree char *passwd = g_strdup_printf ("ada:x:1000:%u::/home/ada:/bin/bash\n", getegid () + 1);

  if (geteuid () == 0) {
    g_test_skip ("root may open everything");
    return FALSE;
  }

  host_folder_write (fixture->root, "/dev/dri/renderD128", "");
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
  host_folder_write (fixture->root, "/etc/group", group);
  host_folder_write (fixture->root, "/etc/passwd", passwd);
  host_folder_write (fixture->root, "/proc/self/status", "Uid:\t1000\t1000\t1000\t1000\nGroups:\t4 27\n");

  return TRUE;
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SprintFinding) finding = NULL;
  g_autoptr (SprintFinding) video = NULL;

  if (!refuse (fixture, "render", 0060))
    return;

  finding = sprint_find_render_node (fixture->reader, NULL);
  assert_finding (finding, SPRINT_CHECK_STATE_NOTE, REFUSED, "/dev/dri/renderD128: -, Permission denied", NULL);
  g_assert_cmpint (sprint_remedy_get_action (finding->remedy), ==, SPRINT_REMEDY_ACTION_JOIN_GROUP);
  g_assert_cmpstr (sprint_remedy_get_target (finding->remedy), ==, "render");
  g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==,
                   "sudo usermod --append --groups render 'ada'");

  g_assert_true (refuse (fixture, "video", 0060));
  video = sprint_find_render_node (fixture->reader, NULL);
  g_assert_cmpint (sprint_remedy_get_action (video->remedy), ==, SPRINT_REMEDY_ACTION_NONE);
  g_assert_cmpstr (sprint_remedy_get_command (video->remedy), ==,
                   "sudo usermod --append --groups video 'ada'");
}

/* A session keeps the groups that it began with. */
static void
test_joined (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *group = g_strdup_printf ("render:x:%u:bob,ada\n", getegid ());
  g_autofree char *status = g_strdup_printf ("Uid:\t1000\t1000\t1000\t1000\nGroups:\t4 %u\n", getegid ());
  g_autoptr (SprintFinding) before = NULL;
  g_autoptr (SprintFinding) within = NULL;

  if (!refuse (fixture, "render", 0060))
    return;

  host_folder_write (fixture->root, "/etc/group", group);
  before = sprint_find_render_node (fixture->reader, NULL);
  g_assert_nonnull (strstr (sprint_remedy_get_description (before->remedy), "log out and in again"));
  g_assert_null (sprint_remedy_get_command (before->remedy));

  /* Whoever is in it and refused all the same is not helped by joining. */
  host_folder_write (fixture->root, "/proc/self/status", status);
  within = sprint_find_render_node (fixture->reader, NULL);
  g_assert_nonnull (strstr (sprint_remedy_get_description (within->remedy), "Log in at this computer itself"));
  g_assert_null (sprint_remedy_get_command (within->remedy));
}

static void
test_refused_to_all (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (SprintFinding) finding = NULL;

  if (!refuse (fixture, "render", 0))
    return;

  finding = sprint_find_render_node (fixture->reader, NULL);
  g_assert_cmpstr (finding->summary, ==, REFUSED);
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "Log in at this computer itself"));
  g_assert_null (sprint_remedy_get_command (finding->remedy));
}

#define add(name, function) g_test_add ("/host/render-node-finding/" name, Fixture, NULL, set_up, function, host_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("recorded", test_recorded);
  add ("drivers", test_drivers);
  add ("no-driver", test_no_driver);
  add ("hostile", test_hostile);
  add ("not-opened", test_not_opened);
  add ("refused", test_refused);
  add ("joined", test_joined);
  add ("refused-to-all", test_refused_to_all);
  return g_test_run ();
}
