/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/machine/machine.h"

G_BEGIN_DECLS

/**
 * SprintDeleteDialog:
 *
 * Asks whether a machine should go, and which of its disks with it, and says what will; then does it.
 *
 * ::problem (a [struct@GLib.Error]) tells what could not be done.
 */
#define SPRINT_TYPE_DELETE_DIALOG (sprint_delete_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SprintDeleteDialog, sprint_delete_dialog, SPRINT, DELETE_DIALOG, AdwAlertDialog)

AdwDialog *sprint_delete_dialog_new (SprintMachine *machine);

G_END_DECLS
