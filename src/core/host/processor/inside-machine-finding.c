/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "processor-findings.h"

#include <glib/gi18n.h>

#include "cpuinfo.h"
#include "outer-hypervisor.h"

static gboolean
may_virtualize (SprintHostReader *reader)
{
  g_autofree char *cpuinfo = sprint_host_reader_read (reader, "/proc/cpuinfo");

  if (!sprint_cpuinfo_is_x86 (reader))
    return sprint_host_reader_exists (reader, "/dev/kvm");

  return cpuinfo != NULL &&
         (sprint_cpuinfo_has_flag (cpuinfo, "vmx") || sprint_cpuinfo_has_flag (cpuinfo, "svm"));
}

static SprintFinding *
find_in_container (SprintHostReader *reader,
                   const char       *container,
                   const char       *evidence)
{
  g_autofree char *summary = NULL;
  SprintFinding *finding;

  /* Translators: what manages the container, such as “docker” */
  summary = g_strdup_printf (_("This system runs in a container (%s)"), container);
  finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE, summary, evidence);
  finding->remedy =
    sprint_remedy_new (_("A container has the kernel and the processor of the computer around it. Where /dev/kvm is "
                         "not passed into it (“--device /dev/kvm” with Docker and Podman), machines are emulated in "
                         "software."), NULL, NULL);

  return finding;
}

static SprintFinding *
find_in_machine (SprintHostReader            *reader,
                 const SprintOuterHypervisor *outer,
                 const char                  *evidence)
{
  gboolean nested = !outer->below && may_virtualize (reader);
  g_autofree char *summary = NULL;
  SprintFinding *finding;

  if (outer->below)
    summary = g_strdup (_("This computer was started below Xen, where KVM cannot work"));
  else if (outer->name == NULL)
    summary = g_strdup (nested ? _("This computer is itself a virtual machine, and virtualization is passed on to it")
                               : _("This computer is itself a virtual machine"));
  else if (nested)
    /* Translators: what runs this virtual machine, such as “VirtualBox” */
    summary =
      g_strdup_printf (_("This computer is itself a virtual machine (%s), and virtualization is passed on to it"),
                       outer->name);
  else
    /* Translators: what runs this virtual machine, such as “VirtualBox” */
    summary = g_strdup_printf (_("This computer is itself a virtual machine (%s)"), outer->name);

  finding = sprint_finding_new (nested ? SPRINT_CHECK_STATE_PASS : SPRINT_CHECK_STATE_NOTE, summary, evidence);
  if (!nested)
    finding->remedy = sprint_remedy_new (_(outer->nesting), NULL, NULL);

  return finding;
}

SprintFinding *
sprint_find_inside_machine (SprintHostReader *reader,
                            const char       *disk_folder)
{
  g_autofree char *evidence = NULL;
  g_autofree char *container = sprint_outer_hypervisor_find_container (reader, &evidence);
  const SprintOuterHypervisor *outer;

  if (container != NULL)
    return find_in_container (reader, container, evidence);

  outer = sprint_outer_hypervisor_find (reader, &evidence);
  if (outer != NULL)
    return find_in_machine (reader, outer, evidence);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("This computer is not a virtual machine itself"), NULL);
}
