/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/typing/typing-plan.h"

G_BEGIN_DECLS

/**
 * SprintTypingDialog:
 *
 * Asks before a text is typed into a guest: how long it takes, what of it cannot be typed, and for which layout.
 *
 * The property layout is as #SprintLayoutRow has it. ::agreed is emitted when a person wants it typed, ::declined when
 * not.
 */
#define SPRINT_TYPE_TYPING_DIALOG (sprint_typing_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SprintTypingDialog, sprint_typing_dialog, SPRINT, TYPING_DIALOG, AdwAlertDialog)

/**
 * sprint_typing_dialog_new:
 * @preview: (nullable): the text, where its beginning is to be shown
 */
SprintTypingDialog *sprint_typing_dialog_new      (const char         *preview);

/**
 * sprint_typing_dialog_set_problem:
 * @words: translated: why it is not known what would be typed, until a plan is set
 */
void                sprint_typing_dialog_set_problem (SprintTypingDialog *self,
                                                      const char         *words);

/**
 * sprint_typing_dialog_set_plan:
 * @plan: (nullable): what would be typed; %NULL while that is not known
 * @seconds: how long it takes
 */
void                sprint_typing_dialog_set_plan (SprintTypingDialog *self,
                                                   SprintTypingPlan   *plan,
                                                   guint               seconds);

G_END_DECLS
