/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>

#include "qemu-program.h"

SprintFinding *
sprint_find_qemu (SprintHostReader *reader,
                  const char       *disk_folder)
{
  const char *architecture = sprint_host_reader_get_architecture (reader);
  static const char * const components[] = { "qemu", "spice", NULL };
  static const char * const tools[] = { "qemu", NULL };
  g_autofree char *program = NULL;
  g_autofree char *path = sprint_qemu_program_find (reader);
  g_autofree char *image_tool = sprint_host_reader_find_program (reader, "qemu-img");
  g_autofree char *summary = NULL;
  SprintFinding *finding;

  if (path == NULL) {
    program = g_strdup_printf ("qemu-system-%s", sprint_qemu_program_get_architecture (architecture));
    summary = g_strdup_printf (_("QEMU for %s is not installed"), architecture);
    finding = sprint_finding_new (SPRINT_CHECK_STATE_FAIL, summary, program);
    finding->remedy = sprint_remedy_new (_("Install QEMU."), components, NULL);
  } else if (image_tool == NULL) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_FAIL, _("QEMU’s tool for disks is not installed"), "qemu-img");
    finding->remedy = sprint_remedy_new (_("Install QEMU’s tools: libvirt makes a machine’s disk with them."),
                                         tools, NULL);
  } else {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("QEMU is installed"), path);
  }

  return finding;
}
