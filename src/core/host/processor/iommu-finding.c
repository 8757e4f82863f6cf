/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "processor-findings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cpuinfo.h"
#include "firmware-setting.h"
#include "outer-hypervisor.h"

#define GROUPS "/sys/kernel/iommu_groups"
#define TABLES "/sys/firmware/acpi/tables/"
#define UNITS "/sys/class/iommu"

/* Of the kernel's Documentation/admin-guide/kernel-parameters.txt: what turns it off. (nullable) */
static const char *
find_parameter (SprintHostReader *reader)
{
  static const char * const parameters[] = { "intel_iommu=off", "amd_iommu=off", "iommu=off" };
  g_autofree char *line = sprint_host_reader_read_word (reader, "/proc/cmdline");
  g_auto (GStrv) words = g_strsplit_set (line != NULL ? line : "", " \t\n", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (parameters); i++) {
    if (g_strv_contains ((const char * const *) words, parameters[i]))
      return parameters[i];
  }

  return NULL;
}

/* (nullable): what adds a parameter to the kernel's on distributions that have one command for it. */
static const char *
find_command (SprintHostReader *reader)
{
  g_autofree char *grubby = sprint_host_reader_find_program (reader, "grubby");

  if (sprint_host_reader_exists (reader, "/run/ostree-booted"))
    return "sudo rpm-ostree kargs --append=intel_iommu=on";

  return grubby != NULL ? "sudo grubby --update-kernel=ALL --args=intel_iommu=on" : NULL;
}

static SprintRemedy *
make_remedy (SprintHostReader *reader,
             const char       *parameter,
             gboolean          dmar)
{
  g_autofree char *description = NULL;

  if (parameter != NULL) {
    /* Translators: a parameter of the kernel, “iommu=off” */
    description = g_strdup_printf (_("If you want to hand devices to machines, remove “%s” from the kernel’s command "
                                     "line, then restart the computer."), parameter);
    return sprint_remedy_new (description, NULL, NULL);
  }

  /* The firmware offers Intel's, and many kernels leave it off until they are told. */
  if (dmar)
    return sprint_remedy_new (_("If you want to hand devices to machines, add “intel_iommu=on” to the kernel’s command "
                                "line (where there is GRUB, to GRUB_CMDLINE_LINUX in /etc/default/grub, then have GRUB "
                                "configured anew), then restart the computer."), NULL, find_command (reader));

  return sprint_firmware_remedy_new (reader, SPRINT_FIRMWARE_SETTING_IOMMU);
}

static SprintFinding *
find_off (SprintHostReader *reader)
{
  const SprintOuterHypervisor *outer = sprint_outer_hypervisor_find (reader, NULL);
  const char *parameter = find_parameter (reader);
  gboolean dmar = sprint_host_reader_exists (reader, TABLES "DMAR");
  gboolean offered = dmar || sprint_host_reader_exists (reader, TABLES "IVRS");
  gboolean seen = sprint_host_reader_sees (reader, GROUPS);
  /* Translators: a folder */
  g_autofree char *empty = g_strdup_printf (_("%s is empty or not there"), seen ? GROUPS : UNITS);
  g_autofree char *details = NULL;
  const char *summary;
  SprintFinding *finding;

  if (outer != NULL && !outer->below)
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                               _("This computer is itself a virtual machine, and has no IOMMU"), empty);
  /* Xen keeps it to itself, and hides the firmware's tables of it. */
  if (outer != NULL || !sprint_cpuinfo_is_x86 (reader))
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE, _("The kernel uses no IOMMU"), empty);
  if (parameter == NULL && !seen)
    return sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                               _("The kernel uses no IOMMU; why cannot be seen from within Flatpak"), empty);

  if (parameter != NULL)
    summary = _("The IOMMU is turned off by the kernel’s command line");
  else
    summary = offered ? _("The IOMMU is not used by the kernel") : _("The IOMMU is likely turned off in the firmware");
  if (parameter != NULL)
    details = g_strconcat (empty, "\n/proc/cmdline: ", parameter, NULL);
  else if (offered)
    details = g_strconcat (empty, "\n", TABLES, dmar ? "DMAR" : "IVRS", NULL);
  else
    /* Translators: a folder */
    details = g_strdup_printf (_("%s\nNeither DMAR nor IVRS is in %s"), empty, TABLES);
  finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, summary, details);
  finding->remedy = make_remedy (reader, parameter, dmar);

  return finding;
}

SprintFinding *
sprint_find_iommu (SprintHostReader *reader,
                   const char       *disk_folder)
{
  g_auto (GStrv) groups = sprint_host_reader_list (reader, GROUPS);
  g_auto (GStrv) units = sprint_host_reader_list (reader, UNITS);
  g_autoptr (GString) details = g_string_new (NULL);
  g_autofree char *joined = NULL;
  guint n = g_strv_length (groups);

  if (n == 0 && units[0] == NULL)
    return find_off (reader);

  /* A Flatpak sees the units only. */
  if (n > 0)
    g_string_append_printf (details, GROUPS ": %u\n", n);
  joined = g_strjoinv (", ", units);
  g_string_append_printf (details, UNITS ": %s", joined);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("The IOMMU is on: devices can be handed to machines"),
                             details->str);
}
