/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SPRINT_KEY_ITEM_MAX_NAME:
 *
 * The most characters that a combination's name has.
 */
#define SPRINT_KEY_ITEM_MAX_NAME 60

/**
 * SprintKeyItem:
 *
 * A key combination that a person has kept, perhaps with a name. Never changes.
 */
#define SPRINT_TYPE_KEY_ITEM (sprint_key_item_get_type ())
G_DECLARE_FINAL_TYPE (SprintKeyItem, sprint_key_item, SPRINT, KEY_ITEM, GObject)

/**
 * sprint_key_item_new:
 * @keys: as sprint_key_combination_parse() takes it
 * @name: (nullable): what a person calls it; blanks around it are no part of it
 *
 * Returns: (nullable): %NULL when @keys is no combination, or @name is too long or has control characters
 */
SprintKeyItem *sprint_key_item_new       (const char    *keys,
                                          const char    *name);

/**
 * sprint_key_item_new_from_text:
 * @text: as sprint_key_item_to_text() has made it, or anything else
 *
 * Returns: (nullable): %NULL when that is no key combination
 */
SprintKeyItem *sprint_key_item_new_from_text (const char *text);

/**
 * sprint_key_item_to_text:
 *
 * Returns: what it is kept as: its keys, and after "=" its name, if it has one
 */
char          *sprint_key_item_to_text   (SprintKeyItem *self);
const char    *sprint_key_item_get_keys  (SprintKeyItem *self);

/**
 * sprint_key_item_get_label:
 *
 * Returns: the keys as a person reads them
 */
const char    *sprint_key_item_get_label (SprintKeyItem *self);

/**
 * sprint_key_item_get_title:
 *
 * Returns: its name; the label where it has none
 */
const char    *sprint_key_item_get_title (SprintKeyItem *self);

G_END_DECLS
