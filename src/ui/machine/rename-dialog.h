/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/machine/machine.h"

G_BEGIN_DECLS

/**
 * SprintRenameDialog:
 *
 * Asks for a machine's new name, and gives it that.
 *
 * ::problem (a [struct@GLib.Error]) tells what could not be done.
 */
#define SPRINT_TYPE_RENAME_DIALOG (sprint_rename_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SprintRenameDialog, sprint_rename_dialog, SPRINT, RENAME_DIALOG, AdwAlertDialog)

AdwDialog *sprint_rename_dialog_new (SprintMachine *machine);

G_END_DECLS
