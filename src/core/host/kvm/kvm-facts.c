/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kvm-findings.h"

#include <glib/gi18n.h>

const SprintFact sprint_kvm_facts[] = {
  { { "kvm-modules", SPRINT_CHECK_GROUP_KVM, SPRINT_CHECK_SCOPE_MACHINES, N_("KVM in the kernel"),
      N_("KVM comes in modules of the kernel, one of them for this very kind of processor."), TRUE },
    sprint_find_kvm_modules },
  { { "kvm-device", SPRINT_CHECK_GROUP_KVM, SPRINT_CHECK_SCOPE_MACHINES, N_("Access to KVM"),
      N_("KVM is the part of the kernel that runs machines on the processor.") },
    sprint_find_kvm_device },
  { { "kvm-rival", SPRINT_CHECK_GROUP_KVM, SPRINT_CHECK_SCOPE_MACHINES, N_("Other virtualization programs"),
      N_("Only one program at a time can hold the processor’s virtualization."), TRUE },
    sprint_find_kvm_rival },
  { { NULL }, NULL },
};
