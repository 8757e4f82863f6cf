/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/session/console-session.h"

G_BEGIN_DECLS

/**
 * SprintPasswordPrompt:
 *
 * Shows a password dialog over a widget for as long as a session asks and the widget is seen.
 */
#define SPRINT_TYPE_PASSWORD_PROMPT (sprint_password_prompt_get_type ())
G_DECLARE_FINAL_TYPE (SprintPasswordPrompt, sprint_password_prompt, SPRINT, PASSWORD_PROMPT, GObject)

/**
 * sprint_password_prompt_new:
 * @widget: (transfer none): what the dialog is for; not referenced, and to outlive the prompt
 */
SprintPasswordPrompt *sprint_password_prompt_new         (GtkWidget            *widget);
void                  sprint_password_prompt_set_session (SprintPasswordPrompt *self,
                                                          SprintConsoleSession *session);

G_END_DECLS
