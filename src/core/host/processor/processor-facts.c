/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "processor-findings.h"

#include <glib/gi18n.h>

const SprintFact sprint_processor_facts[] = {
  { { "cpu-virtualization", SPRINT_CHECK_GROUP_PROCESSOR, SPRINT_CHECK_SCOPE_MACHINES, N_("Processor"),
      N_("Hardware virtualization lets machines use the processor itself.") },
    sprint_find_cpu_virtualization },
  { { "nested-paging", SPRINT_CHECK_GROUP_PROCESSOR, SPRINT_CHECK_SCOPE_MACHINES, N_("Nested paging"),
      N_("With it the processor itself keeps apart the memory of machines, which makes them much faster."), TRUE },
    sprint_find_nested_paging },
  { { "inside-machine", SPRINT_CHECK_GROUP_PROCESSOR, SPRINT_CHECK_SCOPE_MACHINES, N_("Real or virtual computer"),
      N_("A computer that is itself a virtual machine has only the virtualization that is passed on to it."), TRUE },
    sprint_find_inside_machine },
  { { "cores", SPRINT_CHECK_GROUP_PROCESSOR, SPRINT_CHECK_SCOPE_MACHINES, N_("Number of processors"),
      N_("A machine and the computer around it work at the same time, each on a processor of its own at best."), TRUE },
    sprint_find_cores },
  { { "iommu", SPRINT_CHECK_GROUP_PROCESSOR, SPRINT_CHECK_SCOPE_FEATURE, N_("Handing over devices (IOMMU)"),
      N_("With an IOMMU a machine can be given a device of this computer, such as a graphics card, for itself.") },
    sprint_find_iommu },
  { { "nested", SPRINT_CHECK_GROUP_PROCESSOR, SPRINT_CHECK_SCOPE_FEATURE, N_("Machines within machines"),
      N_("A machine that is to run machines of its own needs the processor’s virtualization passed on to it.") },
    sprint_find_nested },
  { { NULL }, NULL },
};
