/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "machine-error-private.h"
#include "machine-private.h"

SprintMachineCall *
sprint_machine_call_new (SprintMachine   *machine,
                         gpointer         payload,
                         GDestroyNotify   free_payload,
                         GError         **error)
{
  SprintConnection *connection = sprint_machine_get_connection (machine);
  virConnectPtr handle = connection != NULL ? sprint_connection_ref_handle (connection) : NULL;
  SprintMachineCall *self;

  if (handle == NULL) {
    if (free_payload != NULL && payload != NULL)
      free_payload (payload);
    g_set_error_literal (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST,
                         "The connection is not open");
    return NULL;
  }
  self = g_new0 (SprintMachineCall, 1);
  self->connection = handle;
  self->local = sprint_connection_get_local (connection);
  self->sandboxed = sprint_connection_get_sandboxed (connection);
  self->uuid = g_strdup (sprint_machine_get_uuid (machine));
  self->payload = payload;
  self->free_payload = free_payload;
  return self;
}

void
sprint_machine_call_free (SprintMachineCall *self)
{
  virConnectClose (self->connection);
  g_free (self->uuid);
  if (self->free_payload != NULL && self->payload != NULL)
    self->free_payload (self->payload);
  g_free (self);
}

virDomainPtr
sprint_machine_call_lookup (SprintMachineCall  *self,
                            GError            **error)
{
  virDomainPtr domain = virDomainLookupByUUIDString (self->connection, self->uuid);

  if (domain == NULL)
    sprint_machine_error_set_from_libvirt (error);
  return domain;
}

static void
run (SprintMachine    *self,
     SprintWorker   *(*get_worker) (SprintConnection *connection),
     SprintWorkerFunc  func,
     gpointer          payload,
     GDestroyNotify    free_payload,
     GDestroyNotify    free_result,
     GTask            *task)
{
  GError *error = NULL;
  SprintMachineCall *call = sprint_machine_call_new (self, payload, free_payload, &error);

  if (call == NULL) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  sprint_worker_run_task (get_worker (sprint_machine_get_connection (self)), func, call,
                          (GDestroyNotify) sprint_machine_call_free, free_result, task);
}

void
sprint_machine_run (SprintMachine    *self,
                    SprintWorkerFunc  func,
                    gpointer          payload,
                    GDestroyNotify    free_payload,
                    GDestroyNotify    free_result,
                    GTask            *task)
{
  run (self, sprint_connection_get_worker, func, payload, free_payload, free_result, task);
}

void
sprint_machine_run_picture (SprintMachine    *self,
                            SprintWorkerFunc  func,
                            gpointer          payload,
                            GDestroyNotify    free_result,
                            GTask            *task)
{
  run (self, sprint_connection_get_picture_worker, func, payload, NULL, free_result, task);
}

typedef struct {
  GTask *task;
  GError *error;
} Change;

static void
known_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Change *change = user_data;
  g_autoptr (GTask) task = change->task;

  sprint_machine_set_busy (g_task_get_source_object (task), FALSE);
  if (change->error != NULL)
    g_task_return_error (task, change->error);
  else
    g_task_return_boolean (task, TRUE);
  g_free (change);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  SprintMachine *self = SPRINT_MACHINE (source);
  SprintConnection *connection = sprint_machine_get_connection (self);
  Change *change = g_new0 (Change, 1);

  change->task = user_data;
  g_task_propagate_pointer (G_TASK (result), &change->error);
  if (connection != NULL)
    sprint_connection_refresh_async (connection, sprint_machine_get_uuid (self), known_cb, change);
  else
    known_cb (NULL, NULL, change);
}

void
sprint_machine_change (SprintMachine    *self,
                       SprintWorkerFunc  func,
                       gpointer          payload,
                       GDestroyNotify    free_payload,
                       GTask            *task)
{
  GTask *call = g_task_new (self, g_task_get_cancellable (task), changed_cb, task);

  sprint_machine_set_busy (self, TRUE);
  sprint_machine_run (self, func, payload, free_payload, NULL, call);
}
