/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/guest/file-transfers.h"

G_BEGIN_DECLS

/**
 * SprintFileSender:
 *
 * The ways in which a person has files copied to the guest: dropped on a widget, chosen in a dialog (the action
 * `send-files`), or those that are in the desktop's clipboard (`send-copied-files`, enabled while there are some).
 * The actions are enabled where the guest's agent takes files. What becomes of them is the list's to show.
 */
#define SPRINT_TYPE_FILE_SENDER (sprint_file_sender_get_type ())
G_DECLARE_FINAL_TYPE (SprintFileSender, sprint_file_sender, SPRINT, FILE_SENDER, GObject)

/**
 * sprint_file_sender_new:
 * @widget: takes the drops; must outlive the sender
 * @actions: is given the actions
 */
SprintFileSender *sprint_file_sender_new           (GtkWidget           *widget,
                                                    GActionMap          *actions);

/**
 * sprint_file_sender_set_transfers:
 * @transfers: (nullable): of the guest that is shown
 */
void              sprint_file_sender_set_transfers (SprintFileSender    *self,
                                                    SprintFileTransfers *transfers);

G_END_DECLS
