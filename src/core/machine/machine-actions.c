/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include "gvir-pointers.h"

#include "machine-error-private.h"
#include "machine-private.h"
#include "title.h"

static gboolean
resume_or_wake (virDomainPtr   handle,
                GVirDomain    *domain,
                GError       **error)
{
  int state, reason;

  if (virDomainGetState (handle, &state, &reason, 0) == 0 && state == VIR_DOMAIN_PMSUSPENDED)
    return gvir_domain_wakeup (domain, 0, error);
  return gvir_domain_resume (domain, error);
}

static gpointer
act_thread (gpointer   data,
            GError   **error)
{
  SprintMachineCall *call = data;
  virDomainPtr handle = sprint_machine_call_lookup (call, error);
  g_autoptr (GVirDomain) domain = NULL;
  gboolean done = FALSE;

  if (handle == NULL)
    return NULL;
  domain = g_object_new (GVIR_TYPE_DOMAIN, "handle", handle, NULL);
  switch ((SprintMachineActions) GPOINTER_TO_UINT (call->payload)) {
  case SPRINT_MACHINE_ACTION_START:
    done = gvir_domain_start (domain, 0, error);
    break;
  case SPRINT_MACHINE_ACTION_PAUSE:
    done = gvir_domain_suspend (domain, error);
    break;
  case SPRINT_MACHINE_ACTION_RESUME:
    done = resume_or_wake (handle, domain, error);
    break;
  case SPRINT_MACHINE_ACTION_SHUT_DOWN:
    done = gvir_domain_shutdown (domain, 0, error);
    break;
  case SPRINT_MACHINE_ACTION_RESTART:
    done = gvir_domain_reboot (domain, 0, error);
    break;
  case SPRINT_MACHINE_ACTION_FORCE_OFF:
    done = gvir_domain_stop (domain, 0, error);
    break;
  case SPRINT_MACHINE_ACTION_RENAME:
  case SPRINT_MACHINE_ACTION_DELETE:
  default:
    g_set_error_literal (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NOT_SUPPORTED,
                         "Not an action of this kind");
  }
  sprint_machine_error_adopt (error);
  virDomainFree (handle);
  return GINT_TO_POINTER (done);
}

void
sprint_machine_act_async (SprintMachine        *self,
                          SprintMachineActions  action,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (SPRINT_IS_MACHINE (self));

  g_task_set_source_tag (task, sprint_machine_act_async);
  if ((sprint_machine_get_actions (self) & action) == 0) {
    g_task_return_new_error_literal (task, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_INVALID_STATE,
                                     "Not possible while the machine is in this state");
    return;
  }
  if (action == SPRINT_MACHINE_ACTION_START)
    sprint_machine_note_started (self);
  sprint_machine_change (self, act_thread, GUINT_TO_POINTER (action), NULL, g_steal_pointer (&task));
}

gboolean
sprint_machine_act_finish (SprintMachine  *self,
                           GAsyncResult   *result,
                           GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gpointer
rename_thread (gpointer   data,
               GError   **error)
{
  SprintMachineCall *call = data;
  virDomainPtr domain = sprint_machine_call_lookup (call, error);
  unsigned int flags = 0;
  int done;

  if (domain == NULL)
    return NULL;
  if (virDomainIsPersistent (domain) == 1)
    flags |= VIR_DOMAIN_AFFECT_CONFIG;
  if (virDomainIsActive (domain) == 1)
    flags |= VIR_DOMAIN_AFFECT_LIVE;
  done = virDomainSetMetadata (domain, VIR_DOMAIN_METADATA_TITLE, call->payload, NULL, NULL, flags);
  if (done < 0)
    sprint_machine_error_set_from_libvirt (error);
  virDomainFree (domain);
  return GINT_TO_POINTER (done == 0);
}

const char *
sprint_machine_find_title_problem (SprintMachine *self,
                                   const char    *title,
                                   int           *code)
{
  return sprint_title_find_problem (title, G_LIST_MODEL (sprint_machine_get_connection (self)), self, code);
}

void
sprint_machine_rename_async (SprintMachine       *self,
                             const char          *title,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *stripped = g_strstrip (g_strdup (title));
  const char *problem;
  int code;

  g_return_if_fail (SPRINT_IS_MACHINE (self));

  g_task_set_source_tag (task, sprint_machine_rename_async);
  problem = sprint_machine_find_title_problem (self, title, &code);
  if (problem != NULL) {
    g_task_return_new_error_literal (task, SPRINT_MACHINE_ERROR, code, problem);
    return;
  }
  sprint_machine_change (self, rename_thread, g_steal_pointer (&stripped), g_free, g_steal_pointer (&task));
}

gboolean
sprint_machine_rename_finish (SprintMachine  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gpointer
get_description_thread (gpointer   data,
                        GError   **error)
{
  SprintMachineCall *call = data;
  virDomainPtr handle = sprint_machine_call_lookup (call, error);
  g_autoptr (GVirDomain) domain = NULL;
  GVirConfigDomain *description;

  if (handle == NULL)
    return NULL;
  domain = g_object_new (GVIR_TYPE_DOMAIN, "handle", handle, NULL);
  /* Without SECURE, what is redefined from this would have lost its passwords. */
  description = gvir_domain_get_config (domain, VIR_DOMAIN_XML_INACTIVE | VIR_DOMAIN_XML_SECURE, error);
  sprint_machine_error_adopt (error);
  virDomainFree (handle);
  return description;
}

void
sprint_machine_get_description_async (SprintMachine       *self,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_machine_get_description_async);
  sprint_machine_run (self, get_description_thread, NULL, NULL, g_object_unref, task);
}

GVirConfigDomain *
sprint_machine_get_description_finish (SprintMachine  *self,
                                       GAsyncResult   *result,
                                       GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
set_description_thread (gpointer   data,
                        GError   **error)
{
  SprintMachineCall *call = data;
  virDomainPtr known = sprint_machine_call_lookup (call, error);
  virDomainPtr domain;

  /* libvirt would make one that has been deleted anew. */
  if (known == NULL)
    return NULL;
  virDomainFree (known);
  domain = virDomainDefineXMLFlags (call->connection, call->payload, 0);
  if (domain == NULL) {
    sprint_machine_error_set_from_libvirt (error);
    return NULL;
  }
  virDomainFree (domain);
  return GINT_TO_POINTER (TRUE);
}

void
sprint_machine_set_description_async (SprintMachine       *self,
                                      GVirConfigDomain    *description,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_machine_set_description_async);
  sprint_machine_change (self, set_description_thread,
                         gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (description)), g_free, g_steal_pointer (&task));
}

gboolean
sprint_machine_set_description_finish (SprintMachine  *self,
                                       GAsyncResult   *result,
                                       GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
