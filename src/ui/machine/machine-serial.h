/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/machine/machine.h"

G_BEGIN_DECLS

/**
 * SprintMachineSerial:
 *
 * A machine's screen, or in its place its serial console: where it has no graphics that can be shown here, or where a
 * person wants it. The console is opened when it is first wanted, and kept while the machine runs, so that what it
 * prints is there to be scrolled back to.
 *
 * Properties: shown (boolean, readable, whether the serial console is what is seen).
 *
 * sprint_machine_serial_get_actions() has "serial-console", the switch between both: disabled where there is only one.
 */
#define SPRINT_TYPE_MACHINE_SERIAL (sprint_machine_serial_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachineSerial, sprint_machine_serial, SPRINT, MACHINE_SERIAL, AdwBin)

/**
 * sprint_machine_serial_new:
 * @screen: (transfer floating): what shows the machine's screen, or says why there is none
 */
GtkWidget    *sprint_machine_serial_new         (GtkWidget           *screen);

/**
 * sprint_machine_serial_set_machine:
 * @machine: (nullable): whose console it is
 */
void          sprint_machine_serial_set_machine (SprintMachineSerial *self,
                                                 SprintMachine       *machine);
gboolean      sprint_machine_serial_get_shown   (SprintMachineSerial *self);

/**
 * sprint_machine_serial_get_actions:
 *
 * Returns: (transfer none): to be inserted where the menu is
 */
GActionGroup *sprint_machine_serial_get_actions (SprintMachineSerial *self);

G_END_DECLS
