/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "processor-findings.h"

#include <glib/gi18n.h>

#include "cpuinfo.h"

#define ONLINE "/sys/devices/system/cpu/online"

/* More than the kernel can be built for. */
#define MAX_PROCESSORS 65536

/* "0-3,6" are five: Documentation/admin-guide/cputopology.rst of the kernel. 0 where the list is none. */
static guint
count_list (const char *list)
{
  g_auto (GStrv) ranges = g_strsplit (list, ",", -1);
  guint64 count = 0;

  for (gsize i = 0; ranges[i] != NULL; i++) {
    char *end;
    guint64 first = g_ascii_strtoull (ranges[i], &end, 10);
    guint64 last = first;

    if (end == ranges[i])
      return 0;
    if (*end == '-' && g_ascii_isdigit (end[1]))
      last = g_ascii_strtoull (end + 1, &end, 10);
    if (*end != '\0' || last < first || last >= MAX_PROCESSORS)
      return 0;
    count += last - first + 1;
  }

  return MIN (count, MAX_PROCESSORS);
}

static char *
count_processors (guint processors)
{
  /* Translators: a number of logical processors */
  return g_strdup_printf (ngettext ("%u logical processor", "%u logical processors", processors), processors);
}

static char *
count_cores (guint cores)
{
  /* Translators: a number of processor cores */
  return g_strdup_printf (ngettext ("%u core", "%u cores", cores), cores);
}

static char *
describe (guint       processors,
          guint       cores,
          const char *online)
{
  g_autofree char *first = count_processors (processors);
  g_autofree char *second = count_cores (cores);

  return g_strconcat (first, cores > 0 ? "\n" : "", cores > 0 ? second : "",
                      online != NULL ? "\n" ONLINE ": " : "", online, NULL);
}

static char *
summarize (guint processors,
           guint cores)
{
  g_autofree char *first = count_processors (processors);
  g_autofree char *second = count_cores (cores);

  if (cores > 0 && cores < processors)
    /* Translators: “8 logical processors”, “4 cores” */
    return g_strdup_printf (_("There are %s on %s"), first, second);

  return g_strdup_printf (ngettext ("There is %u processor", "There are %u processors", processors), processors);
}

SprintFinding *
sprint_find_cores (SprintHostReader *reader,
                   const char       *disk_folder)
{
  g_autofree char *online = sprint_host_reader_read_word (reader, ONLINE);
  g_autofree char *cpuinfo = sprint_host_reader_read (reader, "/proc/cpuinfo");
  g_autofree char *details = NULL;
  g_autofree char *summary = NULL;
  guint cores = 0;
  guint listed = cpuinfo != NULL ? sprint_cpuinfo_count (cpuinfo, &cores) : 0;
  guint processors = online != NULL ? count_list (online) : 0;
  SprintFinding *finding;

  if (processors == 0)
    processors = listed;
  /* Some are not in the part that was read. */
  if (listed < processors)
    cores = 0;
  if (processors == 0)
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("How many processors there are could not be read"),
                               ONLINE "\n/proc/cpuinfo");

  details = describe (processors, cores, online);
  if (processors == 1) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                  _("There is one processor only, which machines and this computer share"), details);
    finding->remedy =
      sprint_remedy_new (_("If this computer is itself a virtual machine, give it two processors or more. Otherwise "
                           "this cannot be put right here: let other work rest while a machine runs."), NULL, NULL);
    return finding;
  }

  summary = summarize (processors, cores);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, details);
}
