/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sprint_save_dialog_new:
 * @title: translated
 * @directory: of which kind the file is
 * @folder: translated: the folder in that directory which desktops keep such files in, used where it exists
 * @guest_name: (nullable): what the guest is called
 * @extension: without a dot
 *
 * A dialog that proposes a file called after a guest and the time of now.
 *
 * Returns: (transfer full): for gtk_file_dialog_save()
 */
GtkFileDialog *sprint_save_dialog_new       (const char      *title,
                                             GUserDirectory   directory,
                                             const char      *folder,
                                             const char      *guest_name,
                                             const char      *extension);

/**
 * sprint_save_dialog_finish:
 *
 * Returns: (transfer full) (nullable): the file; %NULL with no error set when the person thought better of it
 */
GFile         *sprint_save_dialog_finish    (GtkFileDialog   *dialog,
                                             GAsyncResult    *result,
                                             GError         **error);

/**
 * sprint_save_dialog_create_name:
 * @guest_name: (nullable): any text at all
 * @time: which time to call it after
 *
 * Returns: (transfer full): the name of a file that is not hidden and not too long
 */
char          *sprint_save_dialog_create_name (const char    *guest_name,
                                               GDateTime     *time,
                                               const char    *extension);

G_END_DECLS
