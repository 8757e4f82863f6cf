/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-picture.h"

#include "core/platform/thread-task.h"

static gpointer
save_thread (GTask   *task,
             GError **error)
{
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (GDK_TEXTURE (g_task_get_source_object (task)));
  GFile *file = g_task_get_task_data (task);
  gboolean saved = g_file_replace_contents (file, g_bytes_get_data (png, NULL), g_bytes_get_size (png), NULL, FALSE,
                                            G_FILE_CREATE_REPLACE_DESTINATION, NULL, g_task_get_cancellable (task),
                                            error);

  return saved ? file : NULL;
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

  task = g_task_new (picture, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_console_picture_save_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  sprint_thread_task_run (task, save_thread, NULL);
}

gboolean
sprint_console_picture_save_finish (GdkTexture    *picture,
                                    GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, picture), FALSE);

  return g_task_propagate_pointer (G_TASK (result), error) != NULL;
}
