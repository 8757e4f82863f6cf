/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room-findings.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/statvfs.h>

#define GIB (1024ull * 1024 * 1024)

/* A graphical guest of today starts with 2 GiB. */
#define MEMORY_COMFORTABLE (2 * GIB)

/* A small system needs some 4 GiB on disk; a desktop's installation 10 or more. */
#define DISK_COMFORTABLE (10 * GIB)

/*
 * Little room is a warning, however little: whether it is enough depends on the machine, and what helps (a smaller
 * machine, another folder) is chosen on pages that a failure would keep shut. A creation looks for itself.
 */

guint64
sprint_meminfo_get (SprintHostReader *reader,
                    const char       *key)
{
  g_autofree char *text = sprint_host_reader_read (reader, "/proc/meminfo");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  gsize length = strlen (key);

  for (gsize i = 0; lines[i] != NULL; i++) {
    if (strncmp (lines[i], key, length) == 0 && lines[i][length] == ':') {
      guint64 kib = g_ascii_strtoull (lines[i] + length + 1, NULL, 10);

      return kib <= G_MAXUINT64 / 1024 ? kib * 1024 : 0;
    }
  }

  return 0;
}

SprintFinding *
sprint_find_memory (SprintHostReader *reader,
                    const char       *disk_folder)
{
  guint64 available = sprint_meminfo_get (reader, "MemAvailable");
  g_autofree char *size = g_format_size_full (available, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *total = g_format_size_full (sprint_meminfo_get (reader, "MemTotal"), G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *details = NULL;
  g_autofree char *summary = NULL;
  SprintFinding *finding;

  if (available == 0)
    return sprint_finding_new (SPRINT_CHECK_STATE_WARN, _("How much memory is free could not be read"),
                               "/proc/meminfo");

  /* Translators: two amounts of memory */
  details = g_strdup_printf (_("%s of %s are free"), size, total);
  if (available >= MEMORY_COMFORTABLE) {
    summary = g_strdup_printf (_("%s of memory are free"), size);
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, details);
  }

  summary = g_strdup_printf (_("Only %s of memory are free"), size);
  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, summary, details);
  finding->remedy = sprint_remedy_new (_("Close other applications, or give guests less memory."), NULL, NULL);

  return finding;
}

/* A folder that is to be made later lies on the file system of the nearest one that is there. */
static int
measure (const char     *folder,
         struct statvfs *status)
{
  g_autofree char *path = g_strdup (folder);

  while (statvfs (path, status) != 0) {
    g_autofree char *parent = g_path_get_dirname (path);

    if ((errno != ENOENT && errno != ENOTDIR) || g_str_equal (parent, path))
      return errno;
    g_free (path);
    path = g_steal_pointer (&parent);
  }

  return 0;
}

SprintFinding *
sprint_find_disk_space (SprintHostReader *reader,
                        const char       *disk_folder)
{
  struct statvfs status;
  g_autofree char *size = NULL;
  g_autofree char *summary = NULL;
  SprintFinding *finding;
  guint64 available;
  int code = measure (disk_folder, &status);

  if (code != 0)
    return sprint_finding_new (SPRINT_CHECK_STATE_WARN, _("How much space is free could not be read"),
                               g_strerror (code));

  available = (guint64) status.f_bavail * status.f_frsize;
  size = g_format_size (available);
  if (available >= DISK_COMFORTABLE) {
    summary = g_strdup_printf (_("%s of disk space are free"), size);
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, disk_folder);
  }

  summary = g_strdup_printf (_("Only %s of disk space are free"), size);
  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, summary, disk_folder);
  finding->remedy = sprint_remedy_new (_("Make room where disks are kept."), NULL, NULL);

  return finding;
}
