/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lock-holder.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/host/room/mount-table.h"
#include "core/platform/thread-task.h"

#define PACKAGEKIT "packagekitd"

/* Locked with fcntl(2) or flock(2); the files stay. dpkg's and apt's as in apt's manual, rpm's below its database in
 * the old place and the new, dnf 5's from its libdnf5/conf/const.hpp. */
static const char * const locked[] = {
  "/var/lib/dpkg/lock-frontend",
  "/var/lib/dpkg/lock",
  "/var/cache/apt/archives/lock",
  "/var/lib/apt/lists/lock",
  "/usr/lib/sysimage/rpm/.rpm.lock",
  "/var/lib/rpm/.rpm.lock",
  "/run/dnf/rpmtransaction.lock",
};

/* Hold the number of the process, and may outlive it: libzypp's, and dnf 4's from its dnf/lock.py. */
static const char * const with_pid[] = {
  "/run/zypp.pid",
  "/var/lib/dnf/rpmdb_lock.pid",
  "/var/cache/dnf/metadata_lock.pid",
  "/var/cache/dnf/download_lock.pid",
};

/* pacman's, from its libalpm/handle.c: it is there for as long as somebody works, and after one that crashed. */
#define PACMAN_LOCK "/var/lib/pacman/db.lck"
static const char * const of_pacman[] = { "pacman", "pamac-daemon", NULL };

/* As /proc/PID/comm has them, up to 15 letters. */
static const char * const managers[] = {
  "apt", "apt-get", "aptitude", "dpkg", "unattended-upgr", "aptd", "synaptic", "dnf", "dnf5", "dnf5daemon-serv", "yum",
  "rpm", "zypper", NULL,
};

static SprintLockHolder *
holder_new (const char *program,
            int         pid)
{
  SprintLockHolder *self = g_new0 (SprintLockHolder, 1);

  self->program = g_strdup (program);
  self->pid = pid;

  return self;
}

void
sprint_lock_holder_free (SprintLockHolder *self)
{
  g_free (self->program);
  g_free (self);
}

/* (nullable) (transfer full): of a process that is there */
static char *
get_program (SprintHostReader *reader,
             int               pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/comm", pid);

  return pid > 0 ? sprint_host_reader_read_word (reader, path) : NULL;
}

/* As /proc/locks has it, "08:01:1234"; (nullable) (transfer full) */
static char *
get_number (SprintHostReader *reader,
            const char       *path)
{
  g_autofree char *full = sprint_host_reader_resolve (reader, path);
  g_autofree char *place = sprint_mount_follow (reader, path);
  g_autoptr (SprintMount) mount = sprint_mount_find (reader, place);
  guint major, minor;
  GStatBuf status;

  if (g_stat (full, &status) != 0 || mount == NULL || sscanf (mount->device, "%u:%u", &major, &minor) != 2)
    return NULL;

  return g_strdup_printf ("%02x:%02x:%" G_GUINT64_FORMAT, major, minor, (guint64) status.st_ino);
}

/* "1: POSIX  ADVISORY  WRITE 708 00:16:28457 0 EOF"; one that only waits for it has "->" after its number. */
static gboolean
parse_lock (const char  *line,
            int         *pid,
            char       **number)
{
  g_auto (GStrv) split = g_strsplit_set (line, " ", -1);
  const char *words[6] = { NULL };
  guint n = 0;

  for (gsize i = 0; split[i] != NULL && n < G_N_ELEMENTS (words); i++) {
    if (*split[i] != '\0')
      words[n++] = split[i];
  }
  if (n < G_N_ELEMENTS (words) || g_str_equal (words[1], "->") || !g_str_equal (words[3], "WRITE"))
    return FALSE;

  *pid = atoi (words[4]);
  *number = g_strdup (words[5]);

  return *pid > 0;
}

/* A program that installs packages and locks anything: where the files' numbers are not what the kernel calls them. */
static gboolean
is_manager (const char *program)
{
  return program != NULL && g_strv_contains (managers, program);
}

static SprintLockHolder *
find_locked (SprintHostReader *reader)
{
  g_autofree char *text = sprint_host_reader_read (reader, "/proc/locks");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SprintLockHolder) found = NULL;
  gboolean sure = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (locked); i++) {
    char *number = get_number (reader, locked[i]);

    if (number != NULL)
      g_ptr_array_add (numbers, number);
  }
  for (gsize i = 0; lines[i] != NULL; i++) {
    g_autofree char *number = NULL;
    g_autofree char *program = NULL;
    gboolean known;
    int pid;

    if (!parse_lock (lines[i], &pid, &number))
      continue;
    known = g_ptr_array_find_with_equal_func (numbers, number, g_str_equal, NULL);
    program = get_program (reader, pid);
    if (program == NULL || (!known && (sure || !is_manager (program))))
      continue;
    if (found != NULL && (g_str_equal (program, PACKAGEKIT) || (sure && !g_str_equal (found->program, PACKAGEKIT))))
      continue;
    g_clear_pointer (&found, sprint_lock_holder_free);
    found = holder_new (program, pid);
    sure |= known;
  }

  return g_steal_pointer (&found);
}

/* (nullable) (transfer full): a process of one of those names */
static SprintLockHolder *
find_running (SprintHostReader   *reader,
              const char * const *programs)
{
  g_auto (GStrv) names = sprint_host_reader_list (reader, "/proc");

  for (gsize i = 0; names[i] != NULL; i++) {
    int pid = atoi (names[i]);
    g_autofree char *program = get_program (reader, pid);

    if (program != NULL && g_strv_contains (programs, program))
      return holder_new (program, pid);
  }

  return NULL;
}

SprintLockHolder *
sprint_lock_holder_find (SprintHostReader *reader)
{
  SprintLockHolder *found;

  g_return_val_if_fail (SPRINT_IS_HOST_READER (reader), NULL);

  found = find_locked (reader);
  if (found != NULL)
    return found;

  for (gsize i = 0; i < G_N_ELEMENTS (with_pid); i++) {
    g_autofree char *word = sprint_host_reader_read_word (reader, with_pid[i]);
    int pid = word != NULL ? atoi (word) : 0;
    g_autofree char *program = get_program (reader, pid);

    /* PackageKit's own daemon waits for nobody then. */
    if (program != NULL && !g_str_equal (program, PACKAGEKIT))
      return holder_new (program, pid);
  }

  return sprint_host_reader_exists (reader, PACMAN_LOCK) ? find_running (reader, of_pacman) : NULL;
}

static gpointer
find_thread (GTask   *task,
             GError **error)
{
  return sprint_lock_holder_find (g_task_get_source_object (task));
}

void
sprint_lock_holder_find_async (SprintHostReader    *reader,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (reader, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_lock_holder_find_async);
  sprint_thread_task_run (task, find_thread, (GDestroyNotify) sprint_lock_holder_free);
}

SprintLockHolder *
sprint_lock_holder_find_finish (SprintHostReader  *reader,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, reader), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
sprint_lock_holder_describe (const SprintLockHolder *self)
{
  if (self == NULL || g_str_equal (self->program, PACKAGEKIT))
    return g_strdup (_("Waiting for another installation…"));

  /* Translators: a program's name, and its number */
  return g_strdup_printf (_("Waiting for %s (process %d)…"), self->program, self->pid);
}
