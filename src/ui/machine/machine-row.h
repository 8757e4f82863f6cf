/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/machine/machine.h"

G_BEGIN_DECLS

/* SprintMachineRow: a machine in the sidebar: picture, name, state, and its menu. */
#define SPRINT_TYPE_MACHINE_ROW (sprint_machine_row_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachineRow, sprint_machine_row, SPRINT, MACHINE_ROW, AdwBin)

GtkWidget *sprint_machine_row_new         (void);
void       sprint_machine_row_set_machine (SprintMachineRow *self, SprintMachine *machine);
void       sprint_machine_row_set_live    (SprintMachineRow *self, gboolean live);
/* Whether a person can see it now, or would have to scroll. */
void       sprint_machine_row_set_seen    (SprintMachineRow *self, gboolean seen);

G_END_DECLS
