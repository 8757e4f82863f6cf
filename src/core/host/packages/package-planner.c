/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-planner.h"

#include <string.h>

#include "package-error.h"

/* What is known so far. */
typedef struct
{
  GPtrArray *wanted;           /* names that are not installed */
  SprintPackagePlan *plan;
  PkProgressCallback progress;
  gpointer progress_data;
  gboolean stale;              /* the lists are to be fetched before anything is looked up in them */
  gboolean refreshed;
} Work;

static void find_available (GTask *task);

static void
work_free (Work *work)
{
  g_ptr_array_unref (work->wanted);
  g_clear_object (&work->plan);
  g_free (work);
}

static char *
get_name (const char *package_id)
{
  return g_strndup (package_id, strcspn (package_id, ";"));
}

/* (nullable): the first package of that name. */
static PkPackage *
find_package (GPtrArray  *packages,
              const char *name)
{
  for (guint i = 0; i < packages->len; i++) {
    g_autofree char *found = get_name (pk_package_get_id (g_ptr_array_index (packages, i)));

    if (g_str_equal (found, name))
      return g_ptr_array_index (packages, i);
  }

  return NULL;
}

/* Returns the results, or NULL and has the task end with what went wrong. */
static PkResults *
finish (GTask        *task,
        GAsyncResult *result)
{
  g_autoptr (GError) raw = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PkResults) results = NULL;

  results = pk_client_generic_finish (g_task_get_source_object (task), result, &raw);
  error = results != NULL ? sprint_package_error_new_from_results (results)
                          : sprint_package_error_new_for_call (raw, g_task_get_cancellable (task));
  if (error != NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return NULL;
  }

  return g_steal_pointer (&results);
}

static void
return_plan (GTask *task)
{
  Work *work = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&work->plan), g_object_unref);
}

/* "download-size" came with 1.3, and made "size" what a package takes on the disk. Before, as on the floor, that was
 * what is fetched of one that is not installed, and nothing told the rest; so it is where the daemon is older than the
 * library. */
static void
add_details (SprintPackagePlan *plan,
             PkDetails         *details)
{
  guint64 download = G_MAXUINT64;
  guint64 size = 0;
  g_autofree char *id = NULL;

  g_object_get (details, "package-id", &id, "size", &size, NULL);
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (details), "download-size") != NULL)
    g_object_get (details, "download-size", &download, NULL);

  if (size == G_MAXUINT64)
    size = 0;
  if (download != G_MAXUINT64)
    sprint_package_plan_add_size (plan, id, download, size);
  else
    sprint_package_plan_add_size (plan, id, size, 0);
}

static void
details_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (PkResults) results = finish (task, result);
  g_autoptr (GPtrArray) details = NULL;
  Work *work = g_task_get_task_data (task);

  if (results == NULL)
    return;

  details = pk_results_get_details_array (results);
  for (guint i = 0; i < details->len; i++)
    add_details (work->plan, g_ptr_array_index (details, i));
  return_plan (task);
}

static void
simulated_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (PkResults) results = finish (task, result);
  g_autoptr (GPtrArray) packages = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;
  Work *work = g_task_get_task_data (task);

  if (results == NULL)
    return;

  packages = pk_results_get_package_array (results);
  for (guint i = 0; i < packages->len; i++) {
    PkPackage *package = g_ptr_array_index (packages, i);

    switch (pk_package_get_info (package)) {
    case PK_INFO_ENUM_INSTALLING:
      sprint_package_plan_add_addition (work->plan, pk_package_get_id (package));
      break;
    case PK_INFO_ENUM_UPDATING:
    case PK_INFO_ENUM_DOWNGRADING:
      sprint_package_plan_add_update (work->plan, pk_package_get_id (package));
      break;
    case PK_INFO_ENUM_REMOVING:
    case PK_INFO_ENUM_OBSOLETING:
      sprint_package_plan_add_removal (work->plan, pk_package_get_id (package));
      break;
    default:
      break;
    }
  }

  g_strv_builder_addv (builder, (const char **) sprint_package_plan_get_requested_ids (work->plan));
  g_strv_builder_addv (builder, (const char **) sprint_package_plan_get_addition_ids (work->plan));
  ids = g_strv_builder_end (builder);
  pk_client_get_details_async (PK_CLIENT (object), ids, g_task_get_cancellable (task),
                               work->progress, work->progress_data, details_cb, g_object_ref (task));
}

static void
refreshed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (PkResults) results = finish (task, result);

  if (results != NULL)
    find_available (task);
}

static void
refresh (GTask *task)
{
  Work *work = g_task_get_task_data (task);

  work->refreshed = TRUE;
  pk_client_refresh_cache_async (g_task_get_source_object (task), work->stale, g_task_get_cancellable (task),
                                 work->progress, work->progress_data, refreshed_cb, g_object_ref (task));
}

static void
available_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (PkResults) results = finish (task, result);
  g_autoptr (GPtrArray) packages = NULL;
  Work *work = g_task_get_task_data (task);
  gboolean all = TRUE;

  if (results == NULL)
    return;

  packages = pk_results_get_package_array (results);
  for (guint i = 0; i < work->wanted->len - 1; i++)
    all &= find_package (packages, g_ptr_array_index (work->wanted, i)) != NULL;

  /* A fresh system's lists are empty, and an old one's are old. */
  if (!all && !work->refreshed) {
    refresh (task);
    return;
  }

  for (guint i = 0; i < work->wanted->len - 1; i++) {
    const char *name = g_ptr_array_index (work->wanted, i);
    PkPackage *package = find_package (packages, name);

    if (package != NULL)
      sprint_package_plan_add_requested (work->plan, pk_package_get_id (package));
    else
      sprint_package_plan_add_unknown (work->plan, name);
  }
  if (sprint_package_plan_is_empty (work->plan)) {
    return_plan (task);
    return;
  }

  pk_client_install_packages_async (PK_CLIENT (object),
                                    pk_bitfield_value (PK_TRANSACTION_FLAG_ENUM_SIMULATE),
                                    (char **) sprint_package_plan_get_requested_ids (work->plan),
                                    g_task_get_cancellable (task), work->progress, work->progress_data,
                                    simulated_cb, g_object_ref (task));
}

static void
find_available (GTask *task)
{
  Work *work = g_task_get_task_data (task);

  pk_client_resolve_async (g_task_get_source_object (task),
                           pk_bitfield_from_enums (PK_FILTER_ENUM_NOT_INSTALLED, PK_FILTER_ENUM_ARCH,
                                                   PK_FILTER_ENUM_NEWEST, -1),
                           (char **) work->wanted->pdata, g_task_get_cancellable (task),
                           work->progress, work->progress_data, available_cb, g_object_ref (task));
}

static void
installed_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (PkResults) results = finish (task, result);
  g_autoptr (GPtrArray) packages = NULL;
  Work *work = g_task_get_task_data (task);

  if (results == NULL)
    return;

  packages = pk_results_get_package_array (results);
  for (guint i = 0; i < work->wanted->len - 1;) {
    if (find_package (packages, g_ptr_array_index (work->wanted, i)) != NULL)
      g_ptr_array_remove_index (work->wanted, i);
    else
      i++;
  }

  if (work->wanted->len == 1)
    return_plan (task);
  else if (work->stale)
    refresh (task);
  else
    find_available (task);
}

void
sprint_package_planner_run_async (PkClient            *client,
                                  const char * const  *names,
                                  gboolean             refresh,
                                  PkProgressCallback   progress,
                                  gpointer             progress_data,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (client, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, sprint_package_planner_run_async);
  work->plan = sprint_package_plan_new ();
  work->progress = progress;
  work->progress_data = progress_data;
  work->stale = refresh;
  /* With its terminating NULL: it is handed on as an array of names. */
  work->wanted = g_ptr_array_new_with_free_func (g_free);
  for (gsize i = 0; names[i] != NULL; i++)
    g_ptr_array_add (work->wanted, g_strdup (names[i]));
  g_ptr_array_add (work->wanted, NULL);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);

  if (work->wanted->len == 1) {
    return_plan (task);
    return;
  }

  pk_client_resolve_async (client, pk_bitfield_value (PK_FILTER_ENUM_INSTALLED), (char **) work->wanted->pdata,
                           cancellable, progress, progress_data, installed_cb, g_steal_pointer (&task));
}

SprintPackagePlan *
sprint_package_planner_run_finish (PkClient      *client,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
