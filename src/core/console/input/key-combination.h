/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SPRINT_KEY_COMBINATION_MAX:
 *
 * The most keys that one combination has.
 */
#define SPRINT_KEY_COMBINATION_MAX 8

/**
 * sprint_key_combination_parse:
 * @text: names joined by "+", such as "ctrl+alt+delete"
 * @codes: (out caller-allocates): evdev codes in order, room for %SPRINT_KEY_COMBINATION_MAX
 *
 * Returns: how many keys; 0 when @text names a key that is not known, or too many
 */
gsize sprint_key_combination_parse (const char *text,
                                    guint      *codes);

G_END_DECLS
