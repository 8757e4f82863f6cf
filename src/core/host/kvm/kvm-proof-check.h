/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "acceleration-record.h"
#include "core/host/check/check.h"

G_BEGIN_DECLS

/**
 * SprintKvmProofCheck:
 *
 * Whether KVM really runs guests: proved by a tiny one in a child process, and by what guests have
 * taught since.
 */
#define SPRINT_TYPE_KVM_PROOF_CHECK (sprint_kvm_proof_check_get_type ())
G_DECLARE_FINAL_TYPE (SprintKvmProofCheck, sprint_kvm_proof_check, SPRINT, KVM_PROOF_CHECK, SprintCheck)

/**
 * sprint_kvm_proof_check_new:
 * @helper: the helper program's path
 * @device: the device's path, "/dev/kvm"
 * @record: what guests have taught; watched
 * @deadline: milliseconds that the helper may take
 */
SprintCheck *sprint_kvm_proof_check_new (const char               *helper,
                                         const char               *device,
                                         SprintAccelerationRecord *record,
                                         guint                     deadline);

/* Whether the tiny guest ran, whatever guests have taught. */
gboolean     sprint_kvm_proof_check_get_proved (SprintKvmProofCheck *self);

G_END_DECLS
