/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/input/key-list.h"

G_BEGIN_DECLS

/**
 * SprintKeysDialog:
 *
 * The key combinations that a person has kept: to be removed, and new ones to be put together, by pressing them or by
 * choosing their keys.
 */
#define SPRINT_TYPE_KEYS_DIALOG (sprint_keys_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SprintKeysDialog, sprint_keys_dialog, SPRINT, KEYS_DIALOG, AdwDialog)

AdwDialog *sprint_keys_dialog_new (SprintKeyList *list);

G_END_DECLS
