/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/session/console-session.h"

G_BEGIN_DECLS

/**
 * SprintFileSender:
 *
 * Files that a person chooses, rather than drags, to be copied into the guest: the action send-files, while the
 * guest's agent takes files.
 *
 * ::problem (a [struct@GLib.Error]) is for a window to tell.
 */
#define SPRINT_TYPE_FILE_SENDER (sprint_file_sender_get_type ())
G_DECLARE_FINAL_TYPE (SprintFileSender, sprint_file_sender, SPRINT, FILE_SENDER, GObject)

/**
 * sprint_file_sender_new:
 * @parent: (transfer none): in whose window files are chosen; must outlive it
 * @actions: where to put the action
 */
SprintFileSender *sprint_file_sender_new         (GtkWidget            *parent,
                                                  GActionMap           *actions);

/**
 * sprint_file_sender_set_session:
 * @session: (nullable): whose guest gets the files
 */
void              sprint_file_sender_set_session (SprintFileSender     *self,
                                                  SprintConsoleSession *session);

G_END_DECLS
