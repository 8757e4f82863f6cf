/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SprintConsoleHint:
 *
 * A few words over a screen that go by themselves after some seconds, and are never in the way of the pointer.
 */
#define SPRINT_TYPE_CONSOLE_HINT (sprint_console_hint_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleHint, sprint_console_hint, SPRINT, CONSOLE_HINT, AdwBin)

/**
 * sprint_console_hint_show:
 * @words: translated
 */
void sprint_console_hint_show   (SprintConsoleHint *self,
                                 const char        *words);

/**
 * sprint_console_hint_change:
 * @words: translated
 *
 * Says something else for as long as it is there, if it is.
 */
void sprint_console_hint_change (SprintConsoleHint *self,
                                 const char        *words);
void sprint_console_hint_hide   (SprintConsoleHint *self);

G_END_DECLS
