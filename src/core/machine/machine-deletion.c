/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <libvirt/virterror.h>

#include "disk-files.h"
#include "machine-error-private.h"

/* What another program did since the person was asked counts, too. */
static gboolean
may_delete (SprintMachineCall   *call,
            virDomainPtr         domain,
            const char * const  *files,
            GError             **error)
{
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!sprint_disk_files_read (call, domain, own, named, error))
    return FALSE;
  for (guint i = 0; files[i] != NULL; i++) {
    if (sprint_disk_files_is_disk (call, files[i], own, named) ||
        sprint_disk_files_is_beside (call, files[i], own, named))
      continue;
    g_set_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FILE_NOT_OWN,
                 "%s is not a disk that this machine alone uses", files[i]);
    return FALSE;
  }
  return TRUE;
}

/* No description names them any longer: the person is told of each, a line for one. */
static void
add_stayed (GError     **error,
            const char  *path,
            const char  *reason)
{
  GError *all = *error == NULL
    ? g_error_new (SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FILE_STAYED, "%s: %s", path, reason)
    : g_error_new (SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_FILE_STAYED, "%s\n%s: %s",
                   (*error)->message, path, reason);

  g_clear_error (error);
  *error = all;
}

static gboolean
force_off (virDomainPtr   domain,
           GError       **error)
{
  int active = virDomainIsActive (domain);

  if (active == 0 || (active == 1 && virDomainDestroy (domain) == 0))
    return TRUE;
  /* It ended by itself in between; a transient one is gone with that. */
  if (virGetLastErrorCode () == VIR_ERR_NO_DOMAIN ||
      (active == 1 && virGetLastErrorCode () == VIR_ERR_OPERATION_INVALID))
    return TRUE;
  sprint_machine_error_set_from_libvirt (error);
  return FALSE;
}

static gboolean
is_about_flags (int code)
{
  return code == VIR_ERR_INVALID_ARG || code == VIR_ERR_ARGUMENT_UNSUPPORTED || code == VIR_ERR_NO_SUPPORT ||
         code == VIR_ERR_OPERATION_UNSUPPORTED;
}

static gboolean
undefine (virDomainPtr   domain,
          GError       **error)
{
  const unsigned int few = VIR_DOMAIN_UNDEFINE_MANAGED_SAVE | VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA;
  const unsigned int all = few | VIR_DOMAIN_UNDEFINE_CHECKPOINTS_METADATA | VIR_DOMAIN_UNDEFINE_NVRAM;
  int persistent = virDomainIsPersistent (domain);
  int done;

  if (persistent == 0 || (persistent < 0 && virGetLastErrorCode () == VIR_ERR_NO_DOMAIN))
    return TRUE;
  if (persistent < 0) {
    sprint_machine_error_set_from_libvirt (error);
    return FALSE;
  }
  done = virDomainUndefineFlags (domain, all);
  if (done < 0 && is_about_flags (virGetLastErrorCode ()))
    done = virDomainUndefineFlags (domain, few);
  if (done < 0 && virGetLastErrorCode () != VIR_ERR_NO_DOMAIN) {
    sprint_machine_error_set_from_libvirt (error);
    return FALSE;
  }
  return TRUE;
}

static gpointer
delete_thread (gpointer   data,
               GError   **error)
{
  SprintMachineCall *call = data;
  virDomainPtr domain = sprint_machine_call_lookup (call, error);
  const char * const *files = call->payload;
  GError *stayed = NULL;
  gboolean done;

  if (domain == NULL)
    return NULL;
  done = files == NULL || *files == NULL || may_delete (call, domain, files, error);
  /* One that was started in between runs on without a description; from now on nobody can start it. */
  done = done && force_off (domain, error) && undefine (domain, error) && force_off (domain, error);
  virDomainFree (domain);
  if (!done)
    return NULL;
  /* Where one cannot be deleted, the others go all the same. */
  for (guint i = 0; files != NULL && files[i] != NULL; i++) {
    g_autoptr (GError) reason = NULL;

    if (!sprint_volume_delete (call->connection, files[i], call->local, &reason))
      add_stayed (&stayed, files[i], reason->message);
  }
  if (stayed != NULL)
    g_propagate_error (error, stayed);
  return GINT_TO_POINTER (stayed == NULL);
}

void
sprint_machine_delete_async (SprintMachine       *self,
                             const char * const  *files,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_machine_delete_async);
  sprint_machine_change (self, delete_thread, g_strdupv ((GStrv) files), (GDestroyNotify) g_strfreev, task);
}

gboolean
sprint_machine_delete_finish (SprintMachine  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
