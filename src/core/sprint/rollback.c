/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rollback.h"

#include <glib/gstdio.h>

#include "core/platform/thread-task.h"

/* A connection that broke is known as broken a moment later only: how often and how soon it is asked again. */
#define ATTEMPTS 25
#define ATTEMPT_INTERVAL 200

struct _SprintRollback {
  GObject parent_instance;

  SprintConnection *connection;
  SprintStorage *storage;
  char *uuid;
  char *volume;
  GPtrArray *files;
  GCancellable *limit;   /* of the look for the machine */
  guint attempts;
  guint deleting;
};

G_DEFINE_FINAL_TYPE (SprintRollback, sprint_rollback, G_TYPE_OBJECT)

static void take_back_machine (GTask *task);

static void
file_deleted_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintRollback *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!g_file_delete_finish (G_FILE (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_message ("%s was left behind: %s", g_file_peek_path (G_FILE (source)), error->message);
  if (--self->deleting == 0)
    g_task_return_boolean (task, TRUE);
}

static void
take_back_files (GTask *task)
{
  SprintRollback *self = g_task_get_source_object (task);

  if (self->files->len == 0) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  self->deleting = self->files->len;
  for (guint i = 0; i < self->files->len; i++) {
    g_autoptr (GFile) file = g_file_new_for_path (g_ptr_array_index (self->files, i));

    g_file_delete_async (file, G_PRIORITY_DEFAULT, NULL, file_deleted_cb, g_object_ref (task));
  }
}

static void
volume_deleted_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintRollback *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!sprint_storage_delete_volume_finish (SPRINT_STORAGE (source), result, &error))
    g_message ("%s was left behind: %s", self->volume, error->message);
  take_back_files (task);
}

static void
take_back_volume (GTask *task)
{
  SprintRollback *self = g_task_get_source_object (task);
  g_autoptr (GCancellable) limit = NULL;

  if (self->volume == NULL) {
    take_back_files (task);
    return;
  }
  limit = sprint_connection_limit_new ();
  sprint_storage_delete_volume_async (self->storage, self->volume, limit, volume_deleted_cb, g_object_ref (task));
}

static gboolean
try_again_cb (gpointer user_data)
{
  take_back_machine (user_data);
  return G_SOURCE_REMOVE;
}

/* One that stays keeps its disk and its files: it may run, and can be deleted by hand with all of them. */
static void
leave_machine (GTask        *task,
               const GError *error)
{
  SprintRollback *self = g_task_get_source_object (task);

  g_message ("The machine %s was perhaps left behind: %s", self->uuid, error->message);
  g_task_return_boolean (task, TRUE);
}

static void
try_again (GTask        *task,
           const GError *error)
{
  SprintRollback *self = g_task_get_source_object (task);

  if (++self->attempts < ATTEMPTS)
    g_timeout_add_full (G_PRIORITY_DEFAULT, ATTEMPT_INTERVAL, try_again_cb, g_object_ref (task), g_object_unref);
  else
    leave_machine (task, error);
}

static void
machine_deleted_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (sprint_machine_delete_finish (SPRINT_MACHINE (source), result, &error) ||
      g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MACHINE))
    take_back_volume (task);
  else
    try_again (task, error);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintRollback *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintMachine) machine =
    sprint_connection_look_up_finish (SPRINT_CONNECTION (source), result, &error);

  if (machine != NULL)
    sprint_machine_delete_async (machine, NULL, NULL, machine_deleted_cb, g_object_ref (task));
  else if (g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MACHINE))
    take_back_volume (task);
  else if (g_cancellable_is_cancelled (self->limit))
    leave_machine (task, error);
  else
    try_again (task, error);
}

/* libvirt itself is asked: one whose making was answered to nobody is in no list of ours. */
static void
take_back_machine (GTask *task)
{
  SprintRollback *self = g_task_get_source_object (task);

  if (self->uuid == NULL) {
    take_back_volume (task);
    return;
  }
  g_clear_object (&self->limit);
  self->limit = sprint_connection_limit_new ();
  sprint_connection_look_up_async (self->connection, self->uuid, self->limit, looked_up_cb, g_object_ref (task));
}

static void
sprint_rollback_finalize (GObject *object)
{
  SprintRollback *self = SPRINT_ROLLBACK (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->storage);
  g_clear_object (&self->limit);
  g_free (self->uuid);
  g_free (self->volume);
  g_ptr_array_unref (self->files);
  G_OBJECT_CLASS (sprint_rollback_parent_class)->finalize (object);
}

static void
sprint_rollback_class_init (SprintRollbackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_rollback_finalize;
}

static void
sprint_rollback_init (SprintRollback *self)
{
  self->files = g_ptr_array_new_with_free_func (g_free);
}

SprintRollback *
sprint_rollback_new (SprintConnection *connection,
                     SprintStorage    *storage)
{
  SprintRollback *self = g_object_new (SPRINT_TYPE_ROLLBACK, NULL);

  self->connection = g_object_ref (connection);
  self->storage = g_object_ref (storage);
  return self;
}

void
sprint_rollback_note_uuid (SprintRollback *self,
                           const char     *uuid)
{
  g_return_if_fail (SPRINT_IS_ROLLBACK (self));

  g_set_str (&self->uuid, uuid);
}

typedef struct {
  char *folder;
  char *wanted;
  char *path;
} Expected;

static void
expected_free (gpointer data)
{
  Expected *expected = data;

  g_free (expected->folder);
  g_free (expected->wanted);
  g_free (expected->path);
  g_free (expected);
}

static gpointer
expect_thread (GTask   *task,
               GError **error)
{
  Expected *expected = g_task_get_task_data (task);

  for (guint i = 1;; i++) {
    g_autofree char *name = i == 1 ? g_strdup (expected->wanted) : g_strdup_printf ("%s-%u", expected->wanted, i);
    g_autofree char *file = g_strconcat (name, ".qcow2", NULL);
    GStatBuf info;

    g_free (expected->path);
    expected->path = g_build_filename (expected->folder, file, NULL);
    if (g_lstat (expected->path, &info) != 0)
      return g_steal_pointer (&name);
  }
}

void
sprint_rollback_expect_volume_async (SprintRollback      *self,
                                     const char          *folder,
                                     const char          *name,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Expected *expected = g_new0 (Expected, 1);

  g_task_set_source_tag (task, sprint_rollback_expect_volume_async);
  expected->folder = g_strdup (folder);
  expected->wanted = g_strdup (name);
  g_task_set_task_data (task, expected, expected_free);
  sprint_thread_task_run (task, expect_thread, g_free);
}

char *
sprint_rollback_expect_volume_finish (SprintRollback *self,
                                      GAsyncResult   *result)
{
  Expected *expected;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  expected = g_task_get_task_data (G_TASK (result));
  g_set_str (&self->volume, expected->path);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
sprint_rollback_settle_volume (SprintRollback *self,
                               const char     *path,
                               const GError   *error)
{
  g_return_if_fail (SPRINT_IS_ROLLBACK (self));

  /* An answer that was lost says nothing of the volume; any other says that there is none. */
  if (path != NULL ||
      !(g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST) ||
        g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_DAEMON) ||
        g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_TIMED_OUT)))
    g_set_str (&self->volume, path);
}

void
sprint_rollback_note_file (SprintRollback *self,
                           const char     *path)
{
  g_return_if_fail (SPRINT_IS_ROLLBACK (self));

  g_ptr_array_add (self->files, g_strdup (path));
}

void
sprint_rollback_run_async (SprintRollback      *self,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (SPRINT_IS_ROLLBACK (self));

  g_task_set_source_tag (task, sprint_rollback_run_async);
  self->attempts = 0;
  take_back_machine (task);
}

void
sprint_rollback_run_finish (SprintRollback *self,
                            GAsyncResult   *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
