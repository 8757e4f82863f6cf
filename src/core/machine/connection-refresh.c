/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection-private.h"

#include "machine-error-private.h"

/* One domain that is being read anew. */
typedef struct {
  gboolean held;       /* until the connection is open */
  gboolean again;      /* it changed meanwhile: what is being read may be old */
  GPtrArray *waiting;  /* tasks that this reading answers */
  GPtrArray *next;     /* tasks that came meanwhile */
} Reading;

static Reading *
reading_new (GPtrArray *waiting)
{
  Reading *self = g_new0 (Reading, 1);

  self->waiting = waiting;
  self->next = g_ptr_array_new_with_free_func (g_object_unref);
  return self;
}

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->next);
  g_free (self);
}

GHashTable *
sprint_connection_readings_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, reading_free);
}

typedef struct {
  virConnectPtr handle;
  char *uuid;
  gboolean local;
  char *log_folder;
} Query;

static void
query_free (Query *query)
{
  virConnectClose (query->handle);
  g_free (query->uuid);
  g_free (query->log_folder);
  g_free (query);
}

static gpointer
refresh_thread (gpointer   data,
                GError   **error)
{
  Query *query = data;
  virDomainPtr domain = virDomainLookupByUUIDString (query->handle, query->uuid);
  SprintMachineInfo *info;

  if (domain == NULL) {
    sprint_machine_error_set_from_libvirt (error);
    return NULL;
  }
  info = sprint_machine_info_read_for_list (domain, query->local, query->log_folder, error);
  virDomainFree (domain);
  return info;
}

static void
answer (GPtrArray *tasks)
{
  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (g_ptr_array_index (tasks, i), TRUE);
}

static void read_anew (SprintConnection *self, const char *uuid, GPtrArray *waiting);

static void
refreshed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  SprintConnection *self = SPRINT_CONNECTION (source);
  GHashTable *readings = sprint_connection_get_readings (self);
  g_autofree char *uuid = user_data;
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintMachineInfo) info = sprint_worker_run_finish (result, &error);
  Reading *reading = NULL;

  g_hash_table_steal_extended (readings, uuid, (gpointer *) &key, (gpointer *) &reading);
  /* Of one that was closed, or lost, meanwhile nothing is known. */
  if (sprint_connection_get_state (self) != SPRINT_CONNECTION_STATE_OPEN)
    g_clear_error (&error);
  else if (info != NULL)
    sprint_connection_adopt_info (self, info);
  else if (g_error_matches (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_MACHINE))
    sprint_connection_remove_machine (self, uuid);
  if (reading->again)
    read_anew (self, uuid, g_ptr_array_ref (reading->next));
  answer (reading->waiting);
  reading_free (reading);
}

/* @waiting is taken. */
static void
read_anew (SprintConnection *self,
           const char       *uuid,
           GPtrArray        *waiting)
{
  virConnectPtr handle = sprint_connection_ref_handle (self);
  gboolean held = handle == NULL && sprint_connection_is_opening (self);
  Reading *reading;
  Query *query;

  if (handle == NULL && !held) {
    answer (waiting);
    g_ptr_array_unref (waiting);
    return;
  }
  reading = reading_new (waiting);
  reading->held = held;
  g_hash_table_insert (sprint_connection_get_readings (self), g_strdup (uuid), reading);
  if (held)
    return;
  query = g_new0 (Query, 1);
  query->handle = handle;
  query->uuid = g_strdup (uuid);
  query->local = sprint_connection_get_local (self);
  query->log_folder = g_strdup (sprint_connection_get_log_folder (self));
  sprint_worker_run_async (sprint_connection_get_worker (self), self, refresh_thread, query,
                           (GDestroyNotify) query_free, (GDestroyNotify) sprint_machine_info_free, NULL,
                           refreshed_cb, g_strdup (uuid));
}

/* Those that are held are taken out of the table, and go on with @next; those under way begin anew after their end. */
static void
end_waiting (SprintConnection *self,
             void            (*next) (SprintConnection *self, const char *uuid, GPtrArray *waiting))
{
  GHashTable *readings = sprint_connection_get_readings (self);
  g_auto (GStrv) uuids = (GStrv) g_hash_table_get_keys_as_array (readings, NULL);

  for (guint i = 0; uuids[i] != NULL; i++)
    uuids[i] = g_strdup (uuids[i]);
  for (guint i = 0; uuids[i] != NULL; i++) {
    Reading *reading = g_hash_table_lookup (readings, uuids[i]);
    g_autoptr (GPtrArray) waiting = NULL;

    /* Whoever was answered may have changed what is here. */
    if (reading == NULL)
      continue;
    reading->again = !reading->held;
    if (!reading->held)
      continue;
    waiting = g_ptr_array_ref (reading->waiting);
    g_hash_table_remove (readings, uuids[i]);
    next (self, uuids[i], g_steal_pointer (&waiting));
  }
}

static void
give_up (SprintConnection *self,
         const char       *uuid,
         GPtrArray        *waiting)
{
  answer (waiting);
  g_ptr_array_unref (waiting);
}

void
sprint_connection_start_readings (SprintConnection *self)
{
  end_waiting (self, read_anew);
}

void
sprint_connection_drop_readings (SprintConnection *self)
{
  end_waiting (self, give_up);
}

/* @task (nullable) (transfer full) */
static void
refresh (SprintConnection *self,
         const char       *uuid,
         GTask            *task)
{
  Reading *reading = g_hash_table_lookup (sprint_connection_get_readings (self), uuid);
  GPtrArray *waiting;

  if (reading != NULL) {
    reading->again = !reading->held;
    if (task != NULL)
      g_ptr_array_add (reading->held ? reading->waiting : reading->next, task);
    return;
  }
  waiting = g_ptr_array_new_with_free_func (g_object_unref);
  if (task != NULL)
    g_ptr_array_add (waiting, task);
  read_anew (self, uuid, waiting);
}

void
sprint_connection_refresh (SprintConnection *self,
                           const char       *uuid)
{
  refresh (self, uuid, NULL);
}

void
sprint_connection_refresh_async (SprintConnection    *self,
                                 const char          *uuid,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, sprint_connection_refresh_async);
  refresh (self, uuid, task);
}
