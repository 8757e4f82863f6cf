/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintTransferState:
 * @SPRINT_TRANSFER_WAITING: for others before it
 * @SPRINT_TRANSFER_COPYING: on its way
 * @SPRINT_TRANSFER_DONE: in the guest
 * @SPRINT_TRANSFER_FAILED: see error; nothing usable of it is in the guest
 * @SPRINT_TRANSFER_CANCELLED: by the person
 */
typedef enum {
  SPRINT_TRANSFER_WAITING,
  SPRINT_TRANSFER_COPYING,
  SPRINT_TRANSFER_DONE,
  SPRINT_TRANSFER_FAILED,
  SPRINT_TRANSFER_CANCELLED,
} SprintTransferState;

/**
 * SprintFileTransfer:
 *
 * One file on its way into a guest.
 *
 * Properties: name, state, fraction (0 to 1), error.
 */
#define SPRINT_TYPE_FILE_TRANSFER (sprint_file_transfer_get_type ())
G_DECLARE_FINAL_TYPE (SprintFileTransfer, sprint_file_transfer, SPRINT, FILE_TRANSFER, GObject)

SprintFileTransfer  *sprint_file_transfer_new             (GFile              *file);

/**
 * sprint_file_transfer_cancel:
 *
 * Gives it up, where it has not ended.
 */
void                 sprint_file_transfer_cancel          (SprintFileTransfer *self);

/**
 * sprint_file_transfer_start:
 *
 * For who carries it, as the next two: it is on its way.
 */
void                 sprint_file_transfer_start           (SprintFileTransfer *self);

/**
 * sprint_file_transfer_set_progress:
 * @done: bytes
 * @total: bytes; 0 while it is not known
 */
void                 sprint_file_transfer_set_progress    (SprintFileTransfer *self,
                                                           goffset             done,
                                                           goffset             total);

/**
 * sprint_file_transfer_finish:
 * @error: (nullable): why it failed
 *
 * Does nothing for one that has ended.
 */
void                 sprint_file_transfer_finish          (SprintFileTransfer *self,
                                                           const GError       *error);
/* With an error of G_IO_ERROR. */
void                 sprint_file_transfer_fail            (SprintFileTransfer *self,
                                                           int                 code,
                                                           const char         *sentence);
gboolean             sprint_file_transfer_get_ended       (SprintFileTransfer *self);
SprintTransferState  sprint_file_transfer_get_state       (SprintFileTransfer *self);
double               sprint_file_transfer_get_fraction    (SprintFileTransfer *self);

/**
 * sprint_file_transfer_get_name:
 *
 * Returns: what a person calls the file, in UTF-8
 */
const char          *sprint_file_transfer_get_name        (SprintFileTransfer *self);

/**
 * sprint_file_transfer_get_error:
 *
 * Returns: (nullable): why it failed
 */
const GError        *sprint_file_transfer_get_error       (SprintFileTransfer *self);
GFile               *sprint_file_transfer_get_file        (SprintFileTransfer *self);

/**
 * sprint_file_transfer_get_cancellable:
 *
 * Returns: (transfer none): cancelled by sprint_file_transfer_cancel()
 */
GCancellable        *sprint_file_transfer_get_cancellable (SprintFileTransfer *self);

G_END_DECLS
