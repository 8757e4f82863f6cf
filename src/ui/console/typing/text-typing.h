/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "typing-card.h"
#include "ui/console/console.h"

G_BEGIN_DECLS

/**
 * SprintTextTyping:
 *
 * Types the desktop's clipboard into a guest that has no agent to hand it to. It asks before it types several lines, a
 * long text, or one of which not all can be typed; while it types, Escape stops it.
 *
 * Properties: layout (as #SprintLayoutRow has it), typing (whether it types now: keys and pointer are to be kept from
 * the guest).
 *
 * ::message(words) is what a person is to be told.
 */
#define SPRINT_TYPE_TEXT_TYPING (sprint_text_typing_get_type ())
G_DECLARE_FINAL_TYPE (SprintTextTyping, sprint_text_typing, SPRINT, TEXT_TYPING, GObject)

/**
 * sprint_text_typing_new:
 * @console: (transfer none): which guest; not referenced, and to outlive this
 * @card: (transfer none): where it is seen; the same
 * @actions: where its action goes: "type-clipboard"
 */
SprintTextTyping *sprint_text_typing_new          (SprintConsole        *console,
                                                   SprintTypingCard     *card,
                                                   GActionMap           *actions);
void              sprint_text_typing_set_session  (SprintTextTyping     *self,
                                                   SprintConsoleSession *session);

/**
 * sprint_text_typing_set_possible:
 * @possible: whether the guest takes keys, and may have them; without it, what is being typed ends
 */
void              sprint_text_typing_set_possible (SprintTextTyping     *self,
                                                   gboolean              possible);
gboolean          sprint_text_typing_get_typing   (SprintTextTyping     *self);

/**
 * sprint_text_typing_type:
 * @text: valid UTF-8
 *
 * What the action does, with a text that is known.
 */
void              sprint_text_typing_type         (SprintTextTyping     *self,
                                                   const char           *text);

G_END_DECLS
