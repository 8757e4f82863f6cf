/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/room/room-findings.h"

#include <string.h>

#include "assert-finding.h"
#include "host-folder.h"

#define FOLDER "/home/ada/.local/share/sprint/disks"
#define FULL_COPIES "Each copy of a file takes all of its space again"
#define SCATTERED "Disks here are likely scattered over time, and slower then"

static void
assert_recorded (const char       *name,
                 const char       *folder,
                 SprintCheckState  state,
                 const char       *summary,
                 const char       *details)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded (name);
  g_autoptr (SprintFinding) finding = sprint_find_file_system (reader, folder);

  assert_finding (finding, state, summary, details, NULL);
}

static void
test_recorded (void)
{
  assert_recorded ("ubuntu-fresh", FOLDER, SPRINT_CHECK_STATE_PASS, "The file system (ext4) is good for disks",
                   FOLDER ": ext4, mounted at /\n" FULL_COPIES);
  assert_recorded ("silverblue", FOLDER, SPRINT_CHECK_STATE_NOTE, SCATTERED,
                   FOLDER ": btrfs, mounted at /var/home\nCopies of a file can share what they have in common");
  assert_recorded ("silverblue", "/srv/disks", SPRINT_CHECK_STATE_WARN,
                   "Disks cannot be made here: the file system is read-only",
                   "/srv/disks: overlay, mounted at /\n" FULL_COPIES);
  assert_recorded ("wsl2", FOLDER, SPRINT_CHECK_STATE_PASS, "The file system (ext4) is good for disks",
                   FOLDER ": ext4, mounted at /\n" FULL_COPIES);
  assert_recorded ("wsl2", "/mnt/c/disks", SPRINT_CHECK_STATE_WARN, "Disks here are on a network or shared folder",
                   "/mnt/c/disks: 9p, mounted at /mnt/c\n" FULL_COPIES);
  assert_recorded ("docker-host", FOLDER, SPRINT_CHECK_STATE_PASS, "The file system (xfs) is good for disks",
                   FOLDER ": xfs, mounted at /\nCopies of a file can likely share what they have in common");
}

static SprintFinding *
judge (const char *type,
       const char *options,
       gboolean    in_place)
{
  const SprintMount mount = { (char *) "/", (char *) type, (char *) options };

  return sprint_file_system_judge (&mount, "/home/ada/my disks", in_place);
}

static void
test_kinds (void)
{
  static const struct { const char *type; SprintCheckState state; const char *summary; } cases[] = {
    { "ext4", SPRINT_CHECK_STATE_PASS, "The file system (ext4) is good for disks" },
    { "f2fs", SPRINT_CHECK_STATE_PASS, "The file system (f2fs) is good for disks" },
    { "fused", SPRINT_CHECK_STATE_NOTE, "How good the file system (fused) is for disks is not known" },
    { "hfsplus", SPRINT_CHECK_STATE_NOTE, "How good the file system (hfsplus) is for disks is not known" },
    { "virtiofs", SPRINT_CHECK_STATE_WARN, "Disks here are on a network or shared folder" },
    { "lustre", SPRINT_CHECK_STATE_WARN, "Disks here are on a network or shared folder" },
    { "fuse.glusterfs", SPRINT_CHECK_STATE_WARN, "Disks here are on a network or shared folder" },
    { "fuse.s3fs", SPRINT_CHECK_STATE_WARN, "Disks here are on a network or shared folder" },
    { "fuse.ceph-fuse", SPRINT_CHECK_STATE_WARN, "Disks here are on a network or shared folder" },
    { "nfs4", SPRINT_CHECK_STATE_WARN, "Disks here are on a network or shared folder" },
    { "cifs", SPRINT_CHECK_STATE_WARN, "Disks here are on a network or shared folder" },
    { "fuse.sshfs", SPRINT_CHECK_STATE_WARN, "Disks here are on a network or shared folder" },
    { "tmpfs", SPRINT_CHECK_STATE_WARN, "Disks here are likely gone after a restart" },
    { "overlay", SPRINT_CHECK_STATE_WARN, "Disks here are likely gone after a restart" },
    { "vfat", SPRINT_CHECK_STATE_WARN, "Files here may have 4 GiB at most: most disks need more" },
    { "exfat", SPRINT_CHECK_STATE_NOTE, "Disks here are on a file system of Windows" },
    { "fuseblk", SPRINT_CHECK_STATE_NOTE, "Disks here are on a file system of Windows" },
    { "ecryptfs", SPRINT_CHECK_STATE_NOTE, "Disks here are encrypted file by file, which is likely slower" },
    { "fuse.other", SPRINT_CHECK_STATE_NOTE, "Disks here go through a program (FUSE), which is likely slower" },
    { "fuse", SPRINT_CHECK_STATE_NOTE, "Disks here go through a program (FUSE), which is likely slower" },
    { "btrfs", SPRINT_CHECK_STATE_NOTE, SCATTERED },
    { "bcachefs", SPRINT_CHECK_STATE_NOTE, SCATTERED },
    { "zfs", SPRINT_CHECK_STATE_NOTE, SCATTERED },
    { "nilfs2", SPRINT_CHECK_STATE_NOTE, SCATTERED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintFinding) finding = judge (cases[i].type, "rw,relatime", FALSE);
    g_autoptr (SprintFinding) read_only = judge (cases[i].type, "ro,relatime,rw", FALSE);

    g_assert_cmpstr (finding->summary, ==, cases[i].summary);
    g_assert_cmpint (finding->state, ==, cases[i].state);
    g_assert_true ((finding->remedy == NULL) == (cases[i].state == SPRINT_CHECK_STATE_PASS));
    g_assert_cmpint (read_only->state, ==, SPRINT_CHECK_STATE_WARN);
    g_assert_cmpstr (read_only->summary, ==, "Disks cannot be made here: the file system is read-only");
  }
}

static void
test_copy_on_write (void)
{
  g_autoptr (SprintFinding) btrfs = judge ("btrfs", "rw", FALSE);
  g_autoptr (SprintFinding) zfs = judge ("zfs", "rw", FALSE);
  g_autoptr (SprintFinding) in_place = judge ("btrfs", "rw", TRUE);

  g_assert_cmpstr (sprint_remedy_get_command (btrfs->remedy), ==,
                   "mkdir --parents '/home/ada/my disks' && chattr +C '/home/ada/my disks'");
  g_assert_nonnull (strstr (sprint_remedy_get_description (btrfs->remedy), "checksums"));
  g_assert_null (sprint_remedy_get_command (zfs->remedy));

  assert_finding (in_place, SPRINT_CHECK_STATE_PASS, "Disks here are written in place",
                  "/home/ada/my disks: btrfs, mounted at /\nCopies of a file can share what they have in common\n"
                  "Files are written in place", NULL);
  g_assert_null (in_place->remedy);
}

static void
test_option (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintFinding) finding = NULL;

  host_folder_write (root, "/proc/self/mountinfo", "1 0 0:1 / / rw - btrfs /dev/x rw,nodatasum,nodatacow,subvol=/\n");
  finding = sprint_find_file_system (reader, FOLDER);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (finding->summary, ==, "Disks here are written in place");
}

static void
test_not_known (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintFinding) missing = sprint_find_file_system (reader, FOLDER);
  g_autoptr (SprintFinding) nowhere = sprint_find_file_system (fresh, NULL);

  assert_finding (missing, SPRINT_CHECK_STATE_NOTE, "What file system disks are on could not be read",
                  "/proc/self/mountinfo", NULL);
  g_assert_cmpstr (nowhere->summary, ==, missing->summary);
}

/* Whatever this computer has: of a folder that is there, and of one that is not. */
static void
test_this_computer (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new ("/");
  g_autofree char *deep = g_build_filename (root, "not", "made", NULL);
  g_autoptr (SprintFinding) made = sprint_find_file_system (reader, root);
  g_autoptr (SprintFinding) later = sprint_find_file_system (reader, deep);

  g_assert_cmpint (made->state, ==, later->state);
  g_assert_cmpstr (made->summary, ==, later->summary);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/file-system-finding/recorded", test_recorded);
  g_test_add_func ("/host/file-system-finding/kinds", test_kinds);
  g_test_add_func ("/host/file-system-finding/copy-on-write", test_copy_on_write);
  g_test_add_func ("/host/file-system-finding/option", test_option);
  g_test_add_func ("/host/file-system-finding/not-known", test_not_known);
  g_test_add_func ("/host/file-system-finding/this-computer", test_this_computer);
  return g_test_run ();
}
