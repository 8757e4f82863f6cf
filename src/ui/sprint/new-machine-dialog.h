/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/sprint/creation.h"

G_BEGIN_DECLS

/* SprintNewMachineDialog: Choose and Go alone, for someone who knows that the host is ready. Same signal as Quick
 * Sprint. */
#define SPRINT_TYPE_NEW_MACHINE_DIALOG (sprint_new_machine_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SprintNewMachineDialog, sprint_new_machine_dialog, SPRINT, NEW_MACHINE_DIALOG, AdwDialog)

SprintNewMachineDialog *sprint_new_machine_dialog_new (SprintServices *services);

G_END_DECLS
