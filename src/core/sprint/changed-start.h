/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "changed-description.h"

G_BEGIN_DECLS

/**
 * sprint_changed_start_async:
 * @machine: off, running or paused
 *
 * Changes the stored description of @machine and starts it from that. One that is not off is forced off first.
 * Fails with what @change says, or with %SPRINT_MACHINE_ERROR.
 */
void     sprint_changed_start_async  (SprintMachine           *machine,
                                      SprintDescriptionChange  change,
                                      GCancellable            *cancellable,
                                      GAsyncReadyCallback      callback,
                                      gpointer                 user_data);
gboolean sprint_changed_start_finish (SprintMachine           *machine,
                                      GAsyncResult            *result,
                                      GError                 **error);

G_END_DECLS
