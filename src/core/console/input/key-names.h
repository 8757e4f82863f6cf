/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The keys that can be named: every key with a scan code that a person may want to send by name. */

/**
 * sprint_key_names_get_n:
 *
 * Returns: how many there are
 */
gsize       sprint_key_names_get_n    (void);

/**
 * sprint_key_names_get_code:
 * @i: less than sprint_key_names_get_n()
 *
 * Returns: the evdev code of one of them
 */
guint       sprint_key_names_get_code (gsize       i);

/**
 * sprint_key_name_to_code:
 * @name: (nullable): such as "ctrl" or "page-up", in small letters
 *
 * Returns: an evdev code; 0 when no key is called that
 */
guint       sprint_key_name_to_code   (const char *name);

/**
 * sprint_key_code_to_name:
 *
 * Returns: (nullable): what sprint_key_name_to_code() takes
 */
const char *sprint_key_code_to_name   (guint       code);

/**
 * sprint_key_code_to_label:
 *
 * Returns: (nullable): what is written on that key, translated; of those that have a letter or sign, what a
 *   United States keyboard has there
 */
const char *sprint_key_code_to_label  (guint       code);

G_END_DECLS
