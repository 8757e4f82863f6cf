/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>

SprintFinding *
sprint_find_tpm (SprintHostReader *reader,
                 const char       *disk_folder)
{
  static const char * const components[] = { "tpm", NULL };
  g_autofree char *emulator = sprint_host_reader_find_program (reader, "swtpm");
  g_autofree char *setup = sprint_host_reader_find_program (reader, "swtpm_setup");
  g_autofree char *details = NULL;
  SprintFinding *finding;

  if (emulator != NULL && setup != NULL) {
    details = g_strdup_printf ("%s\n%s", emulator, setup);
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Machines can have a security chip"), details);
  }

  if (emulator == NULL)
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("The security chip for machines is not installed"),
                                  "swtpm");
  else
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                                  _("What sets up the security chip of a machine is not installed"), "swtpm_setup");
  finding->remedy = sprint_remedy_new (_("Install swtpm, which imitates a security chip (TPM). Windows 11 wants one."),
                                       components, NULL);

  return finding;
}
