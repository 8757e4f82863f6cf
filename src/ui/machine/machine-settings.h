/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/machine/machine.h"

G_BEGIN_DECLS

/**
 * sprint_machine_settings_new:
 *
 * What a person has chosen for a machine's screen, remembered by its connection and UUID, whatever it is called.
 *
 * Returns: (transfer full): settings of the schema io.github.kvmsprint.Sprint.Screen
 */
GSettings *sprint_machine_settings_new    (SprintMachine *machine);

/**
 * sprint_machine_settings_forget:
 *
 * The machine is gone: so is what was chosen for it.
 */
void       sprint_machine_settings_forget (SprintMachine *machine);

G_END_DECLS
