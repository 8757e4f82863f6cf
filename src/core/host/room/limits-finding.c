/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room-findings.h"

#include <glib/gi18n.h>
#include <string.h>

#define LIMITS "/proc/self/limits"
#define CONTROL_GROUPS "/sys/fs/cgroup"
#define NO_LIMIT G_MAXUINT64

/* A graphical machine of today starts with 2 GiB of memory, and its system takes up to 10 GiB of a disk. */
#define MEMORY_COMFORTABLE (2ull * 1024 * 1024 * 1024)
#define FILE_COMFORTABLE (10ull * 1024 * 1024 * 1024)

/* What Linux starts with (INR_OPEN_CUR): QEMU has a file for each disk, channel and USB device. */
#define FILES_COMFORTABLE 1024

/* All threads of the person count: a desktop has many hundred, a machine some tens. */
#define PROCESSES_COMFORTABLE 1024

/* proc_pid_limits(5): "Max open files            1024                 524288               files", the soft limit
 * first. */
static guint64
get_limit (const char *text,
           const char *name)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", 64);
  guint64 limit;

  for (gsize i = 0; lines[i] != NULL; i++) {
    g_autofree char *soft = NULL;
    const char *rest;

    if (!g_str_has_prefix (lines[i], name))
      continue;
    rest = lines[i] + strlen (name);
    rest += strspn (rest, " \t");
    soft = g_strndup (rest, strcspn (rest, " \t"));
    return g_ascii_string_to_unsigned (soft, 10, 0, G_MAXUINT64, &limit, NULL) ? limit : NO_LIMIT;
  }

  return NO_LIMIT;
}

/* cgroups(7): "0::/user.slice/…" of the second version. (transfer full) (nullable) */
static char *
find_control_group (SprintHostReader *reader)
{
  g_autofree char *text = sprint_host_reader_read (reader, "/proc/self/cgroup");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", 64);

  for (gsize i = 0; lines[i] != NULL; i++) {
    /* One that is not below what is seen here begins with "/..". */
    if (g_str_has_prefix (lines[i], "0::/") && strstr (lines[i], "/../") == NULL && !g_str_has_suffix (lines[i], "/.."))
      return g_strdup (lines[i] + strlen ("0::"));
  }

  return NULL;
}

/* The smallest of the group's and of those above it. */
static guint64
find_memory_limit (SprintHostReader  *reader,
                   char             **place)
{
  g_autofree char *group = find_control_group (reader);
  guint64 smallest = NO_LIMIT;

  /* As many as a path has room for. */
  for (guint i = 0; group != NULL && i < 128; i++) {
    g_autofree char *file = g_build_filename (CONTROL_GROUPS, group, "memory.max", NULL);
    g_autofree char *text = sprint_host_reader_read_word (reader, file);
    g_autofree char *parent = g_path_get_dirname (group);
    guint64 limit;

    if (text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &limit, NULL) && limit < smallest) {
      smallest = limit;
      g_set_str (place, file);
    }
    if (g_str_equal (parent, group))
      break;
    g_set_str (&group, parent);
  }

  return smallest;
}

static char *
describe_number (guint64  limit,
                 gboolean bytes)
{
  if (limit == NO_LIMIT)
    return g_strdup (_("unlimited"));

  return bytes ? g_format_size_full (limit, G_FORMAT_SIZE_IEC_UNITS) : g_strdup_printf ("%" G_GUINT64_FORMAT, limit);
}

static char *
describe (const char *text,
          guint64     memory,
          const char *place)
{
  g_autofree char *space = describe_number (get_limit (text, "Max address space"), TRUE);
  g_autofree char *files = describe_number (get_limit (text, "Max open files"), FALSE);
  g_autofree char *processes = describe_number (get_limit (text, "Max processes"), FALSE);
  g_autofree char *size = describe_number (get_limit (text, "Max file size"), TRUE);
  g_autofree char *locked = describe_number (get_limit (text, "Max locked memory"), TRUE);
  g_autofree char *number = describe_number (memory, TRUE);
  g_autofree char *limits =
    /* Translators: a file, and five amounts; locked memory is memory that stays where it is */
    g_strdup_printf (_("%s: address space %s, open files %s, processes %s, file size %s\n"
                       "Locked memory %s: a machine that is handed a device needs as much as it has memory"),
                     LIMITS, space, files, processes, size, locked);

  return g_strdup_printf ("%s\n%s: %s", limits, place != NULL ? place : CONTROL_GROUPS, number);
}

static SprintFinding *
new_warning (const char *summary,
             const char *details,
             gboolean    group)
{
  SprintFinding *finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, summary, details);

  finding->remedy =
    sprint_remedy_new (group ? _("Give machines less memory. The limit is of the control group of this session: "
                                 "systemd has it from MemoryMax= of a unit, a container from whoever started it. Who "
                                 "looks after this computer can raise it.")
                             : _("The limit is from a file of /etc/security/limits.d, from /etc/security/limits.conf "
                                 "or from “ulimit” in a file of your shell. After it is raised there, log out and in "
                                 "again."), NULL, NULL);

  return finding;
}

SprintFinding *
sprint_find_limits (SprintHostReader *reader,
                    const char       *disk_folder)
{
  g_autofree char *text = sprint_host_reader_read (reader, LIMITS);
  g_autofree char *place = NULL;
  guint64 memory = find_memory_limit (reader, &place);
  g_autofree char *details = describe (text, memory, place);
  g_autofree char *summary = NULL;

  if (text == NULL || *text == '\0')
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("What your programs may take could not be read"), LIMITS);
  if (get_limit (text, "Max address space") != NO_LIMIT)
    return new_warning (_("The address space of your programs is limited: QEMU likely ends for want of it"), details,
                        FALSE);
  if (memory < MEMORY_COMFORTABLE) {
    g_autofree char *size = describe_number (memory, TRUE);

    /* Translators: an amount of memory */
    summary = g_strdup_printf (_("Your programs may take %s of memory together"), size);
    return new_warning (summary, details, TRUE);
  }
  if (get_limit (text, "Max file size") < FILE_COMFORTABLE) {
    g_autofree char *size = describe_number (get_limit (text, "Max file size"), TRUE);

    /* Translators: a size of files */
    summary = g_strdup_printf (_("Your files may have %s at most: a machine’s disk needs more"), size);
    return new_warning (summary, details, FALSE);
  }
  if (get_limit (text, "Max open files") < FILES_COMFORTABLE)
    return new_warning (_("Your programs may open only few files at a time"), details, FALSE);
  if (get_limit (text, "Max processes") < PROCESSES_COMFORTABLE)
    return new_warning (_("You may run only few programs at a time"), details, FALSE);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Your programs may take what machines need"), details);
}
