/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/machine/machine.h"

G_BEGIN_DECLS

/**
 * SprintMachineRow:
 *
 * A machine in the list: its picture, name and state, and a menu of what can be done with it.
 */
#define SPRINT_TYPE_MACHINE_ROW (sprint_machine_row_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachineRow, sprint_machine_row, SPRINT, MACHINE_ROW, AdwBin)

GtkWidget *sprint_machine_row_new         (void);

/**
 * sprint_machine_row_set_machine:
 * @machine: (nullable): what it shows; a list view uses its rows again
 */
void       sprint_machine_row_set_machine (SprintMachineRow *self,
                                           SprintMachine    *machine);

/**
 * sprint_machine_row_set_live:
 * @live: whether it has a picture of a running guest's screen
 */
void       sprint_machine_row_set_live    (SprintMachineRow *self,
                                           gboolean          live);

/**
 * sprint_machine_row_set_seen:
 * @seen: whether a person can see it now, or would have to scroll
 */
void       sprint_machine_row_set_seen    (SprintMachineRow *self,
                                           gboolean          seen);

G_END_DECLS
