/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "processor-findings.h"

#include <glib/gi18n.h>

#include "cpuinfo.h"

static SprintFinding *
find_off (const char *module,
          const char *details)
{
  g_autofree char *command = NULL;
  SprintFinding *finding;

  finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("Machines cannot run machines of their own"), details);
  command = g_strdup_printf ("echo 'options %s nested=1' | sudo tee /etc/modprobe.d/kvm-nested.conf", module);
  finding->remedy =
    sprint_remedy_new (_("If you want to run machines within machines, set KVM’s parameter “nested”, then restart the "
                         "computer."), NULL, command);

  return finding;
}

SprintFinding *
sprint_find_nested (SprintHostReader *reader,
                    const char       *disk_folder)
{
  /* Documentation/virt/kvm/x86/running-nested-guests.rst of the kernel: on by default since 4.20. */
  static const char * const modules[] = { "kvm_intel", "kvm_amd" };

  for (gsize i = 0; i < G_N_ELEMENTS (modules); i++) {
    g_autofree char *path = g_strdup_printf ("/sys/module/%s/parameters/nested", modules[i]);
    g_autofree char *value = sprint_host_reader_read_word (reader, path);
    g_autofree char *details = NULL;

    if (value == NULL || *value == '\0')
      continue;

    details = g_strdup_printf ("%s: %s", path, value);
    if (g_ascii_toupper (*value) != 'Y' && *value != '1')
      return find_off (modules[i], details);
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Machines can run machines of their own"), details);
  }

  if (!sprint_cpuinfo_is_x86 (reader))
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Nothing to look after on a processor of this kind"), NULL);

  return sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                             sprint_host_reader_sees (reader, "/sys/module")
                               ? _("Whether machines can run machines of their own shows once KVM is there")
                               : _("Whether machines can run machines of their own cannot be seen from within Flatpak"),
                             "/sys/module/kvm_intel, /sys/module/kvm_amd");
}
