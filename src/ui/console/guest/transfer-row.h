/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/guest/file-transfer.h"

G_BEGIN_DECLS

/**
 * SprintTransferRow:
 *
 * One file on its way into a guest.
 */
#define SPRINT_TYPE_TRANSFER_ROW (sprint_transfer_row_get_type ())
G_DECLARE_FINAL_TYPE (SprintTransferRow, sprint_transfer_row, SPRINT, TRANSFER_ROW, GtkListBoxRow)

GtkWidget *sprint_transfer_row_new (SprintFileTransfer *transfer);

G_END_DECLS
