/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/packages/lock-holder.h"

#include <glib/gstdio.h>

#include "host-folder.h"

#define FRONTEND "/var/lib/dpkg/lock-frontend"
#define LISTS "/var/lib/apt/lists/lock"

typedef struct {
  HostFolder *root;
  SprintHostReader *reader;
  GString *locks;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->root = host_folder_new ();
  fixture->reader = sprint_host_reader_new (fixture->root);
  fixture->locks = g_string_new (NULL);
  /* As of btrfs, where stat() gives another device. */
  host_folder_write (fixture->root, "/proc/self/mountinfo", "36 35 0:50 / / rw - btrfs /dev/x rw\n"
                                                            "37 36 259:3 / /var/lib/apt rw - ext4 /dev/y rw\n");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_string_free (fixture->locks, TRUE);
  g_clear_object (&fixture->reader);
  g_clear_pointer (&fixture->root, host_folder_free);
}

static guint64
get_inode (Fixture    *fixture,
           const char *path)
{
  g_autofree char *full = g_build_filename (fixture->root, path, NULL);
  GStatBuf status;

  g_assert_cmpint (g_stat (full, &status), ==, 0);
  return status.st_ino;
}

/* A line of /proc/locks. */
static void
lock (Fixture    *fixture,
      const char *kind,
      int         pid,
      const char *device,
      guint64     inode)
{
  g_string_append_printf (fixture->locks, "%u: %s %d %s:%" G_GUINT64_FORMAT " 0 EOF\n",
                          (guint) fixture->locks->len + 1, kind, pid, device, inode);
  host_folder_write (fixture->root, "/proc/locks", fixture->locks->str);
}

static void
run_program (Fixture    *fixture,
             int         pid,
             const char *program)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/comm", pid);
  g_autofree char *line = g_strconcat (program, "\n", NULL);

  host_folder_write (fixture->root, path, line);
}

static void
assert_words (Fixture    *fixture,
              const char *words)
{
  g_autoptr (SprintLockHolder) holder = sprint_lock_holder_find (fixture->reader);
  g_autofree char *found = sprint_lock_holder_describe (holder);

  g_assert_cmpstr (found, ==, words);
}

static void
assert_nobody (Fixture *fixture)
{
  g_autoptr (SprintLockHolder) holder = sprint_lock_holder_find (fixture->reader);

  g_assert_null (holder);
  assert_words (fixture, "Waiting for another installation…");
}

static void
test_held (Fixture       *fixture,
           gconstpointer  data)
{
  assert_nobody (fixture);
  host_folder_write (fixture->root, FRONTEND, "");
  assert_nobody (fixture);
  run_program (fixture, 1234, "my-updater");
  run_program (fixture, 99, "somebody");

  /* Another file, a lock for reading, and one that waits. */
  lock (fixture, "POSIX  ADVISORY  WRITE", 99, "00:32", 1);
  lock (fixture, "POSIX  ADVISORY  WRITE", 99, "08:01", get_inode (fixture, FRONTEND));
  lock (fixture, "POSIX  ADVISORY  READ ", 99, "00:32", get_inode (fixture, FRONTEND));
  lock (fixture, "-> POSIX  ADVISORY  WRITE", 99, "00:32", get_inode (fixture, FRONTEND));
  assert_nobody (fixture);

  lock (fixture, "POSIX  ADVISORY  WRITE", 1234, "00:32", get_inode (fixture, FRONTEND));
  assert_words (fixture, "Waiting for my-updater (process 1234)…");
}

/* On a file system of its own, whose numbers have three digits. */
static void
test_mounted_apart (Fixture       *fixture,
                    gconstpointer  data)
{
  host_folder_write (fixture->root, LISTS, "");
  run_program (fixture, 7, "updater");
  lock (fixture, "POSIX  ADVISORY  WRITE", 7, "103:03", get_inode (fixture, LISTS));
  assert_words (fixture, "Waiting for updater (process 7)…");
}

/* Its own daemon waits for somebody else, as a rule. */
static void
test_packagekit (Fixture       *fixture,
                 gconstpointer  data)
{
  host_folder_write (fixture->root, FRONTEND, "");
  host_folder_write (fixture->root, LISTS, "");
  run_program (fixture, 5, "packagekitd");
  run_program (fixture, 6, "apt-get");
  lock (fixture, "POSIX  ADVISORY  WRITE", 5, "103:03", get_inode (fixture, LISTS));
  assert_words (fixture, "Waiting for another installation…");
  lock (fixture, "POSIX  ADVISORY  WRITE", 6, "00:32", get_inode (fixture, FRONTEND));
  assert_words (fixture, "Waiting for apt-get (process 6)…");
}

/* Where the numbers are the kernel's secret, a package manager that locks anything is the likely one. */
static void
test_likely (Fixture       *fixture,
             gconstpointer  data)
{
  host_folder_write (fixture->root, FRONTEND, "");
  run_program (fixture, 8, "firefox");
  run_program (fixture, 9, "unattended-upgr");
  lock (fixture, "POSIX  ADVISORY  WRITE", 8, "00:99", 3);
  lock (fixture, "FLOCK  ADVISORY  WRITE", 9, "00:99", 4);
  assert_words (fixture, "Waiting for unattended-upgr (process 9)…");

  run_program (fixture, 10, "surely");
  lock (fixture, "POSIX  ADVISORY  WRITE", 10, "00:32", get_inode (fixture, FRONTEND));
  assert_words (fixture, "Waiting for surely (process 10)…");
}

/* One whose process cannot be seen from here, as it ended or is in another container, is nobody. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  host_folder_write (fixture->root, FRONTEND, "");
  lock (fixture, "POSIX  ADVISORY  WRITE", 1234, "00:32", get_inode (fixture, FRONTEND));
  assert_nobody (fixture);
}

static void
test_pid_file (Fixture       *fixture,
               gconstpointer  data)
{
  /* libzypp leaves it behind. */
  host_folder_write (fixture->root, "/run/zypp.pid", "4321\n");
  assert_nobody (fixture);
  run_program (fixture, 4321, "zypper");
  assert_words (fixture, "Waiting for zypper (process 4321)…");
  host_folder_write (fixture->root, "/run/zypp.pid", "");
  assert_nobody (fixture);
  host_folder_write (fixture->root, "/run/zypp.pid", "6");
  run_program (fixture, 6, "packagekitd");
  assert_nobody (fixture);
  host_folder_write (fixture->root, "/var/lib/dnf/rpmdb_lock.pid", "77");
  run_program (fixture, 77, "dnf");
  assert_words (fixture, "Waiting for dnf (process 77)…");
}

static void
test_lock_that_is_there (Fixture       *fixture,
                         gconstpointer  data)
{
  host_folder_write (fixture->root, "/var/lib/pacman/db.lck", "");
  /* Left by one that crashed. */
  assert_nobody (fixture);
  run_program (fixture, 54, "bash");
  run_program (fixture, 55, "pacman");
  assert_words (fixture, "Waiting for pacman (process 55)…");
}

static void
test_nonsense (Fixture       *fixture,
               gconstpointer  data)
{
  host_folder_write (fixture->root, FRONTEND, "");
  host_folder_write (fixture->root, "/proc/locks", "\n1:\n2: POSIX ADVISORY WRITE\n3: POSIX ADVISORY WRITE -1 x 0 EOF\n"
                                                   "4: POSIX ADVISORY WRITE 99999999999999 :: 0 EOF\n\377\n");
  host_folder_write (fixture->root, "/proc/self/mountinfo", "36 35 x / / rw - btrfs /dev/x rw\n");
  host_folder_write (fixture->root, "/run/zypp.pid", "../../etc/passwd");
  assert_nobody (fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/host/lock-holder/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("held", test_held);
  ADD ("mounted-apart", test_mounted_apart);
  ADD ("packagekit", test_packagekit);
  ADD ("likely", test_likely);
  ADD ("gone", test_gone);
  ADD ("pid-file", test_pid_file);
  ADD ("lock-that-is-there", test_lock_that_is_there);
  ADD ("nonsense", test_nonsense);

  return g_test_run ();
}
