/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-writer.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/platform/file-draft.h"
#include "core/platform/thread-task.h"
#include "folder-match.h"
#include "folder-rules.h"

/* Bytes that may wait for the disk, before the guest has to. */
#define ROOM (1024 * 1024)

struct _SprintFolderWriter
{
  GObject parent_instance;

  SoupServerMessage *message;   /* (nullable): it has gone */
  GFile *file;
  char *folder;                 /* that is shared */
  SprintFolderMatch *match;
  SprintFileDraft *draft;       /* the thread's, while it is at work */
  GByteArray *waiting;
  guint status;                 /* why it cannot be written */
  gboolean working;
  gboolean paused;
  gboolean complete;            /* all is there */
  gboolean created;             /* it was not there before: the thread's */
};

G_DEFINE_FINAL_TYPE (SprintFolderWriter, sprint_folder_writer, G_TYPE_OBJECT)

/* What a thread is to do. */
typedef struct {
  GBytes *bytes;
  gboolean last;
} Step;

static void advance (SprintFolderWriter *self);

static void
step_free (gpointer data)
{
  Step *step = data;

  g_bytes_unref (step->bytes);
  g_free (step);
}

static void
sprint_folder_writer_finalize (GObject *object)
{
  SprintFolderWriter *self = SPRINT_FOLDER_WRITER (object);

  g_clear_weak_pointer (&self->message);
  g_clear_object (&self->file);
  g_free (self->folder);
  sprint_folder_match_free (self->match);
  g_clear_pointer (&self->draft, sprint_file_draft_free);
  g_byte_array_unref (self->waiting);

  G_OBJECT_CLASS (sprint_folder_writer_parent_class)->finalize (object);
}

static void
sprint_folder_writer_class_init (SprintFolderWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_folder_writer_finalize;
}

static void
sprint_folder_writer_init (SprintFolderWriter *self)
{
  self->waiting = g_byte_array_new ();
}

static guint
find_status (const GError *error)
{
  if (error->domain != G_IO_ERROR)
    return SOUP_STATUS_INTERNAL_SERVER_ERROR;

  switch (error->code) {
  case G_IO_ERROR_NO_SPACE:
    return SOUP_STATUS_INSUFFICIENT_STORAGE;

  case G_IO_ERROR_PERMISSION_DENIED:
  case G_IO_ERROR_READ_ONLY:
  case G_IO_ERROR_IS_DIRECTORY:
    return SOUP_STATUS_FORBIDDEN;

  case G_IO_ERROR_NOT_FOUND:
  case G_IO_ERROR_NOT_DIRECTORY:
    return SOUP_STATUS_CONFLICT;

  case G_IO_ERROR_WRONG_ETAG:
    return SOUP_STATUS_PRECONDITION_FAILED;

  default:
    return SOUP_STATUS_INTERNAL_SERVER_ERROR;
  }
}

/* ---- in a thread ---- */

static gboolean
check_match (SprintFolderWriter  *self,
             GError             **error)
{
  if (sprint_folder_match_check (self->match, self->file))
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG, "It is not what is to be replaced");

  return FALSE;
}

static gboolean
open_draft (SprintFolderWriter  *self,
            GError             **error)
{
  const char *path = g_file_peek_path (self->file);
  struct stat info;
  gboolean known = stat (path, &info) == 0;

  if (!check_match (self, error))
    return FALSE;
  /* Its folder would allow to replace what may not be written. */
  if (known && access (path, W_OK) != 0) {
    int number = errno;

    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (number), g_strerror (number));
    return FALSE;
  }

  /* A new one is nobody else's business. */
  self->draft = sprint_file_draft_new_private (self->file, error);

  return self->draft != NULL &&
         (!known || sprint_file_draft_take_rights (self->draft, info.st_mode, info.st_gid, error));
}

/* A guest that hears that it is written need not keep it: so the disk has it first. */
static gboolean
put_in_place (SprintFolderWriter  *self,
              GError             **error)
{
  if (sprint_file_draft_get_moved (self->draft) ||
      !sprint_folder_rules_holds (self->folder, g_file_peek_path (self->file))) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Its folder was moved");
    return FALSE;
  }
  /* Somebody else may have written it meanwhile. */
  if (!check_match (self, error))
    return FALSE;

  self->created = !g_file_test (g_file_peek_path (self->file), G_FILE_TEST_EXISTS);

  return sprint_file_draft_commit (self->draft, error);
}

static gpointer
step_thread (GTask   *task,
             GError **error)
{
  SprintFolderWriter *self = g_task_get_source_object (task);
  Step *step = g_task_get_task_data (task);

  if ((self->draft != NULL || open_draft (self, error)) &&
      sprint_file_draft_write (self->draft, step->bytes, error) &&
      (!step->last || put_in_place (self, error)))
    return self;

  g_clear_pointer (&self->draft, sprint_file_draft_free);

  return NULL;
}

/* ---- in the main one ---- */

static void
set_paused (SprintFolderWriter *self,
            gboolean            paused)
{
  if (self->paused == paused || self->message == NULL)
    return;

  self->paused = paused;
  if (paused)
    soup_server_message_pause (self->message);
  else
    soup_server_message_unpause (self->message);
}

static void
answer (SprintFolderWriter *self,
        guint               status)
{
  if (self->message != NULL)
    soup_server_message_set_status (self->message, status, NULL);
  set_paused (self, FALSE);
}

static void
stepped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  SprintFolderWriter *self = SPRINT_FOLDER_WRITER (source);
  Step *step = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->working = FALSE;
  if (g_task_propagate_pointer (G_TASK (result), &error) == NULL) {
    g_debug ("What the machine sends is not written: %s", error->message);
    self->status = find_status (error);
    g_byte_array_set_size (self->waiting, 0);
  } else if (step->last) {
    answer (self, self->created ? SOUP_STATUS_CREATED : SOUP_STATUS_OK);
    return;
  }

  if (!self->complete)
    set_paused (self, FALSE);
  advance (self);
}

static void
work (SprintFolderWriter *self)
{
  g_autoptr (GTask) task = NULL;
  Step *step = g_new0 (Step, 1);

  step->bytes = g_byte_array_free_to_bytes (self->waiting);
  step->last = self->complete;
  self->waiting = g_byte_array_new ();
  self->working = TRUE;
  task = g_task_new (self, NULL, stepped_cb, NULL);
  g_task_set_source_tag (task, work);
  g_task_set_task_data (task, step, step_free);
  sprint_thread_task_run (task, step_thread, NULL);
}

static void
advance (SprintFolderWriter *self)
{
  if (self->working)
    return;

  if (self->status != 0) {
    if (self->complete)
      answer (self, self->status);
  } else if (self->message != NULL && (self->complete || self->waiting->len > 0)) {
    work (self);
  }
}

static void
got_chunk_cb (SprintFolderWriter *self,
              GBytes             *chunk)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (chunk, &size);

  /* The rest of what cannot be written goes by, as its sender listens to no answer before its end. */
  if (self->status != 0)
    return;

  g_byte_array_append (self->waiting, data, size);
  advance (self);
  if (self->waiting->len > ROOM)
    set_paused (self, TRUE);
}

/* Without its end it is nothing. */
static void
finished_cb (SprintFolderWriter *self)
{
  g_clear_weak_pointer (&self->message);
}

void
sprint_folder_writer_take (SoupServerMessage *message,
                           GFile             *file,
                           const char        *folder)
{
  SprintFolderWriter *self = g_object_new (SPRINT_TYPE_FOLDER_WRITER, NULL);

  g_set_weak_pointer (&self->message, message);
  self->file = g_object_ref (file);
  self->folder = g_strdup (folder);
  self->match = sprint_folder_match_new (soup_server_message_get_request_headers (message));
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (got_chunk_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (message), "folder-writer", self, g_object_unref);
}

SprintFolderWriter *
sprint_folder_writer_find (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), "folder-writer");
}

GFile *
sprint_folder_writer_get_file (SprintFolderWriter *self)
{
  g_return_val_if_fail (SPRINT_IS_FOLDER_WRITER (self), NULL);

  return self->file;
}

void
sprint_folder_writer_end (SprintFolderWriter *self,
                          guint               status)
{
  g_return_if_fail (SPRINT_IS_FOLDER_WRITER (self));

  self->complete = TRUE;
  if (status != 0)
    self->status = status;

  /* So that nobody else answers meanwhile. */
  if (self->message != NULL)
    soup_server_message_set_status (self->message, SOUP_STATUS_INTERNAL_SERVER_ERROR, NULL);
  set_paused (self, TRUE);
  advance (self);
}
