/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "save-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bytes: what file systems allow for a name (255), less the time, the extension, and the dots and letters of a
 * temporary one. */
#define LONGEST_GUEST_NAME 180

/* Where the desktop keeps such files, by its own language or by none. */
static GFile *
find_folder (GUserDirectory  directory,
             const char     *folder)
{
  const char *parent = g_get_user_special_dir (directory);
  g_autofree char *path = NULL;

  if (parent == NULL)
    return NULL;

  path = g_build_filename (parent, folder, NULL);

  return g_file_new_for_path (g_file_test (path, G_FILE_TEST_IS_DIR) ? path : parent);
}

char *
sprint_save_dialog_create_name (const char *guest_name,
                                GDateTime  *time,
                                const char *extension)
{
  g_autofree char *stamp = g_date_time_format (time, "%Y-%m-%d %H-%M-%S");
  g_autofree char *name = g_utf8_make_valid (guest_name != NULL ? guest_name : "", -1);

  for (char *at = name; *at != '\0'; at++) {
    if (*at == '/' || *at == '\\' || g_ascii_iscntrl (*at))
      *at = '-';
  }
  if (strlen (name) > LONGEST_GUEST_NAME)
    *g_utf8_find_prev_char (name, name + LONGEST_GUEST_NAME) = '\0';
  g_strstrip (name);
  if (name[0] == '.')
    name[0] = '-';

  return name[0] != '\0' ? g_strdup_printf ("%s %s.%s", name, stamp, extension)
                         : g_strdup_printf ("%s.%s", stamp, extension);
}

GtkFileDialog *
sprint_save_dialog_new (const char     *title,
                        GUserDirectory  directory,
                        const char     *folder,
                        const char     *guest_name,
                        const char     *extension)
{
  GtkFileDialog *dialog = gtk_file_dialog_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *name = sprint_save_dialog_create_name (guest_name, now, extension);
  g_autoptr (GFile) place = find_folder (directory, folder);

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  if (place != NULL)
    gtk_file_dialog_set_initial_folder (dialog, place);

  return dialog;
}

GFile *
sprint_save_dialog_finish (GtkFileDialog  *dialog,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_autoptr (GError) failure = NULL;
  GFile *file = gtk_file_dialog_save_finish (dialog, result, &failure);

  if (failure != NULL && !g_error_matches (failure, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
      !g_error_matches (failure, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&failure));

  return file;
}
