/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/machine/machine.h"

G_BEGIN_DECLS

/**
 * SprintDescriptionChange:
 * @description: what is stored of a machine
 *
 * Returns: (transfer full): what is to be stored instead; %NULL with @error: nothing is changed
 */
typedef GVirConfigDomain *(*SprintDescriptionChange) (GVirConfigDomain *description, GError **error);

/**
 * sprint_changed_description_async:
 * @change: what to make of it
 *
 * Changes the stored description of @machine, for its next start. Fails with what @change says, or with
 * %SPRINT_MACHINE_ERROR.
 */
void     sprint_changed_description_async  (SprintMachine            *machine,
                                            SprintDescriptionChange   change,
                                            GCancellable             *cancellable,
                                            GAsyncReadyCallback       callback,
                                            gpointer                  user_data);
gboolean sprint_changed_description_finish (SprintMachine            *machine,
                                            GAsyncResult             *result,
                                            GError                  **error);

G_END_DECLS
