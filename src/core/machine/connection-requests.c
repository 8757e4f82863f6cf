/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libvirt/virterror.h>

#include "machine-error-private.h"
#include "machine-private.h"

typedef struct {
  virConnectPtr handle;
  char *text;         /* the virt type, or the description */
  char *name;
  gboolean local;
  char *log_folder;
} Request;

static void
request_free (Request *self)
{
  virConnectClose (self->handle);
  g_free (self->text);
  g_free (self->name);
  g_free (self->log_folder);
  g_free (self);
}

typedef struct {
  GTask *task;
  SprintWorkerFunc func;
  char *text;
  char *name;
  GDestroyNotify free_result;
} Pending;

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  SprintConnection *self = SPRINT_CONNECTION (source);
  Pending *pending = user_data;
  g_autoptr (GTask) task = g_steal_pointer (&pending->task);
  GError *error = NULL;
  virConnectPtr handle = sprint_connection_open_finish_handle (self, result, &error);

  if (handle == NULL) {
    g_task_return_error (task, error);
    g_free (pending->text);
    g_free (pending->name);
  } else {
    Request *request = g_new0 (Request, 1);

    request->handle = handle;
    request->text = pending->text;
    request->name = pending->name;
    request->local = sprint_connection_get_local (self);
    request->log_folder = g_strdup (sprint_connection_get_log_folder (self));
    sprint_worker_run_task (sprint_connection_get_worker (self), pending->func, request,
                            (GDestroyNotify) request_free, pending->free_result, g_steal_pointer (&task));
  }
  g_free (pending);
}

/* Opens the connection where it is not, then asks in a thread. */
static void
ask (SprintConnection *self,
     SprintWorkerFunc  func,
     const char       *text,
     const char       *name,
     GDestroyNotify    free_result,
     GTask            *task)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->func = func;
  pending->text = g_strdup (text);
  pending->name = g_strdup (name);
  pending->free_result = free_result;
  pending->task = task;
  sprint_connection_open_async (self, g_task_get_cancellable (task), opened_cb, pending);
}

static gpointer
version_thread (gpointer   data,
                GError   **error)
{
  Request *request = data;
  unsigned long version;

  if (virConnectGetLibVersion (request->handle, &version) < 0) {
    sprint_machine_error_set_from_libvirt (error);
    return NULL;
  }
  return g_strdup_printf ("%lu.%lu.%lu", version / 1000000, version / 1000 % 1000, version % 1000);
}

void
sprint_connection_get_version_async (SprintConnection    *self,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_connection_get_version_async);
  ask (self, version_thread, NULL, NULL, g_free, task);
}

char *
sprint_connection_get_version_finish (SprintConnection  *self,
                                      GAsyncResult      *result,
                                      GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
capabilities_thread (gpointer   data,
                     GError   **error)
{
  Request *request = data;
  char *xml = virConnectGetDomainCapabilities (request->handle, NULL, NULL, NULL, request->text, 0);
  GVirConfigDomainCapabilities *capabilities;

  if (xml == NULL) {
    sprint_machine_error_set_from_libvirt (error);
    return NULL;
  }
  capabilities = gvir_config_domain_capabilities_new_from_xml (xml, error);
  free (xml);
  sprint_machine_error_adopt (error);
  return capabilities;
}

void
sprint_connection_get_domain_capabilities_async (SprintConnection    *self,
                                                 const char          *virt_type,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_connection_get_domain_capabilities_async);
  ask (self, capabilities_thread, virt_type, NULL, g_object_unref, task);
}

GVirConfigDomainCapabilities *
sprint_connection_get_domain_capabilities_finish (SprintConnection  *self,
                                                  GAsyncResult      *result,
                                                  GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
define_thread (gpointer   data,
               GError   **error)
{
  Request *request = data;
  virDomainPtr domain = request->name != NULL ? virDomainLookupByName (request->handle, request->name) : NULL;
  SprintMachineInfo *info;

  if (domain != NULL) {
    virDomainFree (domain);
    g_set_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NAME_TAKEN,
                 "A machine named “%s” exists already", request->name);
    return NULL;
  }
  domain = virDomainDefineXMLFlags (request->handle, request->text, 0);
  if (domain == NULL) {
    sprint_machine_error_set_from_libvirt (error);
    return NULL;
  }
  info = sprint_machine_info_read (domain, request->local, request->log_folder, error);
  if (info == NULL)
    virDomainUndefine (domain);
  virDomainFree (domain);
  return info;
}

void
sprint_connection_define_async (SprintConnection    *self,
                                GVirConfigDomain    *description,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (description));

  g_task_set_source_tag (task, sprint_connection_define_async);
  ask (self, define_thread, xml, gvir_config_domain_get_name (description),
       (GDestroyNotify) sprint_machine_info_free, task);
}

/* What a closed connection still reads is nobody's. */
static SprintMachine *
take_machine (SprintConnection  *self,
              GAsyncResult      *result,
              GError           **error)
{
  g_autoptr (SprintMachineInfo) info = g_task_propagate_pointer (G_TASK (result), error);

  if (info == NULL)
    return NULL;
  if (sprint_connection_get_state (self) != SPRINT_CONNECTION_STATE_OPEN) {
    g_set_error_literal (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_CONNECTION_LOST,
                         "The connection was closed");
    return NULL;
  }
  return g_object_ref (sprint_connection_adopt_info (self, info));
}

SprintMachine *
sprint_connection_define_finish (SprintConnection  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return take_machine (self, result, error);
}

static gpointer
look_up_thread (gpointer   data,
                GError   **error)
{
  Request *request = data;
  virDomainPtr domain = virDomainLookupByUUIDString (request->handle, request->text);
  SprintMachineInfo *info;

  if (domain == NULL) {
    sprint_machine_error_set_from_libvirt (error);
    return NULL;
  }
  info = sprint_machine_info_read (domain, request->local, request->log_folder, error);
  virDomainFree (domain);
  return info;
}

void
sprint_connection_look_up_async (SprintConnection    *self,
                                 const char          *uuid,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_connection_look_up_async);
  ask (self, look_up_thread, uuid, NULL, (GDestroyNotify) sprint_machine_info_free, task);
}

SprintMachine *
sprint_connection_look_up_finish (SprintConnection  *self,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return take_machine (self, result, error);
}

static gboolean
name_taken (SprintConnection *self,
            const char       *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self));

  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintMachine) machine = g_list_model_get_item (G_LIST_MODEL (self), i);

    if (g_ascii_strcasecmp (sprint_machine_get_name (machine), name) == 0)
      return TRUE;
  }
  return FALSE;
}

char *
sprint_connection_make_name (SprintConnection *self,
                             const char       *title)
{
  g_autofree char *valid = g_utf8_make_valid (title != NULL ? title : "", -1);
  g_autofree char *ascii = g_str_to_ascii (valid, "C");
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0' && name->len < 48; c++) {
    if (g_ascii_isalnum (*c))
      g_string_append_c (name, g_ascii_tolower (*c));
    else if (name->len > 0 && name->str[name->len - 1] != '-')
      g_string_append_c (name, strchr ("._", *c) != NULL ? *c : '-');
  }
  while (name->len > 0 && !g_ascii_isalnum (name->str[name->len - 1]))
    g_string_truncate (name, name->len - 1);
  if (name->len == 0)
    g_string_assign (name, "machine");

  if (name_taken (self, name->str)) {
    gsize length = name->len;

    for (guint i = 2; name_taken (self, name->str); i++) {
      g_string_truncate (name, length);
      g_string_append_printf (name, "-%u", i);
    }
  }
  return g_string_free (g_steal_pointer (&name), FALSE);
}
