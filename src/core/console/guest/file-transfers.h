/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "file-transfer.h"
#include "guest-agent.h"

G_BEGIN_DECLS

/**
 * SPRINT_TRANSFERS_MAX:
 *
 * How many files are in the list at most.
 */
#define SPRINT_TRANSFERS_MAX 1000

/**
 * SprintFileTransfers:
 *
 * The files on their way into a guest, one after the other: a [iface@Gio.ListModel] of
 * [class@FileTransfer], the oldest first. Those that have ended stay until they are removed. Knows no
 * protocol: ::start(transfer) is emitted for the next one when its turn has come, and whoever carries it
 * takes it from there to its end.
 */
#define SPRINT_TYPE_FILE_TRANSFERS (sprint_file_transfers_get_type ())
G_DECLARE_FINAL_TYPE (SprintFileTransfers, sprint_file_transfers, SPRINT, FILE_TRANSFERS, GObject)

/**
 * sprint_file_transfers_new:
 * @agent: what takes the files in the guest; without it each fails, and says why
 */
SprintFileTransfers *sprint_file_transfers_new          (SprintGuestAgent    *agent);

/**
 * sprint_file_transfers_add:
 * @files: (element-type GFile): what to copy, in that order
 *
 * What would be more than %SPRINT_TRANSFERS_MAX is left out; the last one says so.
 */
void                 sprint_file_transfers_add          (SprintFileTransfers *self,
                                                         GSList              *files);

/**
 * sprint_file_transfers_cancel_all:
 *
 * Cancels all that have not ended.
 */
void                 sprint_file_transfers_cancel_all   (SprintFileTransfers *self);

/**
 * sprint_file_transfers_remove_ended:
 *
 * Takes those out of the list that are done, have failed or were cancelled.
 */
void                 sprint_file_transfers_remove_ended (SprintFileTransfers *self);

/**
 * sprint_file_transfers_get_agent:
 *
 * Returns: (transfer none): of the guest that the files are for
 */
SprintGuestAgent    *sprint_file_transfers_get_agent    (SprintFileTransfers *self);

G_END_DECLS
