/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-copy.h"

#include "machine-error.h"

/* How much of what qemu-img says is kept. */
#define WORDS 4096

typedef struct {
  SprintPlatform *platform;
  char *target;
  guint64 capacity;
  GFileProgressCallback progress;
  gpointer progress_data;
  GSubprocess *process;
  GDataInputStream *output;
  GString *words;
  gulong cancel_id;
  gboolean resizing;
} Copy;

static void
copy_free (Copy *copy)
{
  g_object_unref (copy->platform);
  g_free (copy->target);
  g_clear_object (&copy->process);
  g_clear_object (&copy->output);
  g_string_free (copy->words, TRUE);
  g_free (copy);
}

static void read_more (GTask *task);

static void
finish (GTask  *task,
        GError *error)
{
  Copy *copy = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), copy->cancel_id);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_subprocess_force_exit (G_SUBPROCESS (user_data));
}

static gboolean
spawn (GTask              *task,
       const char * const *argv)
{
  Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_object (&copy->process);
  g_clear_object (&copy->output);
  copy->process = sprint_platform_spawn (copy->platform, TRUE, argv,
                                         G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  if (copy->process == NULL) {
    int code = g_error_matches (error, G_SPAWN_ERROR, G_SPAWN_ERROR_NOENT) ? SPRINT_MACHINE_ERROR_NO_IMAGE_TOOL
                                                                           : SPRINT_MACHINE_ERROR_STORAGE;

    finish (task, g_error_new_literal (SPRINT_MACHINE_ERROR, code, error->message));
    g_error_free (error);
    return FALSE;
  }
  copy->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (copy->process));
  if (g_task_get_cancellable (task) != NULL)
    copy->cancel_id = g_cancellable_connect (g_task_get_cancellable (task), G_CALLBACK (cancelled_cb),
                                             g_object_ref (copy->process), g_object_unref);
  read_more (task);
  return TRUE;
}

static int
code_from_words (Copy       *copy,
                 const char *words)
{
  if (strstr (words, "No space left") != NULL)
    return SPRINT_MACHINE_ERROR_NO_SPACE;
  /* The rest of what flatpak-spawn says of a program that the host does not have is translated. */
  if (sprint_platform_is_flatpak (copy->platform) && strstr (words, "Portal call failed") != NULL &&
      strstr (words, "qemu-img") != NULL)
    return SPRINT_MACHINE_ERROR_NO_IMAGE_TOOL;
  return SPRINT_MACHINE_ERROR_STORAGE;
}

static void
exited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error)) {
    /* An image that is larger than was asked for stays as it is. */
    if (copy->resizing && strstr (copy->words->str, "--shrink") != NULL) {
      g_clear_error (&error);
    } else if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
      g_clear_error (&error);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
    } else {
      g_autofree char *words = g_strstrip (g_utf8_make_valid (copy->words->str, -1));
      GError *own = g_error_new_literal (SPRINT_MACHINE_ERROR, code_from_words (copy, words),
                                         *words != '\0' ? words : error->message);

      g_error_free (error);
      error = own;
    }
    finish (task, error);
    return;
  }
  if (!copy->resizing && copy->capacity > 0) {
    g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, copy->capacity);
    const char *argv[] = { "qemu-img", "resize", "-q", "-f", "qcow2", copy->target, size, NULL };

    copy->resizing = TRUE;
    g_cancellable_disconnect (g_task_get_cancellable (task), copy->cancel_id);
    copy->cancel_id = 0;
    spawn (task, argv);
    return;
  }
  finish (task, NULL);
}

static void
take_words (Copy       *copy,
            const char *text)
{
  if (copy->words->len < WORDS)
    g_string_append_len (copy->words, text, MIN (strlen (text), WORDS - copy->words->len));
}

/* qemu-img -p writes "(12.34/100%)\r" over and over; @end: the parenthesis, or what it says has come to its end. */
static void
take_text (Copy       *copy,
           const char *text,
           const char *end)
{
  const char *open = strrchr (text, '(');
  double percent;

  if (open != NULL && strstr (open, "/100%") != NULL) {
    percent = g_ascii_strtod (open + 1, NULL);
    if (copy->progress != NULL)
      copy->progress ((goffset) (percent * 10), 1000, copy->progress_data);
  } else {
    take_words (copy, text);
    take_words (copy, end);
  }
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Copy *copy = g_task_get_task_data (task);
  g_autofree char *text = g_data_input_stream_read_upto_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (text == NULL) {
    g_subprocess_wait_check_async (copy->process, NULL, exited_cb, task);
    return;
  }
  take_text (copy, text, g_data_input_stream_read_byte (copy->output, NULL, NULL) == ')' ? ")" : "");
  read_more (task);
}

static void
read_more (GTask *task)
{
  Copy *copy = g_task_get_task_data (task);

  g_data_input_stream_read_upto_async (copy->output, ")", 1, G_PRIORITY_DEFAULT, NULL, read_cb, task);
}

void
sprint_image_copy_async (SprintPlatform        *platform,
                         const char            *source,
                         const char            *source_format,
                         const char            *target,
                         guint64                capacity,
                         GFileProgressCallback  progress,
                         gpointer               progress_data,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Copy *copy = g_new0 (Copy, 1);
  const char *argv[] = { "qemu-img", "convert", "-p", "-f", source_format, "-O", "qcow2", source, target, NULL };

  g_task_set_source_tag (task, sprint_image_copy_async);
  copy->platform = g_object_ref (platform);
  copy->target = g_strdup (target);
  copy->capacity = capacity;
  copy->progress = progress;
  copy->progress_data = progress_data;
  copy->words = g_string_new (NULL);
  g_task_set_task_data (task, copy, (GDestroyNotify) copy_free);
  spawn (task, argv);
}

gboolean
sprint_image_copy_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
