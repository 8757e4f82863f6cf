/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/fact-check.h"

G_BEGIN_DECLS

/* What is asked about the processor; the last has no function. */
extern const SprintFact sprint_processor_facts[];

/* The processor's virtualization, from /proc/cpuinfo. */
SprintFinding *sprint_find_cpu_virtualization (SprintHostReader *reader, const char *disk_folder);

/* EPT or NPT, from the parameters of KVM's modules and /proc/cpuinfo. */
SprintFinding *sprint_find_nested_paging      (SprintHostReader *reader, const char *disk_folder);

/* Whether this computer is itself a virtual machine, or this system in a container. */
SprintFinding *sprint_find_inside_machine     (SprintHostReader *reader, const char *disk_folder);

/* How many processors there are. */
SprintFinding *sprint_find_cores              (SprintHostReader *reader, const char *disk_folder);

/* Whether devices can be handed to machines. */
SprintFinding *sprint_find_iommu              (SprintHostReader *reader, const char *disk_folder);

/* Whether machines can run machines. */
SprintFinding *sprint_find_nested             (SprintHostReader *reader, const char *disk_folder);

G_END_DECLS
