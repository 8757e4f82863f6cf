/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kvm-findings.h"

#include <glib/gi18n.h>

#include "kernel-module.h"

#define PARAMETER "/sys/module/kvm/parameters/enable_virt_at_load"

static const struct { const char *name, *module, *programs[3]; } rivals[] = {
  { "VirtualBox", "vboxdrv", { "VBoxManage", "VirtualBox", NULL } },
  { "VMware", "vmmon", { "vmware", "vmplayer", NULL } },
};

static gboolean
has_driver (SprintHostReader *reader)
{
  return sprint_kernel_module_is_loaded (reader, "kvm_intel") || sprint_kernel_module_is_loaded (reader, "kvm_amd");
}

/*
 * Since 6.12 KVM takes the processor's virtualization as its module is loaded, and keeps it; before, and with the
 * parameter off, whoever starts a machine first has it (virt/kvm/kvm_main.c of the kernel).
 */
static gboolean
kvm_is_first (SprintHostReader *reader)
{
  g_autofree char *value = sprint_host_reader_read_word (reader, PARAMETER);

  return value != NULL && (g_ascii_toupper (*value) == 'Y' || *value == '1') && has_driver (reader);
}

/* Where the parameter cannot be read. */
static gboolean
kvm_may_be_first (SprintHostReader *reader)
{
  return !sprint_host_reader_sees (reader, PARAMETER) && !sprint_kernel_is_before (reader, 6, 12) &&
         has_driver (reader);
}

static SprintFinding *
find_hidden (const char *name,
             const char *module)
{
  g_autofree char *details = g_strdup_printf ("/proc/modules: %s", module);
  g_autofree char *summary = NULL;
  g_autofree char *description = NULL;

  /* Translators: another program for virtual machines, “VirtualBox” */
  summary = g_strdup_printf (_("Whether KVM or %s has the processor’s virtualization first cannot be seen from within "
                               "Flatpak"), name);
  /* Translators: another program for virtual machines, “VirtualBox” */
  description = g_strdup_printf (_("If machines here do not start, shut down those of %s, then try again."), name);

  return sprint_finding_take (SPRINT_CHECK_STATE_NOTE, summary, details, sprint_remedy_new (description, NULL, NULL));
}

static SprintFinding *
find_loaded (SprintHostReader *reader,
             const char       *name,
             const char       *module)
{
  gboolean first = kvm_is_first (reader);
  g_autofree char *value = sprint_host_reader_read_word (reader, PARAMETER);
  g_autofree char *details = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *description = NULL;
  SprintFinding *finding;

  details = g_strdup_printf ("/sys/module/%s\n" PARAMETER ": %s", module, value != NULL ? value : "–");
  if (first) {
    /* Translators: another program for virtual machines, “VirtualBox” */
    summary =
      g_strdup_printf (_("KVM holds the processor’s virtualization, so that machines of %s will likely not start"),
                       name);
    /* Translators: another program for virtual machines, “VirtualBox” */
    description = g_strdup_printf (_("For machines here nothing needs to be done. To run those of %s at other times, "
                                     "add “kvm.enable_virt_at_load=0” to the kernel’s command line, then restart the "
                                     "computer: whoever starts a machine first has it then."), name);
  } else {
    /* Translators: another program for virtual machines, “VirtualBox” */
    summary = g_strdup_printf (_("While a machine of %s runs, machines here will likely not start"), name);
    /* Translators: another program for virtual machines, “VirtualBox” */
    description = g_strdup_printf (_("Shut down the machines of %s before you start one here. It and KVM cannot hold "
                                     "the processor’s virtualization at the same time."), name);
  }

  finding = sprint_finding_new (first ? SPRINT_CHECK_STATE_NOTE : SPRINT_CHECK_STATE_WARN, summary, details);
  finding->remedy = sprint_remedy_new (description, NULL, NULL);

  return finding;
}

SprintFinding *
sprint_find_kvm_rival (SprintHostReader *reader,
                       const char       *disk_folder)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rivals); i++) {
    if (!sprint_kernel_module_is_loaded (reader, rivals[i].module))
      continue;
    return kvm_may_be_first (reader) ? find_hidden (rivals[i].name, rivals[i].module)
                                     : find_loaded (reader, rivals[i].name, rivals[i].module);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (rivals); i++) {
    for (gsize j = 0; rivals[i].programs[j] != NULL; j++) {
      g_autofree char *path = sprint_host_reader_find_program (reader, rivals[i].programs[j]);
      g_autofree char *summary = NULL;

      if (path == NULL)
        continue;
      /* Translators: another program for virtual machines, “VirtualBox” */
      summary = g_strdup_printf (_("%s is installed, but does not hold the processor’s virtualization"),
                                 rivals[i].name);
      return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, path);
    }
  }

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("No other program holds the processor’s virtualization"), NULL);
}
