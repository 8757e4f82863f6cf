/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/machine/connection-list.h"

G_BEGIN_DECLS

/**
 * SprintMachineList:
 *
 * The machines of every connection, by title, numbers in it by their value; under their connection's name where there
 * is more than one. Searchable. A thousand machines cost what those in sight cost.
 *
 * Properties beside those with a function: search, what a title must have in it (empty or %NULL: all match);
 * empty, whether none matches; live-thumbnails, whether rows have pictures of running machines; confirm-force-off,
 * whether their menus' Force Off asks first.
 *
 * ::activated (a [class@Machine]) is emitted when a person chose one: to be shown, where there is room for one thing
 * only, too. ::problem (a [struct@GLib.Error]) tells what a row's menu could not do.
 */
#define SPRINT_TYPE_MACHINE_LIST (sprint_machine_list_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachineList, sprint_machine_list, SPRINT, MACHINE_LIST, AdwBin)

GtkWidget     *sprint_machine_list_new            (SprintConnectionList *connections);

/**
 * sprint_machine_list_get_selected:
 *
 * Returns: (transfer none) (nullable): the machine of the selected row; none while a search hides it
 */
SprintMachine *sprint_machine_list_get_selected   (SprintMachineList    *self);

/**
 * sprint_machine_list_set_selected:
 * @machine: (nullable): one of the list
 */
void           sprint_machine_list_set_selected   (SprintMachineList    *self,
                                                   SprintMachine        *machine);

/**
 * sprint_machine_list_activate_first:
 *
 * Shows the first of those that match, as if it had been chosen.
 *
 * Returns: whether there is one
 */
gboolean       sprint_machine_list_activate_first (SprintMachineList    *self);

/**
 * sprint_machine_list_tell_problem:
 *
 * Emits ::problem for the commands of a row, which may be gone by then.
 */
void           sprint_machine_list_tell_problem   (SprintMachineList    *self,
                                                   const GError         *error);

G_END_DECLS
