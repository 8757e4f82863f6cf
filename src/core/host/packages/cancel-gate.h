/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "package-progress.h"

G_BEGIN_DECLS

/**
 * SprintCancelGate:
 *
 * Keeps a cancellation until PackageKit says that it can be: told to cancel, it does, and apt's backend ends dpkg in
 * the middle of its work.
 */
typedef struct _SprintCancelGate SprintCancelGate;

/* @asked: (nullable): what the person cancels */
SprintCancelGate *sprint_cancel_gate_new             (GCancellable          *asked,
                                                      SprintPackageProgress *progress);
void              sprint_cancel_gate_free            (SprintCancelGate      *self);

/* (transfer none): what to give to PackageKit's library */
GCancellable     *sprint_cancel_gate_get_cancellable (SprintCancelGate      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintCancelGate, sprint_cancel_gate_free)

G_END_DECLS
