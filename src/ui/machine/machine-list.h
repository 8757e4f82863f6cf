/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/machine/connection-list.h"

G_BEGIN_DECLS

/*
 * SprintMachineList: the sidebar: the machines of every connection, grouped under a connection's name where there is more
 * than one; sorted running first, then by title; searchable. GtkListView, so a thousand machines cost what the visible ones cost.
 *
 * Properties: connections (SprintConnectionList, construct-only), selected (SprintMachine or NULL), search (string), empty (boolean).
 * Signal: "activated" (SprintMachine): chosen by the person, show it (in the narrow layout too).
 */
#define SPRINT_TYPE_MACHINE_LIST (sprint_machine_list_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachineList, sprint_machine_list, SPRINT, MACHINE_LIST, AdwBin)

GtkWidget     *sprint_machine_list_new          (SprintConnectionList *connections);
SprintMachine *sprint_machine_list_get_selected (SprintMachineList *self);
void           sprint_machine_list_set_selected (SprintMachineList *self, SprintMachine *machine);

G_END_DECLS
