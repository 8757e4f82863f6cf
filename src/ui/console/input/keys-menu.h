/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/console/input/key-list.h"

G_BEGIN_DECLS

/**
 * sprint_keys_menu_new:
 * @own: the combinations that a person has kept, which come first, and which the menu follows
 *
 * What can be typed for a person whose own keyboard or desktop does not let them. Its actions are
 * "console.send-keys" and "console.edit-keys".
 */
GMenuModel *sprint_keys_menu_new (SprintKeyList *own);

G_END_DECLS
