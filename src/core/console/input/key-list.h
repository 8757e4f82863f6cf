/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "key-item.h"

G_BEGIN_DECLS

/**
 * SPRINT_KEY_LIST_MAX:
 *
 * The most combinations that are kept.
 */
#define SPRINT_KEY_LIST_MAX 32

/**
 * SprintKeyList:
 *
 * The key combinations that a person has kept: a list of [class@KeyItem].
 *
 * Properties: stored (an array of strings: what is kept of it, to be bound to wherever that is kept; set, what is no
 * combination, is there twice or is too much is left out).
 */
#define SPRINT_TYPE_KEY_LIST (sprint_key_list_get_type ())
G_DECLARE_FINAL_TYPE (SprintKeyList, sprint_key_list, SPRINT, KEY_LIST, GObject)

SprintKeyList *sprint_key_list_new        (void);

/**
 * sprint_key_list_add:
 *
 * Puts it at the end; one of the same keys goes away.
 *
 * Returns: %FALSE when there are %SPRINT_KEY_LIST_MAX already
 */
gboolean       sprint_key_list_add        (SprintKeyList      *self,
                                           SprintKeyItem      *item);
void           sprint_key_list_remove     (SprintKeyList      *self,
                                           SprintKeyItem      *item);
void           sprint_key_list_set_stored (SprintKeyList      *self,
                                           const char * const *stored);

/**
 * sprint_key_list_get_stored:
 *
 * Returns: (transfer full): what sprint_key_list_set_stored() takes
 */
char         **sprint_key_list_get_stored (SprintKeyList      *self);

G_END_DECLS
