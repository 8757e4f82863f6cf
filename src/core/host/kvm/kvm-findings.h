/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/fact-check.h"

G_BEGIN_DECLS

/* What is asked about KVM; the last has no function. */
extern const SprintFact sprint_kvm_facts[];

/* KVM's modules in the kernel that runs. */
SprintFinding *sprint_find_kvm_modules (SprintHostReader *reader, const char *disk_folder);

/* /dev/kvm, there and open to this person. */
SprintFinding *sprint_find_kvm_device  (SprintHostReader *reader, const char *disk_folder);

/* Other programs that hold the processor's virtualization. */
SprintFinding *sprint_find_kvm_rival   (SprintHostReader *reader, const char *disk_folder);

G_END_DECLS
