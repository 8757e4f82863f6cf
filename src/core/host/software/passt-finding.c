/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>

SprintFinding *
sprint_find_passt (SprintHostReader *reader,
                   const char       *disk_folder)
{
  static const char * const components[] = { "passt", NULL };
  g_autofree char *path = sprint_host_reader_find_program (reader, "passt");
  SprintFinding *finding;

  if (path != NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Ports can be forwarded to machines"), path);

  finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("passt is not installed"), "passt");
  finding->remedy = sprint_remedy_new (_("Install passt if programs on this computer are to reach a machine through a "
                                         "port. Machines reach the network without it."), components, NULL);

  return finding;
}
