/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-picture.h"

#include <glib/gi18n.h>

#include "core/console/session/console-session.h"
#include "core/platform/file-draft.h"
#include "core/platform/thread-task.h"

/* Where a draft cannot be put beside it. What was there before is kept, and of a new file nothing stays. */
static gboolean
save_remotely (GFile         *file,
               GBytes        *png,
               GCancellable  *cancellable,
               GError       **error)
{
  gboolean new = !g_file_query_exists (file, cancellable);

  if (g_file_replace_contents (file, g_bytes_get_data (png, NULL), g_bytes_get_size (png), NULL, FALSE,
                               G_FILE_CREATE_REPLACE_DESTINATION, NULL, cancellable, error))
    return TRUE;
  if (new)
    g_file_delete (file, NULL, NULL);

  return FALSE;
}

static gboolean
save (GFile         *file,
      GBytes        *png,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr (SprintFileDraft) draft = NULL;

  if (!g_file_is_native (file))
    return save_remotely (file, png, cancellable, error);

  draft = sprint_file_draft_new (file, error);

  return draft != NULL && sprint_file_draft_write (draft, png, error) &&
         !g_cancellable_set_error_if_cancelled (cancellable, error) && sprint_file_draft_commit (draft, error);
}

static gpointer
save_thread (GTask   *task,
             GError **error)
{
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (GDK_TEXTURE (g_task_get_source_object (task)));
  GFile *file = g_task_get_task_data (task);

  return save (file, png, g_task_get_cancellable (task), error) ? file : NULL;
}

GdkTexture *
sprint_console_picture_take (SprintConsoleMonitor  *monitor,
                             GError               **error)
{
  g_autoptr (GBytes) pixels = NULL;
  SprintFramebuffer *framebuffer = NULL;

  if (monitor != NULL && sprint_console_monitor_get_has_picture (monitor)) {
    framebuffer = sprint_console_monitor_get_framebuffer (monitor);
    pixels = sprint_framebuffer_copy_pixels (framebuffer);
  }
  if (pixels == NULL) {
    g_set_error_literal (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NO_PICTURE,
                         _("The machine has not shown a picture yet."));
    return NULL;
  }

  return gdk_memory_texture_new (sprint_framebuffer_get_width (framebuffer),
                                 sprint_framebuffer_get_height (framebuffer),
                                 GDK_MEMORY_DEFAULT, pixels,
                                 sprint_framebuffer_get_width (framebuffer) * (gsize) 4);
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
