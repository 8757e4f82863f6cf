/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-picture.h"

static void
save_thread (GTask        *task,
             gpointer      source_object,
             gpointer      task_data,
             GCancellable *cancellable)
{
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (GDK_TEXTURE (source_object));
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents (G_FILE (task_data), g_bytes_get_data (png, NULL), g_bytes_get_size (png), NULL,
                               FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sprint_console_picture_save_async (GdkTexture          *picture,
                                   GFile               *file,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GDK_IS_TEXTURE (picture));
  g_return_if_fail (G_IS_FILE (file));

  /* The thread may be the last to let go of the source, which a widget would not bear. */
  task = g_task_new (picture, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_console_picture_save_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, save_thread);
}

gboolean
sprint_console_picture_save_finish (GdkTexture    *picture,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, picture), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
