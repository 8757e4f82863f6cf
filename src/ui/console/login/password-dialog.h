/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/session/console-login.h"

G_BEGIN_DECLS

/**
 * SprintPasswordDialog:
 *
 * Asks a person for the password of a guest's screen, and says why. Answers the login, or declines.
 */
#define SPRINT_TYPE_PASSWORD_DIALOG (sprint_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SprintPasswordDialog, sprint_password_dialog, SPRINT, PASSWORD_DIALOG, AdwAlertDialog)

/**
 * sprint_password_dialog_new:
 * @login: one that asks
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *sprint_password_dialog_new  (SprintConsoleLogin   *login);

/**
 * sprint_password_dialog_drop:
 *
 * Closes it without an answer.
 */
void       sprint_password_dialog_drop (SprintPasswordDialog *self);

G_END_DECLS
