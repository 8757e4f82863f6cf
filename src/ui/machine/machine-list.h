/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/machine/connection-list.h"

G_BEGIN_DECLS

/*
 * SprintMachineList: the sidebar: the machines of every connection, grouped under a connection's name where there is more
 * than one; by title, numbers by their value; searchable. GtkListView, so a thousand machines cost what the visible ones cost.
 *
 * Properties: connections (SprintConnectionList, construct-only), selected (SprintMachine or NULL), search (string), empty (boolean: none matches
 * the search).
 * Signal: "activated" (SprintMachine): chosen by the person, show it (in the narrow layout too).
 */
#define SPRINT_TYPE_MACHINE_LIST (sprint_machine_list_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachineList, sprint_machine_list, SPRINT, MACHINE_LIST, AdwBin)

GtkWidget     *sprint_machine_list_new          (SprintConnectionList *connections);
SprintMachine *sprint_machine_list_get_selected (SprintMachineList *self);
void           sprint_machine_list_set_selected (SprintMachineList *self, SprintMachine *machine);
/* Shows the first of those that match, as if it were chosen. FALSE when there is none. */
gboolean       sprint_machine_list_activate_first (SprintMachineList *self);

/* For rows: emits "problem" of what a row's menu could not do; the row may be gone by then. */
void           sprint_machine_list_tell_problem   (SprintMachineList *self, const GError *error);

G_END_DECLS
