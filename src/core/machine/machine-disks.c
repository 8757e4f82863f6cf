/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "disk-files.h"

#include "machine-error-private.h"

/* Reads what there is into @own and @named; the domain is let go of. */
static gboolean
read_files (SprintMachineCall  *call,
            GHashTable         *own,
            GHashTable         *named,
            GError            **error)
{
  virDomainPtr domain = sprint_machine_call_lookup (call, error);
  gboolean done = domain != NULL && sprint_disk_files_read (call, domain, own, named, error);

  if (domain != NULL)
    virDomainFree (domain);
  return done;
}

static gpointer
list_disks_thread (gpointer   data,
                   GError   **error)
{
  SprintMachineCall *call = data;
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer path;

  if (!read_files (call, own, named, error))
    return NULL;
  g_hash_table_iter_init (&iter, own);
  while (g_hash_table_iter_next (&iter, NULL, &path)) {
    if (sprint_disk_files_is_disk (call, path, own, named) && sprint_disk_files_is_deletable (call, path))
      g_ptr_array_add (paths, g_strdup (path));
  }
  g_ptr_array_sort_values (paths, (GCompareFunc) strcmp);
  g_ptr_array_add (paths, NULL);
  return g_ptr_array_steal (paths, NULL);
}

void
sprint_machine_list_disks_async (SprintMachine       *self,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_machine_list_disks_async);
  sprint_machine_run (self, list_disks_thread, NULL, NULL, (GDestroyNotify) g_strfreev, task);
}

GStrv
sprint_machine_list_disks_finish (SprintMachine  *self,
                                  GAsyncResult   *result,
                                  GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
list_kept_files_thread (gpointer   data,
                        GError   **error)
{
  SprintMachineCall *call = data;
  const char * const *candidates = call->payload;
  g_autoptr (GHashTable) own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) named = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (candidates == NULL || !call->local)
    return g_strv_builder_end (builder);
  if (!read_files (call, own, named, error))
    return NULL;
  for (guint i = 0; candidates[i] != NULL; i++) {
    if (sprint_disk_files_is_beside (call, candidates[i], own, named) &&
        sprint_disk_files_is_deletable (call, candidates[i]))
      g_strv_builder_add (builder, candidates[i]);
  }
  return g_strv_builder_end (builder);
}

void
sprint_machine_list_kept_files_async (SprintMachine       *self,
                                      const char * const  *candidates,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sprint_machine_list_kept_files_async);
  sprint_machine_run (self, list_kept_files_thread, g_strdupv ((GStrv) candidates), (GDestroyNotify) g_strfreev,
                      (GDestroyNotify) g_strfreev, task);
}

GStrv
sprint_machine_list_kept_files_finish (SprintMachine  *self,
                                       GAsyncResult   *result,
                                       GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
