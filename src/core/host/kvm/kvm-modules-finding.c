/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kvm-findings.h"

#include <glib/gi18n.h>

#include "core/host/processor/cpuinfo.h"
#include "core/host/processor/firmware-setting.h"
#include "core/host/processor/firmware-state.h"
#include "core/host/processor/outer-hypervisor.h"
#include "kernel-module.h"

#define FOLDER "kernel/arch/x86/kvm"

static SprintFinding *
warn (const char *summary,
      const char *details,
      const char *description,
      const char *command)
{
  SprintFinding *finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, summary, details);

  finding->remedy = sprint_remedy_new (description, NULL, command);

  return finding;
}

static SprintFinding *
find_blocked (const char *module,
              const char *file,
              const char *line)
{
  g_autofree char *details = g_strdup_printf ("%s: %s", file, line);
  /* Translators: a module of the kernel, such as kvm_intel */
  g_autofree char *summary = g_strdup_printf (_("The kernel is told not to load its module %s"), module);
  g_autofree char *description = NULL;
  g_autofree char *command = NULL;

  if (g_str_equal (file, "/proc/cmdline")) {
    /* Translators: a parameter of the kernel */
    description = g_strdup_printf (_("Remove “%s” from the kernel’s command line, then restart the computer."), line);
    return warn (summary, details, description, NULL);
  }

  /* What a package owns comes back with its next version. */
  if (!g_str_has_prefix (file, "/etc/")) {
    g_autofree char *name = g_path_get_basename (file);
    g_autofree char *place = g_build_filename ("/etc/modprobe.d", name, NULL);
    g_autofree char *quoted_line = g_shell_quote (line);
    g_autofree char *quoted_file = g_shell_quote (file);
    g_autofree char *quoted_place = g_shell_quote (place);

    /* Translators: a file; a line of it; another file */
    description = g_strdup_printf (_("The file %s says “%s”. Make a copy of the file without the line, %s, which takes "
                                     "its place, then restart the computer."), file, line, place);
    /* As whole words, for a line may be part of another, and be indented. */
    command = g_strdup_printf ("grep -vwF %s %s | sudo tee %s", quoted_line, quoted_file, quoted_place);
    return warn (summary, details, description, command);
  }

  /* Translators: a line of a file; the file */
  description = g_strdup_printf (_("Remove the line “%s” from the file %s, then restart the computer."), line, file);

  return warn (summary, details, description, NULL);
}

/*
 * Before 6.7 the kernel left AMD's flag, and kvm_amd refused (arch/x86/kernel/cpu/amd.c); those who run VirtualBox may
 * have taken it out. Inside a virtual machine there is no firmware to be asked.
 */
static gboolean
is_likely_off (SprintHostReader *reader)
{
  return sprint_kernel_is_before (reader, 6, 7) && sprint_kernel_module_is_loaded (reader, "kvm") &&
         !sprint_kernel_module_is_loaded (reader, "vboxdrv") && !sprint_kernel_module_is_loaded (reader, "vmmon") &&
         sprint_firmware_state_get (reader, TRUE) != SPRINT_FIRMWARE_STATE_ON &&
         sprint_outer_hypervisor_find (reader, NULL) == NULL;
}

static SprintFinding *
find_likely_off (SprintHostReader *reader)
{
  const gboolean sure = sprint_firmware_state_get (reader, TRUE) == SPRINT_FIRMWARE_STATE_OFF;

  return sprint_finding_take (SPRINT_CHECK_STATE_WARN,
                              sure ? _("Virtualization is turned off in the firmware")
                                   : _("Virtualization is likely turned off in the firmware"),
                              "/sys/module/kvm\n/proc/cpuinfo: svm\n/sys/module/kvm_amd: –",
                              sprint_firmware_remedy_new (reader, SPRINT_FIRMWARE_SETTING_VIRTUALIZATION));
}

static SprintFinding *
find_not_loaded (SprintHostReader *reader,
                 const char       *module,
                 const char       *file)
{
  g_autofree char *container = sprint_outer_hypervisor_find_container (reader, NULL);
  g_autofree char *place = NULL;
  g_autofree char *description = NULL;
  g_autofree char *command = NULL;
  g_autofree char *summary = NULL;
  SprintFinding *finding;

  /* The modules in a container are not those of the kernel that runs. */
  switch (container == NULL ? sprint_kernel_module_find_file (reader, FOLDER, file, &place)
                            : SPRINT_MODULE_FILE_UNKNOWN) {
  case SPRINT_MODULE_FILE_REPLACED:
    return warn (_("The kernel has likely been updated, and KVM’s modules for the one that runs are gone"), place,
                 _("Restart the computer, so that the new kernel runs."), NULL);
  case SPRINT_MODULE_FILE_ABSENT:
    /* Translators: a module of the kernel, such as kvm_intel */
    summary = g_strdup_printf (_("The kernel that runs comes without the module %s"), module);
    return warn (summary, place,
                 _("Install and start the distribution’s usual kernel, with all of its modules: those for the cloud, "
                   "for one, lack some."), NULL);
  case SPRINT_MODULE_FILE_PRESENT:
  case SPRINT_MODULE_FILE_UNKNOWN:
  default:
    break;
  }

  summary = g_strdup_printf (_("The kernel’s module %s is not loaded"), module);
  /* Translators: a module of the kernel, such as kvm_intel */
  description = g_strdup_printf (_("Load the module %s. If it is gone after the next start, write its name into the "
                                   "file /etc/modules-load.d/kvm.conf."), module);
  command = g_strdup_printf ("sudo modprobe %s", module);
  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, summary, place);
  finding->remedy = sprint_remedy_new_action (description, SPRINT_REMEDY_ACTION_LOAD_MODULE, module, command);

  return finding;
}

/* (nullable): the module with which the kernel drives this processor. */
static const char *
find_loaded (SprintHostReader *reader)
{
  static const char * const modules[] = { "kvm_intel", "kvm_amd", "kvm_pvm", "kvm_hv", "kvm_pr" };

  for (gsize i = 0; i < G_N_ELEMENTS (modules); i++) {
    if (sprint_kernel_module_is_loaded (reader, modules[i]))
      return modules[i];
  }

  return NULL;
}

static SprintFinding *
find_missing (SprintHostReader *reader)
{
  g_autofree char *cpuinfo = sprint_host_reader_read (reader, "/proc/cpuinfo");
  gboolean amd = cpuinfo != NULL && sprint_cpuinfo_is_amd (cpuinfo);
  const char *module = amd ? "kvm_amd" : "kvm_intel";
  g_autofree char *line = NULL;
  g_autofree char *file = NULL;

  /* Then the kernel would refuse it, and the processor's own check says why. */
  if (cpuinfo == NULL || !sprint_cpuinfo_has_flag (cpuinfo, amd ? "svm" : "vmx"))
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("KVM’s modules wait for a processor that virtualizes"),
                               module);

  file = sprint_kernel_module_find_block (reader, module, &line);
  if (file == NULL)
    file = sprint_kernel_module_find_block (reader, "kvm", &line);
  if (file != NULL)
    return find_blocked (module, file, line);

  if (amd && is_likely_off (reader))
    return find_likely_off (reader);

  return find_not_loaded (reader, module, amd ? "kvm-amd" : "kvm-intel");
}

SprintFinding *
sprint_find_kvm_modules (SprintHostReader *reader,
                         const char       *disk_folder)
{
  const char *loaded = find_loaded (reader);
  g_autofree char *details = NULL;

  if (loaded != NULL) {
    details = g_strdup_printf ("/sys/module/%s", loaded);
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("KVM is part of the kernel that runs"), details);
  }

  if (!sprint_cpuinfo_is_x86 (reader))
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Nothing to look after on a processor of this kind"), NULL);

  return find_missing (reader);
}
