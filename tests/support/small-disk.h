/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <fcntl.h>
#include <gio/gio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

G_BEGIN_DECLS

static inline gboolean
small_disk_write_map (const char *path,
                      const char *words)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);
  gssize length = strlen (words);
  gboolean written = fd >= 0 && write (fd, words, length) == length;

  if (fd >= 0)
    close (fd);

  return written;
}

static inline gboolean
small_disk_enter (void)
{
  g_autofree char *user = g_strdup_printf ("%u %u 1", getuid (), getuid ());
  g_autofree char *group = g_strdup_printf ("%u %u 1", getgid (), getgid ());
  gboolean root = getuid () == 0;

  if (unshare (root ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0)
    return FALSE;
  if (!root && (!small_disk_write_map ("/proc/self/setgroups", "deny") ||
                !small_disk_write_map ("/proc/self/uid_map", user) ||
                !small_disk_write_map ("/proc/self/gid_map", group)))
    return FALSE;

  return mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* Disks that this process alone sees, and that go with it. Before there is any thread. Not everywhere may one have
 * them without being root: then FALSE, and what needs one skips. A child tries it first, as there may be no way back. */
static inline gboolean
small_disk_init (void)
{
  int status = 1;
  pid_t child = fork ();

  if (child == 0)
    _exit (small_disk_enter () && mount ("sprint-test", g_get_tmp_dir (), "tmpfs", 0, "size=4096") == 0 ? 0 : 1);
  if (child < 0 || waitpid (child, &status, 0) != child || status != 0)
    return FALSE;

  return small_disk_enter ();
}

/* Puts a disk of @size bytes, in the memory, over @folder. */
static inline void
small_disk_mount (const char *folder,
                  gsize       size)
{
  g_autofree char *options = g_strdup_printf ("size=%zu,mode=0700", size);

  g_assert_cmpint (mount ("sprint-test", folder, "tmpfs", 0, options), ==, 0);
}

static inline void
small_disk_make_read_only (const char *folder)
{
  g_assert_cmpint (mount (NULL, folder, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
}

static inline void
small_disk_unmount (const char *folder)
{
  g_assert_cmpint (umount2 (folder, MNT_DETACH), ==, 0);
}

G_END_DECLS
