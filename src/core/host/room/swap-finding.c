/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room-findings.h"

#include <glib/gi18n.h>
#include <string.h>

/* A desktop, a web browser and one graphical machine fill less than this. */
#define MEMORY_ENOUGH (8ull * 1024 * 1024 * 1024)

/* Of the memory itself, the kernel keeps what is not seen. */
#define MEMORY_OF_KERNEL (MEMORY_ENOUGH / 16)

/* proc(5): a line of titles, then one for each with its name, type, size and more. (transfer full) */
static char *
describe (SprintHostReader *reader,
          gboolean         *zram)
{
  g_autofree char *text = sprint_host_reader_read (reader, "/proc/swaps");
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", 64);
  g_autoptr (GString) details = g_string_new (NULL);

  for (gsize i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
    const char *end = strpbrk (lines[i], " \t");

    if (end == NULL || lines[i][0] != '/')
      continue;
    *zram |= g_str_has_prefix (lines[i], "/dev/zram");
    g_string_append_printf (details, "\n/proc/swaps: %.*s", (int) (end - lines[i]), lines[i]);
  }

  return g_string_free (g_steal_pointer (&details), FALSE);
}

static SprintFinding *
find_none (guint64 memory)
{
  g_autofree char *size = g_format_size_full (memory, G_FORMAT_SIZE_IEC_UNITS);
  /* Translators: an amount of memory */
  g_autofree char *details = g_strdup_printf (_("SwapTotal: 0, with %s of memory"), size);
  SprintFinding *finding;

  if (memory >= MEMORY_ENOUGH - MEMORY_OF_KERNEL)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("There is no swap space, and likely no need for it"),
                               details);

  finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("There is no swap space, and little memory"), details);
  finding->remedy =
    sprint_remedy_new (_("If machines or applications end on their own, turn on swap in compressed memory (zram) or "
                         "make a swap file. Every distribution has a way of its own to do so: its manual tells."),
                       NULL, NULL);

  return finding;
}

SprintFinding *
sprint_find_swap (SprintHostReader *reader,
                  const char       *disk_folder)
{
  guint64 memory = sprint_meminfo_get (reader, "MemTotal");
  guint64 total = sprint_meminfo_get (reader, "SwapTotal");
  gboolean zram = FALSE;
  g_autofree char *swaps = describe (reader, &zram);
  g_autofree char *size = g_format_size_full (total, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *left = g_format_size_full (sprint_meminfo_get (reader, "SwapFree"), G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *free_words = NULL;
  g_autofree char *details = NULL;
  g_autofree char *summary = NULL;

  if (memory == 0)
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("How much swap space there is could not be read"),
                               "/proc/meminfo");
  if (total == 0)
    return find_none (memory);

  /* Translators: two amounts of memory */
  free_words = g_strdup_printf (_("%s of %s are free"), left, size);
  details = g_strconcat (free_words, swaps, NULL);
  /* Translators: an amount of memory */
  summary = g_strdup_printf (zram ? _("There are %s of swap space, in compressed memory (zram)")
                                  : _("There are %s of swap space"), size);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, details);
}
