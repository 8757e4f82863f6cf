/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/finding.h"

G_BEGIN_DECLS

/**
 * SprintKvmProofEnd:
 * @SPRINT_KVM_PROOF_ENDED: by itself
 * @SPRINT_KVM_PROOF_LATE: it was ended because it took too long
 * @SPRINT_KVM_PROOF_CRASHED: by a signal
 *
 * How sprint-kvm-proof has ended.
 */
typedef enum {
  SPRINT_KVM_PROOF_ENDED,
  SPRINT_KVM_PROOF_LATE,
  SPRINT_KVM_PROOF_CRASHED,
} SprintKvmProofEnd;

/**
 * sprint_kvm_proof_report_read:
 * @output: what sprint-kvm-proof has printed: a JSON object a line, each one step with "step", "result" (pass,
 *   skip or fail), "us", where it failed "errno", "exit-reason", "suberror" or "text", and where exits were timed
 *   "exit-ns", what one takes
 * @end: how it has ended
 *
 * Returns: (transfer full): what it means: a pass or, where KVM works but slowly, a note; else a warning. Its details
 *   are a line a step, for people
 */
SprintFinding *sprint_kvm_proof_report_read (const char        *output,
                                             SprintKvmProofEnd  end);

G_END_DECLS
