/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/guest/shared-folder.h"

G_BEGIN_DECLS

/**
 * SprintFolderDialog:
 *
 * Where a person chooses the folder that a guest may look into, sees what has become of it, and takes it away again.
 *
 * A machine without a device for it gets one from whoever embeds the console, by the action
 * "console.add-folder-device"; where there is no such action, nothing is offered.
 *
 * ::problem (a [struct@GLib.Error]) tells why a folder cannot be shared.
 */
#define SPRINT_TYPE_FOLDER_DIALOG (sprint_folder_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SprintFolderDialog, sprint_folder_dialog, SPRINT, FOLDER_DIALOG, AdwDialog)

/**
 * sprint_folder_dialog_new:
 * @folder: what is shared
 * @actions: the group "console"
 */
AdwDialog *sprint_folder_dialog_new    (SprintSharedFolder *folder,
                                        GActionGroup       *actions);

/**
 * sprint_folder_dialog_choose:
 * @file: a folder that a person has chosen
 *
 * Looks at it, asks where all that a person has is in it, and shares it.
 */
void       sprint_folder_dialog_choose (SprintFolderDialog *self,
                                        GFile              *file);

G_END_DECLS
