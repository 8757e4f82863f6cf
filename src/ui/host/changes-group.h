/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/repair/repairer.h"

G_BEGIN_DECLS

/**
 * SprintChangesGroup:
 *
 * What Sprint has changed of this computer, each with a button to take it back; not there while there is nothing.
 */
#define SPRINT_TYPE_CHANGES_GROUP (sprint_changes_group_get_type ())
G_DECLARE_FINAL_TYPE (SprintChangesGroup, sprint_changes_group, SPRINT, CHANGES_GROUP, AdwPreferencesGroup)

GtkWidget *sprint_changes_group_new (SprintRepairer *repairer);

G_END_DECLS
