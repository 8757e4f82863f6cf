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
 * The names are those of sprint_key_name_to_code().
 *
 * Returns: how many keys; 0 when @text names a key that is not known, one twice, or too many
 */
gsize sprint_key_combination_parse    (const char  *text,
                                       guint       *codes);

/**
 * sprint_key_combination_format:
 *
 * Returns: (nullable): what sprint_key_combination_parse() takes, %NULL for a key without a name, none or too many
 */
char *sprint_key_combination_format   (const guint *codes,
                                       gsize        n_codes);

/**
 * sprint_key_combination_describe:
 * @text: as sprint_key_combination_parse() takes it
 *
 * Returns: (nullable): what a person reads, such as "Ctrl+Alt+Del"; %NULL when @text is no combination
 */
char *sprint_key_combination_describe (const char  *text);

G_END_DECLS
