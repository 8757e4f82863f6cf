/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "processor-findings.h"

#include <glib/gi18n.h>

#include "cpuinfo.h"
#include "firmware-setting.h"
#include "firmware-state.h"
#include "outer-hypervisor.h"

static SprintFinding *
find_not_passed_on (const SprintOuterHypervisor *outer,
                    const char                  *details)
{
  g_autofree char *summary = NULL;
  g_autofree char *description = NULL;
  SprintFinding *finding;

  if (outer->below)
    summary = g_strdup (_("This computer was started below Xen, where KVM cannot work"));
  else if (outer->name == NULL)
    summary = g_strdup (_("This computer is itself a virtual machine, and does not pass virtualization on"));
  else
    /* Translators: what runs this virtual machine, such as “VirtualBox” */
    summary = g_strdup_printf (_("This computer is itself a virtual machine (%s), and does not pass virtualization on"),
                               outer->name);
  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, summary, details);
  description = g_strconcat (_(outer->nesting), " ", _("Until then, machines are emulated in software."), NULL);
  finding->remedy = sprint_remedy_new (description, NULL, NULL);

  return finding;
}

/*
 * The kernel takes the flag away where the firmware has locked virtualization off: that of Intel since 5.6
 * (arch/x86/kernel/cpu/feat_ctl.c), that of AMD since 6.7. So a processor without it may have it all the same. All
 * of Intel's since 2012 do, which have SMEP, and of AMD's those of family 10h and later.
 */
static gboolean
is_likely_turned_off (const char *cpuinfo)
{
  g_autofree char *family = sprint_cpuinfo_get_line (cpuinfo, "cpu family");

  if (sprint_cpuinfo_is_amd (cpuinfo))
    return family != NULL && g_ascii_strtoull (family, NULL, 10) >= 0x10;

  return sprint_cpuinfo_has_flag (cpuinfo, "smep");
}

static const char *
get_missing_sentence (SprintFirmwareState  state,
                      const char          *cpuinfo)
{
  switch (state) {
  case SPRINT_FIRMWARE_STATE_OFF:
    return _("Virtualization is turned off in the firmware");
  case SPRINT_FIRMWARE_STATE_ON:
    return _("The kernel does not offer virtualization, although the firmware leaves it on");
  case SPRINT_FIRMWARE_STATE_UNKNOWN:
  default:
    return is_likely_turned_off (cpuinfo) ? _("Virtualization is likely turned off in the firmware")
                                          : _("The processor does not offer virtualization, or it is turned off");
  }
}

/* What is only likely, the administrator can see. */
static SprintRemedy *
new_missing_remedy (SprintHostReader    *reader,
                    SprintFirmwareState  state)
{
  g_autoptr (SprintRemedy) remedy = NULL;

  if (state == SPRINT_FIRMWARE_STATE_ON)
    return sprint_remedy_new (_("Start a kernel of your distribution’s that has KVM, without options that turn it "
                                "off."),
                              NULL, NULL);
  remedy = sprint_firmware_remedy_new (reader, SPRINT_FIRMWARE_SETTING_VIRTUALIZATION);
  if (state == SPRINT_FIRMWARE_STATE_OFF)
    return g_steal_pointer (&remedy);

  return sprint_remedy_new_action (sprint_remedy_get_description (remedy), SPRINT_REMEDY_ACTION_INSPECT, NULL,
                                   sprint_remedy_get_command (remedy));
}

static SprintFinding *
find_missing (SprintHostReader *reader,
              const char       *cpuinfo,
              const char       *model)
{
  const SprintFirmwareState state = sprint_firmware_state_get (reader, sprint_cpuinfo_is_amd (cpuinfo));
  g_autofree char *maker = sprint_firmware_describe (reader);
  g_autofree char *details = NULL;
  SprintFinding *finding;

  details = g_strdup_printf ("%s\n/proc/cpuinfo: flags without %s%s%s", model != NULL ? model : "?",
                             sprint_cpuinfo_is_amd (cpuinfo) ? "svm" : "vmx",
                             maker != NULL ? "\n/sys/class/dmi/id: " : "", maker != NULL ? maker : "");
  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, get_missing_sentence (state, cpuinfo), details);
  finding->remedy = new_missing_remedy (reader, state);

  return finding;
}

SprintFinding *
sprint_find_cpu_virtualization (SprintHostReader *reader,
                                const char       *disk_folder)
{
  const char *architecture = sprint_host_reader_get_architecture (reader);
  g_autofree char *cpuinfo = sprint_host_reader_read (reader, "/proc/cpuinfo");
  g_autofree char *model = NULL;
  g_autofree char *flags = NULL;
  const SprintOuterHypervisor *outer;
  gboolean vmx, svm;

  if (!sprint_cpuinfo_is_x86 (reader)) {
    g_autofree char *words_for_other =
      /* Translators: a kind of processor, "aarch64" */
      g_strdup_printf (_("Whether a processor of the kind %s can virtualize shows in the next checks"), architecture);

    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, words_for_other, NULL);
  }

  flags = cpuinfo != NULL ? sprint_cpuinfo_get_line (cpuinfo, "flags") : NULL;
  if (flags == NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_WARN, _("What this processor offers could not be read"),
                               "/proc/cpuinfo");

  model = sprint_cpuinfo_get_line (cpuinfo, "model name");
  vmx = sprint_cpuinfo_has_flag (cpuinfo, "vmx");
  svm = sprint_cpuinfo_has_flag (cpuinfo, "svm");
  outer = sprint_outer_hypervisor_find (reader, NULL);

  if ((!vmx && !svm) || (outer != NULL && outer->below))
    return outer != NULL ? find_not_passed_on (outer, model) : find_missing (reader, cpuinfo, model);

  if (outer != NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                               _("This virtual machine passes virtualization on to its guests"), model);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                             vmx ? _("The processor offers Intel VT-x") : _("The processor offers AMD-V"), model);
}
