/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "software-findings.h"

#include <glib/gi18n.h>

#include "qemu-descriptor.h"
#include "virtiofs-program.h"

/* Where libvirt learns of it: QEMU's docs/interop/vhost-user.json. */
static char *
find_described (SprintHostReader  *reader,
                char             **description)
{
  g_autoptr (GPtrArray) descriptors = sprint_qemu_descriptor_read_all (reader, "vhost-user");

  for (guint i = 0; i < descriptors->len; i++) {
    SprintQemuDescriptor *descriptor = g_ptr_array_index (descriptors, i);
    const char *type = sprint_qemu_descriptor_get_text (descriptor->object, "type");
    const char *binary = sprint_qemu_descriptor_get_text (descriptor->object, "binary");

    if (g_strcmp0 (type, "fs") != 0 || binary == NULL || !g_path_is_absolute (binary) ||
        !sprint_host_reader_exists (reader, binary))
      continue;
    *description = g_strdup (descriptor->path);
    return g_strdup (binary);
  }

  return NULL;
}

SprintFinding *
sprint_find_virtiofs (SprintHostReader *reader,
                      const char       *disk_folder)
{
  static const char * const components[] = { "virtiofs", NULL };
  g_autofree char *description = NULL;
  g_autofree char *described = find_described (reader, &description);
  g_autofree char *path = sprint_virtiofs_program_find (reader);
  g_autofree char *details = NULL;
  SprintFinding *finding;

  if (described != NULL) {
    details = g_strdup_printf ("%s\n%s", described, description);
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Folders can be shared with machines"), details);
  }

  if (path != NULL) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                                  _("The program for shared folders is there, but libvirt does not find it"), path);
    finding->remedy = sprint_remedy_new (_("Install virtiofsd from your distribution’s package, which tells libvirt "
                                           "of it with a file in /usr/share/qemu/vhost-user."), components, NULL);
  } else {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("The program for shared folders is not installed"),
                                  "virtiofsd");
    finding->remedy = sprint_remedy_new (_("Install virtiofsd if machines are to see a folder of this computer."),
                                         components, NULL);
  }

  return finding;
}
