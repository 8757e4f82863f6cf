/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room-findings.h"

#include <glib/gi18n.h>
#include <string.h>

/* The kernel's Documentation/admin-guide/mm/transhuge.rst: "always [madvise] never". */
#define FOLDER "/sys/kernel/mm"
#define SETTING FOLDER "/transparent_hugepage/enabled"

/* (transfer full) (nullable): what is chosen. */
static char *
find_choice (const char *setting)
{
  const char *begin = setting != NULL ? strchr (setting, '[') : NULL;
  const char *end = begin != NULL ? strchr (begin, ']') : NULL;

  return end != NULL ? g_strndup (begin + 1, end - begin - 1) : NULL;
}

/* Those that are set aside, in pieces: the one of these that counts no KiB. */
static guint64
count_reserved (SprintHostReader *reader)
{
  return sprint_meminfo_get (reader, "HugePages_Total") / 1024;
}

static char *
describe (SprintHostReader *reader,
          const char       *setting)
{
  g_autofree char *size = g_format_size_full (sprint_meminfo_get (reader, "Hugepagesize"), G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, count_reserved (reader));

  /* Translators: a file, what is in it, a number, and an amount of memory */
  return g_strdup_printf (_("%s: %s\nSet aside: %s of %s"), SETTING, setting, number, size);
}

static SprintFinding *
new_finding (SprintHostReader *reader,
             SprintCheckState  state,
             const char       *summary,
             const char       *details)
{
  guint64 n = count_reserved (reader);
  guint64 piece = sprint_meminfo_get (reader, "Hugepagesize");
  g_autofree char *size = NULL;
  g_autofree char *whole = NULL;

  if (n == 0 || piece == 0 || n > G_MAXUINT64 / piece)
    return sprint_finding_new (state, summary, details);

  size = g_format_size_full (n * piece, G_FORMAT_SIZE_IEC_UNITS);
  /* Translators: what was found of memory in large pieces, and an amount of memory */
  whole = g_strdup_printf (_("%s; %s are set aside for programs that ask for just those"), summary, size);

  return sprint_finding_new (state, whole, details);
}

SprintFinding *
sprint_find_huge_pages (SprintHostReader *reader,
                        const char       *disk_folder)
{
  g_autofree char *setting = sprint_host_reader_read_word (reader, SETTING);
  g_autofree char *choice = find_choice (setting);
  g_autofree char *details = describe (reader, setting != NULL ? setting : "-");
  SprintFinding *finding;

  /* QEMU asks for them with madvise(2). */
  if (g_strcmp0 (choice, "always") == 0 || g_strcmp0 (choice, "madvise") == 0)
    return new_finding (reader, SPRINT_CHECK_STATE_PASS, _("Machines get their memory in large pieces"), details);
  /* A kernel that is built without has its other settings of memory all the same. */
  if (setting == NULL && sprint_host_reader_exists (reader, FOLDER) && !sprint_host_reader_exists (reader, SETTING))
    return new_finding (reader, SPRINT_CHECK_STATE_NOTE, _("The kernel gives out memory in small pieces only"),
                        details);
  if (g_strcmp0 (choice, "never") != 0)
    return new_finding (reader, SPRINT_CHECK_STATE_NOTE,
                        _("Whether machines get their memory in large pieces is not known"), details);

  finding = new_finding (reader, SPRINT_CHECK_STATE_NOTE, _("Memory in large pieces is turned off"), details);
  finding->remedy =
    sprint_remedy_new (_("If machines are to run a little faster, let programs ask for large pieces. The command "
                         "lasts until the next start; “transparent_hugepage=madvise” on the kernel’s command line "
                         "lasts for good."), NULL, "echo madvise | sudo tee " SETTING);

  return finding;
}
