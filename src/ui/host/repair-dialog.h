/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/repair/repairer.h"

G_BEGIN_DECLS

/**
 * sprint_repair_dialog_run_async:
 * @parent: where to ask
 * @repair: what is to be done
 * @undo: or to be taken back
 *
 * Says what will be done, as whom and how it is taken back; does it if the person agrees; says why where that failed,
 * over the window if @parent is closed by then. The task ends when the question is answered with no, or with the repair.
 */
void     sprint_repair_dialog_run_async  (GtkWidget           *parent,
                                          SprintRepairer      *repairer,
                                          const SprintRepair  *repair,
                                          gboolean             undo,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);

/**
 * sprint_repair_dialog_run_finish:
 *
 * Returns: whether anything was tried
 */
gboolean sprint_repair_dialog_run_finish (GAsyncResult        *result);

G_END_DECLS
