/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room-findings.h"

#include <glib/gi18n.h>

#define SETTING "/proc/sys/vm/overcommit_memory"

/* The kernel's Documentation/mm/overcommit-accounting.rst: 0 and 1 promise more than there is, 2 does not. */
#define NEVER "2"

SprintFinding *
sprint_find_memory_overcommit (SprintHostReader *reader,
                               const char       *disk_folder)
{
  g_autofree char *setting = sprint_host_reader_read_word (reader, SETTING);
  g_autofree char *limit = NULL;
  g_autofree char *promised = NULL;
  g_autofree char *details = NULL;
  SprintFinding *finding;

  if (g_strcmp0 (setting, NEVER) != 0) {
    details = setting != NULL && *setting != '\0' ? g_strconcat (SETTING ": ", setting, NULL) : g_strdup (SETTING);
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Machines are promised memory as usual"), details);
  }

  limit = g_format_size_full (sprint_meminfo_get (reader, "CommitLimit"), G_FORMAT_SIZE_IEC_UNITS);
  promised = g_format_size_full (sprint_meminfo_get (reader, "Committed_AS"), G_FORMAT_SIZE_IEC_UNITS);
  /* Translators: a file, and two amounts of memory */
  details = g_strdup_printf (_("%s: 2\n%s promised, %s at most"), SETTING, promised, limit);
  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                _("The kernel promises no more memory than there is: some machines will not start"),
                                details);
  finding->remedy =
    sprint_remedy_new (_("Give machines less memory, or have the kernel promise memory as it usually does. Somebody "
                         "has chosen otherwise, likely in a file of /etc/sysctl.d: ask whoever looks after this "
                         "computer first. The command lasts until the next start."), NULL,
                       "sudo sysctl vm.overcommit_memory=0");

  return finding;
}
