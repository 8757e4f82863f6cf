/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/machine/machine.h"

G_BEGIN_DECLS

/**
 * SprintMachineCommands:
 *
 * What a person can do with one machine, as a group of actions, with the dialogs that they need: start, pause, resume,
 * shut-down, restart, force-off, rename and delete, each enabled when it makes sense.
 *
 * The property confirm-force-off is whether force-off asks first. ::problem (a [struct@GLib.Error]) tells what could
 * not be done.
 */
#define SPRINT_TYPE_MACHINE_COMMANDS (sprint_machine_commands_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachineCommands, sprint_machine_commands, SPRINT, MACHINE_COMMANDS, GObject)

/**
 * sprint_machine_commands_new:
 * @parent: over which dialogs are shown; held weakly, since a row may go before its commands do
 */
SprintMachineCommands *sprint_machine_commands_new         (GtkWidget             *parent);

/**
 * sprint_machine_commands_set_machine:
 * @machine: (nullable): what the actions act on; without one none is enabled
 */
void                   sprint_machine_commands_set_machine (SprintMachineCommands *self,
                                                            SprintMachine         *machine);

/**
 * sprint_machine_commands_get_actions:
 *
 * Returns: (transfer none): the actions, a [iface@Gio.ActionMap]
 */
GActionGroup          *sprint_machine_commands_get_actions (SprintMachineCommands *self);

/**
 * sprint_machine_commands_create_menu:
 * @prefix: the name under which the actions are inserted
 *
 * Returns: (transfer full): a menu of all of them
 */
GMenuModel            *sprint_machine_commands_create_menu (const char            *prefix);

/**
 * sprint_machine_state_to_text:
 *
 * Returns: (transfer none): how a state is said to people, translated: "Running", "Off"
 */
const char            *sprint_machine_state_to_text        (SprintMachineState     state);

G_END_DECLS
