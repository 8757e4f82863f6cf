/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/guest/file-transfers.h"

G_BEGIN_DECLS

/**
 * SprintTransferList:
 *
 * A card with the files on their way into a guest, each with its progress, its error and a button to cancel
 * it. It is there while there are any, goes by itself when all are in the guest, and stays for what went
 * wrong until somebody closes it.
 */
#define SPRINT_TYPE_TRANSFER_LIST (sprint_transfer_list_get_type ())
G_DECLARE_FINAL_TYPE (SprintTransferList, sprint_transfer_list, SPRINT, TRANSFER_LIST, AdwBin)

void sprint_transfer_list_set_transfers (SprintTransferList  *self,
                                         SprintFileTransfers *transfers);

G_END_DECLS
