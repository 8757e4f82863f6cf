/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/room/mount-table.h"

#include <string.h>
#include <unistd.h>

#include "host-fixture.h"

#define LINE(point, type) "36 35 98:0 / " point " rw,noatime - " type " /dev/x rw\n"

static void
assert_type (Fixture    *fixture,
             const char *path,
             const char *type)
{
  g_autoptr (SprintMount) mount = sprint_mount_find (fixture->reader, path);

  g_assert_cmpstr (mount != NULL ? mount->type : NULL, ==, type);
}

static void
test_longest (Fixture       *fixture,
              gconstpointer  data)
{
  host_folder_write (fixture->root, "/proc/self/mountinfo",
                     LINE ("/home/ada", "btrfs") LINE ("/home", "xfs") LINE ("/", "ext4") LINE ("/mnt", "ext2")
                     LINE ("/mnt", "nfs4"));
  assert_type (fixture, "/", "ext4");
  assert_type (fixture, "/srv", "ext4");
  assert_type (fixture, "/home", "xfs");
  assert_type (fixture, "/homework", "ext4");
  assert_type (fixture, "/home/adam/disks", "xfs");
  assert_type (fixture, "/home/ada", "btrfs");
  assert_type (fixture, "/home/ada/.local/share", "btrfs");
  /* The later one covers the other. */
  assert_type (fixture, "/mnt/disks", "nfs4");
}

static void
test_escapes (Fixture       *fixture,
              gconstpointer  data)
{
  host_folder_write (fixture->root, "/proc/self/mountinfo",
                     LINE ("/", "ext4") LINE ("/my\\040disks\\011\\012\\134\\043", "xfs") LINE ("/odd\\9\\04", "vfat")
                     LINE ("/end\\", "zfs"));
  assert_type (fixture, "/my disks\t\n\\#/a", "xfs");
  assert_type (fixture, "/odd\\9\\04", "vfat");
  assert_type (fixture, "/end\\", "zfs");
  assert_type (fixture, "/my\\040disks", "ext4");
}

static void
test_options (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SprintMount) mount = NULL;

  host_folder_write (fixture->root, "/proc/self/mountinfo",
                     "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 shared:2 - ext3 /dev/root ro,errors=continue\n");
  mount = sprint_mount_find (fixture->reader, "/mnt2/a");
  g_assert_cmpstr (mount->point, ==, "/mnt2");
  g_assert_cmpstr (mount->type, ==, "ext3");
  g_assert_cmpstr (mount->options, ==, "rw,noatime,ro,errors=continue");
  g_assert_true (sprint_mount_has_option (mount, "ro"));
  g_assert_true (sprint_mount_has_option (mount, "noatime"));
  g_assert_false (sprint_mount_has_option (mount, "errors"));
  g_assert_false (sprint_mount_has_option (mount, "master:1"));
}

static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const texts[] = {
    "", "\n\n", "36", "36 35 98:0 / / rw -", "36 35 98:0 / / rw - ", "36 35 98:0 / / rw", "36 35 98:0 / / - ext4 a rw",
    "36 35 98:0 / relative rw - ext4 a rw", "\377\376",
  };

  assert_type (fixture, "/home", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    host_folder_write (fixture->root, "/proc/self/mountinfo", texts[i]);
    assert_type (fixture, "/home", NULL);
  }

  /* Without what it is of, and what the file system adds. */
  host_folder_write (fixture->root, "/proc/self/mountinfo", "36 35 98:0 / / rw - ext4");
  assert_type (fixture, "/home", "ext4");
}

static void
make_link (Fixture    *fixture,
           const char *path,
           const char *target)
{
  g_autofree char *full = g_build_filename (fixture->root, path, NULL);

  g_assert_cmpint (symlink (target, full), ==, 0);
}

static void
assert_followed (Fixture    *fixture,
                 const char *path,
                 const char *expected)
{
  g_autofree char *followed = sprint_mount_follow (fixture->reader, path);

  g_assert_cmpstr (followed, ==, expected);
}

static void
test_links (Fixture       *fixture,
            gconstpointer  data)
{
  host_folder_write (fixture->root, "/var/home/ada/file", "");
  host_folder_write (fixture->root, "/data/disks/file", "");
  make_link (fixture, "home", "var/home");
  make_link (fixture, "var/home/ada/disks", "/data/disks");
  make_link (fixture, "data/disks/up", "../other");
  make_link (fixture, "all", "/");
  make_link (fixture, "loop", "loop");

  assert_followed (fixture, "/", "/");
  assert_followed (fixture, "/home", "/var/home");
  assert_followed (fixture, "/home/ada", "/var/home/ada");
  assert_followed (fixture, "//home/./ada/../bob/", "/var/home/bob");
  assert_followed (fixture, "/home/ada/disks/not/made", "/data/disks/not/made");
  assert_followed (fixture, "/home/ada/disks/up/a", "/data/other/a");
  assert_followed (fixture, "/all", "/");
  assert_followed (fixture, "/all/home/ada", "/var/home/ada");
  assert_followed (fixture, "/loop/a", "/loop/a");
  assert_followed (fixture, "/var/home/ada/file/below", "/var/home/ada/file/below");
}

/* What has this computer's root follows its links, though a sandbox has the host's files elsewhere. */
static void
test_here (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SprintHostReader) native = sprint_host_reader_new ("/");
  g_autoptr (SprintHostReader) sandbox = sprint_host_reader_new ("/run/host");
  g_autofree char *real = g_build_filename (fixture->root, "there", NULL);
  g_autofree char *link = g_build_filename (fixture->root, "link", NULL);
  g_autofree char *expected = sprint_mount_follow (native, real);
  g_autofree char *followed = NULL;

  g_assert_true (sprint_mount_is_here (native));
  g_assert_true (sprint_mount_is_here (sandbox));
  g_assert_false (sprint_mount_is_here (fixture->reader));

  make_link (fixture, "link", "there");
  followed = sprint_mount_follow (sandbox, link);
  g_assert_cmpstr (followed, ==, expected);
}

#define add(name, function) g_test_add ("/host/mount-table/" name, Fixture, NULL, host_fixture_set_up, function, host_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("longest", test_longest);
  add ("escapes", test_escapes);
  add ("options", test_options);
  add ("hostile", test_hostile);
  add ("links", test_links);
  add ("here", test_here);
  return g_test_run ();
}
