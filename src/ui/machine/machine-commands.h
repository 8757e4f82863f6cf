/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/machine/machine.h"

G_BEGIN_DECLS

/*
 * SprintMachineCommands: what a person can do with one machine, as a group of actions ("start", "pause", "resume", "shut-down",
 * "restart", "force-off", "rename", "delete"), each enabled when it makes sense, with the dialogs they need.
 *
 * Properties: machine, confirm-force-off (boolean).
 * Signal: "problem" (GError boxed).
 */
#define SPRINT_TYPE_MACHINE_COMMANDS (sprint_machine_commands_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachineCommands, sprint_machine_commands, SPRINT, MACHINE_COMMANDS, GObject)

/* @parent: over which dialogs are shown; not referenced. */
SprintMachineCommands *sprint_machine_commands_new         (GtkWidget *parent);
void                   sprint_machine_commands_set_machine (SprintMachineCommands *self, SprintMachine *machine);
/* (transfer none) */
GActionGroup          *sprint_machine_commands_get_actions (SprintMachineCommands *self);
/* The menu of them, for actions inserted as @prefix. (transfer full) */
GMenuModel            *sprint_machine_commands_create_menu (const char *prefix);

/* How a state is said to people: "Running", "Off". (transfer none) */
const char            *sprint_machine_state_to_text        (SprintMachineState state);

G_END_DECLS
