/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "finding.h"

G_BEGIN_DECLS

/**
 * sprint_kvm_proof_report_read:
 * @output: what sprint-kvm-proof has printed: a JSON object a line, each one step with "step", "result" (pass,
 *   skip or fail), "us", and where it failed "errno", "exit-reason", "suberror" or "text"
 * @cut_off: whether it did not come to its end
 *
 * Returns: (transfer full): what it means
 */
SprintFinding *sprint_kvm_proof_report_read (const char *output,
                                             gboolean    cut_off);

G_END_DECLS
