/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room-findings.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <linux/fs.h>
#include <string.h>
#include <sys/ioctl.h>

typedef enum {
  KIND_UNKNOWN,
  KIND_PLAIN,
  KIND_NETWORK,
  KIND_MEMORY,
  KIND_FAT,
  KIND_COPY_ON_WRITE,
  KIND_WINDOWS,
  KIND_ENCRYPTED,
  KIND_PROGRAM,
} Kind;

/* As the kernel calls them, and FUSE as mount.fuse3(8) has them. */
static const struct { const char *type; Kind kind; } kinds[] = {
  { "ext2", KIND_PLAIN },
  { "ext3", KIND_PLAIN },
  { "ext4", KIND_PLAIN },
  { "f2fs", KIND_PLAIN },
  { "jfs", KIND_PLAIN },
  { "xfs", KIND_PLAIN },
  { "9p", KIND_NETWORK },
  { "afs", KIND_NETWORK },
  { "ceph", KIND_NETWORK },
  { "cifs", KIND_NETWORK },
  { "fuse.ceph-fuse", KIND_NETWORK },
  { "fuse.glusterfs", KIND_NETWORK },
  { "fuse.gvfsd-fuse", KIND_NETWORK },
  { "fuse.rclone", KIND_NETWORK },
  { "fuse.s3fs", KIND_NETWORK },
  { "fuse.sshfs", KIND_NETWORK },
  { "fuse.vmhgfs-fuse", KIND_NETWORK },
  { "lustre", KIND_NETWORK },
  { "nfs", KIND_NETWORK },
  { "nfs4", KIND_NETWORK },
  { "smb3", KIND_NETWORK },
  { "vboxsf", KIND_NETWORK },
  { "virtiofs", KIND_NETWORK },
  { "fuse.fuse-overlayfs", KIND_MEMORY },
  { "overlay", KIND_MEMORY },
  { "ramfs", KIND_MEMORY },
  { "tmpfs", KIND_MEMORY },
  { "msdos", KIND_FAT },
  { "vfat", KIND_FAT },
  { "bcachefs", KIND_COPY_ON_WRITE },
  { "btrfs", KIND_COPY_ON_WRITE },
  { "nilfs2", KIND_COPY_ON_WRITE },
  { "zfs", KIND_COPY_ON_WRITE },
  { "exfat", KIND_WINDOWS },
  { "fuseblk", KIND_WINDOWS },
  { "ntfs", KIND_WINDOWS },
  { "ntfs3", KIND_WINDOWS },
  { "ecryptfs", KIND_ENCRYPTED },
  { "fuse.cryfs", KIND_ENCRYPTED },
  { "fuse.encfs", KIND_ENCRYPTED },
  { "fuse.gocryptfs", KIND_ENCRYPTED },
};

static Kind
find_kind (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (g_str_equal (kinds[i].type, type))
      return kinds[i].kind;
  }

  return g_str_equal (type, "fuse") || g_str_has_prefix (type, "fuse.") ? KIND_PROGRAM : KIND_UNKNOWN;
}

static char *
describe (const SprintMount *mount,
          const char        *folder,
          gboolean           in_place)
{
  /* Translators: a folder; the name of a file system, “ext4”; where that is mounted */
  g_autofree char *place = g_strdup_printf (_("%s: %s, mounted at %s"), folder, mount->type, mount->point);
  const char *clones;

  if (g_str_equal (mount->type, "btrfs") || g_str_equal (mount->type, "bcachefs"))
    clones = _("Copies of a file can share what they have in common");
  else if (g_str_equal (mount->type, "xfs"))
    /* mkfs.xfs(8): a setting of the file system, on since xfsprogs 5.1. */
    clones = _("Copies of a file can likely share what they have in common");
  else
    clones = _("Each copy of a file takes all of its space again");

  return g_strconcat (place, "\n", clones, in_place ? "\n" : NULL, in_place ? _("Files are written in place") : NULL,
                      NULL);
}

static SprintFinding *
new_finding (SprintCheckState  state,
             const char       *summary,
             const char       *details,
             const char       *advice,
             const char       *command)
{
  SprintFinding *finding = sprint_finding_new (state, summary, details);

  if (advice != NULL)
    finding->remedy = sprint_remedy_new (advice, NULL, command);

  return finding;
}

static SprintFinding *
judge_copy_on_write (const SprintMount *mount,
                     const char        *folder,
                     const char        *details,
                     gboolean           in_place)
{
  g_autofree char *quoted = g_shell_quote (folder);
  g_autofree char *command = NULL;
  const char *summary = _("Disks here are likely scattered over time, and slower then");

  /* It has checksums of nothing that it writes in place, and compresses none of it: btrfs(5), “nodatacow”. */
  if (g_str_equal (mount->type, "btrfs") && !in_place) {
    command = g_strdup_printf ("mkdir --parents %s && chattr +C %s", quoted, quoted);
    return new_finding (SPRINT_CHECK_STATE_NOTE, summary, details,
                        _("If that matters to you, have disks written in place. What is lost is that btrfs notices "
                          "damaged data by its checksums, and compresses it. The command does so for disks that are "
                          "made from then on, so that it belongs before the first: those that are there stay as they "
                          "are."), command);
  }
  if (in_place)
    return new_finding (SPRINT_CHECK_STATE_PASS, _("Disks here are written in place"), details, NULL, NULL);

  return new_finding (SPRINT_CHECK_STATE_NOTE, summary, details,
                      _("That is how this file system works. If it matters to you, keep disks on another one, such as "
                        "ext4 or XFS."), NULL);
}

SprintFinding *
sprint_file_system_judge (const SprintMount *mount,
                          const char        *folder,
                          gboolean           in_place)
{
  g_autofree char *details = describe (mount, folder, in_place);
  g_autofree char *summary = NULL;

  if (sprint_mount_has_option (mount, "ro"))
    return new_finding (SPRINT_CHECK_STATE_WARN, _("Disks cannot be made here: the file system is read-only"), details,
                        _("Keep disks in another folder. A file system that was not mounted so on purpose has likely "
                          "become read-only after an error: look after it before you put anything there."), NULL);

  switch (find_kind (mount->type)) {
  case KIND_NETWORK:
    return new_finding (SPRINT_CHECK_STATE_WARN, _("Disks here are on a network or shared folder"), details,
                        _("Keep disks on a drive of this computer: over a network machines are slow, and when it is "
                          "gone they stop."), NULL);
  case KIND_MEMORY:
    return new_finding (SPRINT_CHECK_STATE_WARN, _("Disks here are likely gone after a restart"), details,
                        _("Keep disks on a drive. What is here lies in memory, or in a layer that lives as long as a "
                          "container or a live system does."), NULL);
  case KIND_FAT:
    return new_finding (SPRINT_CHECK_STATE_WARN, _("Files here may have 4 GiB at most: most disks need more"), details,
                        _("Keep disks on another file system, such as ext4."), NULL);
  case KIND_COPY_ON_WRITE:
    return judge_copy_on_write (mount, folder, details, in_place);
  case KIND_WINDOWS:
    return new_finding (SPRINT_CHECK_STATE_NOTE, _("Disks here are on a file system of Windows"), details,
                        _("Disks work there, but likely slower. If you can, keep them on ext4, XFS or btrfs."), NULL);
  case KIND_ENCRYPTED:
    return new_finding (SPRINT_CHECK_STATE_NOTE, _("Disks here are encrypted file by file, which is likely slower"),
                        details,
                        _("If that matters to you, keep disks on a drive that is encrypted as a whole (LUKS)."), NULL);
  case KIND_PROGRAM:
    return new_finding (SPRINT_CHECK_STATE_NOTE, _("Disks here go through a program (FUSE), which is likely slower"),
                        details, _("If that matters to you, keep disks on a file system of the kernel."), NULL);
  case KIND_PLAIN:
    /* Translators: the name of a file system, “ext4” */
    summary = g_strdup_printf (_("The file system (%s) is good for disks"), mount->type);
    return new_finding (SPRINT_CHECK_STATE_PASS, summary, details, NULL, NULL);
  case KIND_UNKNOWN:
  default:
    /* Translators: the name of a file system, “hfsplus” */
    summary = g_strdup_printf (_("How good the file system (%s) is for disks is not known"), mount->type);
    return new_finding (SPRINT_CHECK_STATE_NOTE, summary, details,
                        _("If you can, keep disks on ext4, XFS or btrfs."), NULL);
  }
}

/* What is made in a folder has its flag: ioctl_iflags(2). */
static gboolean
is_written_in_place (const char *folder)
{
  g_autofree char *path = g_strdup (folder);
  g_autofd int fd = -1;
  int flags = 0;

  while (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_autofree char *parent = g_path_get_dirname (path);

    if (g_str_equal (parent, path))
      break;
    g_set_str (&path, parent);
  }
  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NONBLOCK, 0);

  return fd >= 0 && ioctl (fd, FS_IOC_GETFLAGS, &flags) == 0 && (flags & FS_NOCOW_FL) != 0;
}

SprintFinding *
sprint_find_file_system (SprintHostReader *reader,
                         const char       *disk_folder)
{
  g_autofree char *path = disk_folder != NULL ? sprint_mount_follow (reader, disk_folder) : NULL;
  g_autoptr (SprintMount) mount = path != NULL ? sprint_mount_find (reader, path) : NULL;
  gboolean in_place;

  if (mount == NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("What file system disks are on could not be read"),
                               "/proc/self/mountinfo");

  in_place = sprint_mount_has_option (mount, "nodatacow") ||
             (find_kind (mount->type) == KIND_COPY_ON_WRITE && sprint_mount_is_here (reader) &&
              is_written_in_place (path));

  return sprint_file_system_judge (mount, disk_folder, in_place);
}
