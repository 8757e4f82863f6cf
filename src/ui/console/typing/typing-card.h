/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/typing/typist.h"

G_BEGIN_DECLS

/**
 * SprintTypingCard:
 *
 * A card that is there while a text is typed into a guest, with how far it is and a button to stop it. It goes by
 * itself when all was typed or a person has stopped it, and stays for what was interrupted until somebody closes it.
 */
#define SPRINT_TYPE_TYPING_CARD (sprint_typing_card_get_type ())
G_DECLARE_FINAL_TYPE (SprintTypingCard, sprint_typing_card, SPRINT, TYPING_CARD, AdwBin)

void sprint_typing_card_set_typist (SprintTypingCard *self,
                                    SprintTypist     *typist);

G_END_DECLS
