/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintFolderError:
 * @SPRINT_FOLDER_ERROR_NOT_LOCAL: it is not on this computer's file system
 * @SPRINT_FOLDER_ERROR_MISSING: there is no such folder
 * @SPRINT_FOLDER_ERROR_NOT_READABLE: one may not look into it
 *
 * Why a folder cannot be shared.
 */
typedef enum {
  SPRINT_FOLDER_ERROR_NOT_LOCAL,
  SPRINT_FOLDER_ERROR_MISSING,
  SPRINT_FOLDER_ERROR_NOT_READABLE,
} SprintFolderError;

#define SPRINT_FOLDER_ERROR (sprint_folder_error_quark ())
GQuark   sprint_folder_error_quark   (void);

/**
 * sprint_folder_check_async:
 * @folder: what somebody wants to share with a guest
 *
 * Looks whether that is possible, and wise.
 */
void     sprint_folder_check_async   (GFile                *folder,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);

/**
 * sprint_folder_check_finish:
 * @broad: (out): whether the whole home folder is in it, and so passwords and keys
 * @error: of [error@FolderError]
 *
 * Returns: whether it can be shared
 */
gboolean sprint_folder_check_finish  (GFile                *folder,
                                      GAsyncResult         *result,
                                      gboolean             *broad,
                                      GError              **error);

G_END_DECLS
