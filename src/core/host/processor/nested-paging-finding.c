/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "processor-findings.h"

#include <glib/gi18n.h>

#include "cpuinfo.h"

/* What KVM's modules say of it: Documentation/admin-guide/kernel-parameters.txt of the kernel. */
static const struct { const char *module, *parameter, *path, *flag; } kinds[] = {
  { "kvm_intel", "ept", "/sys/module/kvm_intel/parameters/ept", "vmx" },
  { "kvm_amd", "npt", "/sys/module/kvm_amd/parameters/npt", "svm" },
};

static SprintFinding *
find_without (const char *module,
              const char *parameter,
              const char *path,
              gboolean    offered)
{
  g_autofree char *details = NULL;
  g_autofree char *description = NULL;
  SprintFinding *finding;

  if (offered) {
    details = g_strdup_printf ("%s: N\n/proc/cpuinfo: flags with %s", path, parameter);
    finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, _("Nested paging is turned off for KVM"), details);
    /* Translators: a parameter of the kernel, “ept=0”; a module of the kernel */
    description = g_strdup_printf (_("Remove “%s=0” for the module %s from the files in /etc/modprobe.d and from the "
                                     "kernel’s command line, then restart the computer."), parameter, module);
    finding->remedy = sprint_remedy_new (description, NULL, NULL);
    return finding;
  }

  details = g_strdup_printf ("/proc/cpuinfo: flags without %s", parameter);
  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, _("The processor offers no nested paging"), details);
  finding->remedy =
    sprint_remedy_new (_("This cannot be put right here. Machines run, but slower where they use much memory."),
                       NULL, NULL);

  return finding;
}

SprintFinding *
sprint_find_nested_paging (SprintHostReader *reader,
                           const char       *disk_folder)
{
  g_autofree char *cpuinfo = sprint_host_reader_read (reader, "/proc/cpuinfo");

  if (!sprint_cpuinfo_is_x86 (reader))
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Nothing to look after on a processor of this kind"), NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *used = sprint_host_reader_read_word (reader, kinds[i].path);
    gboolean offered = cpuinfo != NULL && sprint_cpuinfo_has_flag (cpuinfo, kinds[i].parameter);
    g_autofree char *details = NULL;

    if (used == NULL && (cpuinfo == NULL || !sprint_cpuinfo_has_flag (cpuinfo, kinds[i].flag)))
      continue;

    if (used != NULL ? g_ascii_toupper (*used) != 'Y' && *used != '1' : !offered)
      return find_without (kinds[i].module, kinds[i].parameter, kinds[i].path, offered);

    details = used != NULL ? g_strdup_printf ("%s: %s", kinds[i].path, used)
                           : g_strdup_printf ("/proc/cpuinfo: flags with %s", kinds[i].parameter);
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Nested paging is used"), details);
  }

  return sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                             _("Whether there is nested paging shows once there is virtualization"), NULL);
}
