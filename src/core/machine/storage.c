/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <libvirt/virterror.h>
#include <sys/statvfs.h>

#include "gvir-pointers.h"
#include "image-copy.h"
#include "machine-error-private.h"
#include "machine-private.h"

struct _SprintStorage {
  GObject parent_instance;
  SprintConnection *connection;
  SprintPlatform *platform;
  char *folder;
};

G_DEFINE_FINAL_TYPE (SprintStorage, sprint_storage, G_TYPE_OBJECT)

static void
sprint_storage_finalize (GObject *object)
{
  SprintStorage *self = SPRINT_STORAGE (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->platform);
  g_free (self->folder);
  G_OBJECT_CLASS (sprint_storage_parent_class)->finalize (object);
}

static void
sprint_storage_class_init (SprintStorageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_storage_finalize;
}

static void
sprint_storage_init (SprintStorage *self)
{
}

SprintStorage *
sprint_storage_new (SprintConnection *connection,
                    SprintPlatform   *platform,
                    const char       *folder)
{
  SprintStorage *self = g_object_new (SPRINT_TYPE_STORAGE, NULL);

  self->connection = g_object_ref (connection);
  self->platform = g_object_ref (platform);
  self->folder = g_strdup (folder);
  return self;
}

/* ---- in a worker's thread ---- */

typedef struct {
  virConnectPtr handle;
  char *folder;
  gboolean local;
  char *name;        /* or a path */
  guint64 capacity;
  guint64 needed;
  char *source;      /* or as much as this file takes (nullable) */
} Job;

static void
job_free (Job *job)
{
  if (job->handle != NULL)
    virConnectClose (job->handle);
  g_free (job->folder);
  g_free (job->name);
  g_free (job->source);
  g_free (job);
}

static gpointer
fail_from_libvirt (GError **error)
{
  sprint_machine_error_set_from_libvirt (error);
  return NULL;
}

static gboolean
make_folder (Job     *job,
             GError **error)
{
  if (!job->local || g_mkdir_with_parents (job->folder, 0700) == 0)
    return TRUE;
  g_set_error (error, SPRINT_MACHINE_ERROR,
               errno == ENOSPC ? SPRINT_MACHINE_ERROR_NO_SPACE : SPRINT_MACHINE_ERROR_STORAGE,
               "%s: %s", job->folder, g_strerror (errno));
  return FALSE;
}

static gboolean
has_room (Job     *job,
          GError **error)
{
  struct statvfs fs;
  struct stat info;
  guint64 available;

  if (!job->local)
    return TRUE;
  if (job->source != NULL && g_stat (job->source, &info) == 0)
    job->needed = (guint64) info.st_blocks * 512;
  if (job->needed == 0 || statvfs (job->folder, &fs) < 0)
    return TRUE;
  available = (guint64) fs.f_bavail * fs.f_frsize;
  if (available >= job->needed)
    return TRUE;
  g_set_error (error, SPRINT_MACHINE_ERROR, SPRINT_MACHINE_ERROR_NO_SPACE,
               "%s: %" G_GUINT64_FORMAT " bytes are needed, %" G_GUINT64_FORMAT " are free",
               job->folder, job->needed, available);
  return FALSE;
}

static char *
pool_target (virStoragePoolPtr pool)
{
  char *xml = virStoragePoolGetXMLDesc (pool, 0);
  g_autoptr (GVirConfigStoragePool) config = NULL;
  g_autoptr (GVirConfigStoragePoolTarget) target = NULL;
  char *path = NULL;

  if (xml == NULL)
    return NULL;
  config = gvir_config_storage_pool_new_from_xml (xml, NULL);
  free (xml);
  if (config != NULL)
    target = gvir_config_storage_pool_get_target (config);
  if (target != NULL)
    path = g_strdup (gvir_config_storage_pool_target_get_path (target));
  return path;
}

/* The pool of this folder, whatever its name; and whether a name is taken by another. */
static virStoragePoolPtr
find_pool (Job      *job,
           gboolean *name_taken,
           GError  **error)
{
  virStoragePoolPtr *pools = NULL, found = NULL;
  int n = virConnectListAllStoragePools (job->handle, &pools, 0);

  if (n < 0)
    return fail_from_libvirt (error);
  for (int i = 0; i < n; i++) {
    g_autofree char *target = pool_target (pools[i]);

    if (g_strcmp0 (virStoragePoolGetName (pools[i]), "sprint") == 0)
      *name_taken = TRUE;
    if (found == NULL && g_strcmp0 (target, job->folder) == 0)
      found = pools[i];
    else
      virStoragePoolFree (pools[i]);
  }
  free (pools);
  return found;
}

static virStoragePoolPtr
define_pool (Job      *job,
             gboolean  name_taken,
             GError  **error)
{
  g_autoptr (GVirConfigStoragePool) config = gvir_config_storage_pool_new ();
  g_autoptr (GVirConfigStoragePoolTarget) target = gvir_config_storage_pool_target_new ();
  g_autofree char *name = g_strdup ("sprint");
  g_autofree char *xml = NULL;
  g_autoptr (GError) reason = NULL;
  virStoragePoolPtr pool;

  if (name_taken) {
    g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, job->folder, -1);

    g_free (name);
    name = g_strdup_printf ("sprint-%.8s", sum);
  }
  gvir_config_storage_pool_set_pool_type (config, GVIR_CONFIG_STORAGE_POOL_TYPE_DIR);
  gvir_config_storage_pool_set_name (config, name);
  gvir_config_storage_pool_target_set_path (target, job->folder);
  gvir_config_storage_pool_set_target (config, target);
  xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (config));
  pool = virStoragePoolDefineXML (job->handle, xml, 0);
  if (pool != NULL)
    return pool;
  sprint_machine_error_set_from_libvirt (&reason);
  /* Two at once: the other one's is as good. */
  pool = virStoragePoolLookupByName (job->handle, name);
  if (pool == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return pool;
}

/* Each further call, even a question, makes libvirt forget why the one before it failed. */
static gboolean
start_pool (virStoragePoolPtr   pool,
            GError            **error)
{
  g_autoptr (GError) reason = NULL;

  if (virStoragePoolIsActive (pool) == 1 || virStoragePoolCreate (pool, 0) == 0)
    return TRUE;
  sprint_machine_error_set_from_libvirt (&reason);
  /* Another one started it in between. */
  if (virStoragePoolIsActive (pool) == 1)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static virStoragePoolPtr
ensure_pool (Job     *job,
             GError **error)
{
  gboolean name_taken = FALSE;
  virStoragePoolPtr pool;

  if (!make_folder (job, error))
    return NULL;
  pool = find_pool (job, &name_taken, error);
  if (pool == NULL && (error == NULL || *error == NULL)) {
    pool = define_pool (job, name_taken, error);
    if (pool != NULL)
      virStoragePoolSetAutostart (pool, 1);
  }
  if (pool == NULL)
    return NULL;
  if (!start_pool (pool, error)) {
    virStoragePoolFree (pool);
    return NULL;
  }
  virStoragePoolRefresh (pool, 0);
  return pool;
}

static char *
free_volume_name (virStoragePoolPtr  pool,
                  const char        *name,
                  guint              attempt)
{
  for (guint i = attempt;; i++) {
    g_autofree char *candidate = i < 2 ? g_strdup_printf ("%s.qcow2", name)
                                       : g_strdup_printf ("%s-%u.qcow2", name, i);
    virStorageVolPtr volume = virStorageVolLookupByName (pool, candidate);

    if (volume == NULL)
      return g_steal_pointer (&candidate);
    virStorageVolFree (volume);
  }
}

/* A file that the pool has not seen yet has no code of its own. */
static gboolean
is_taken (const virError *error)
{
  return error != NULL && (error->code == VIR_ERR_STORAGE_VOL_EXIST ||
                           (error->code == VIR_ERR_OPERATION_FAILED && error->message != NULL &&
                            strstr (error->message, "already exists") != NULL));
}

static virStorageVolPtr
create_in_pool (virStoragePoolPtr   pool,
                const char         *name,
                guint64             capacity,
                GError            **error)
{
  /* Another program may take the name between the look and the making: then the next one. */
  for (guint attempt = 1; attempt < 100; attempt++) {
    g_autofree char *free_name = free_volume_name (pool, name, attempt);
    g_autoptr (GVirConfigStorageVol) config = gvir_config_storage_vol_new ();
    g_autoptr (GVirConfigStorageVolTarget) target = gvir_config_storage_vol_target_new ();
    g_autofree char *xml = NULL;
    virStorageVolPtr volume;

    gvir_config_storage_vol_set_name (config, free_name);
    gvir_config_storage_vol_set_capacity (config, capacity);
    gvir_config_storage_vol_set_allocation (config, 0);
    gvir_config_storage_vol_target_set_format (target, "qcow2");
    gvir_config_storage_vol_set_target (config, target);
    xml = gvir_config_object_to_xml (GVIR_CONFIG_OBJECT (config));
    volume = virStorageVolCreateXML (pool, xml, 0);
    if (volume != NULL)
      return volume;
    if (!is_taken (virGetLastError ()))
      break;
  }
  return fail_from_libvirt (error);
}

static gpointer
create_thread (gpointer   data,
               GError   **error)
{
  Job *job = data;
  virStoragePoolPtr pool = ensure_pool (job, error);
  virStorageVolPtr volume = NULL;
  char *path = NULL;

  if (pool == NULL)
    return NULL;
  if (has_room (job, error))
    volume = create_in_pool (pool, job->name, job->capacity, error);
  if (volume != NULL) {
    char *raw = virStorageVolGetPath (volume);

    path = g_strdup (raw);
    free (raw);
    virStorageVolFree (volume);
  }
  virStoragePoolFree (pool);
  return path;
}

static gpointer
delete_thread (gpointer   data,
               GError   **error)
{
  Job *job = data;
  g_autoptr (GError) reason = NULL;

  if (sprint_volume_delete (job->handle, job->name, job->local, &reason) ||
      (!job->local && virGetLastErrorCode () == VIR_ERR_NO_STORAGE_VOL))
    return GINT_TO_POINTER (TRUE);
  g_propagate_prefixed_error (error, g_steal_pointer (&reason), "%s: ", job->name);
  return NULL;
}

/* ---- on the main thread ---- */

typedef struct {
  GTask *task;
  SprintWorkerFunc func;
  Job *job;
} Pending;

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  SprintConnection *connection = SPRINT_CONNECTION (source);
  g_autofree Pending *pending = user_data;
  GError *error = NULL;

  pending->job->handle = sprint_connection_open_finish_handle (connection, result, &error);
  if (pending->job->handle == NULL && pending->func == delete_thread && pending->job->local) {
    /* Without libvirt the file itself can go. */
    g_clear_error (&error);
  } else if (pending->job->handle == NULL) {
    g_task_return_error (pending->task, error);
    g_object_unref (pending->task);
    job_free (pending->job);
    return;
  }
  sprint_worker_run_task (sprint_connection_get_worker (connection), pending->func, pending->job,
                          (GDestroyNotify) job_free, pending->func == delete_thread ? NULL : g_free, pending->task);
}

/* @opening: ends the waiting for the connection; @task's own also what is asked of libvirt then. */
static void
ask (SprintStorage    *self,
     SprintWorkerFunc  func,
     const char       *name,
     guint64           capacity,
     guint64           needed,
     const char       *source,
     GCancellable     *opening,
     GTask            *task)
{
  Pending *pending = g_new0 (Pending, 1);

  pending->task = task;
  pending->func = func;
  pending->job = g_new0 (Job, 1);
  pending->job->folder = g_strdup (self->folder);
  pending->job->local = sprint_connection_get_local (self->connection);
  pending->job->name = g_strdup (name);
  pending->job->capacity = capacity;
  pending->job->needed = needed;
  pending->job->source = g_strdup (source);
  sprint_connection_open_async (self->connection, opening, opened_cb, pending);
}

void
sprint_storage_create_volume_async (SprintStorage       *self,
                                    const char          *name,
                                    guint64              capacity,
                                    guint64              needed,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  /* Without the cancellable: a volume that libvirt makes all the same would be left behind. */
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, sprint_storage_create_volume_async);
  ask (self, create_thread, name, capacity, needed, NULL, cancellable, task);
}

char *
sprint_storage_create_volume_finish (SprintStorage  *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sprint_storage_delete_volume_async (SprintStorage       *self,
                                    const char          *path,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, sprint_storage_delete_volume_async);
  ask (self, delete_thread, path, 0, 0, NULL, cancellable, task);
}

gboolean
sprint_storage_delete_volume_finish (SprintStorage  *self,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return GPOINTER_TO_INT (g_task_propagate_pointer (G_TASK (result), error));
}

/* ---- copying ---- */

typedef struct {
  char *source;
  char *format;
  char *path;
  guint64 capacity;
  GFileProgressCallback progress;
  gpointer progress_data;
  GError *error;
} Copy;

static void
copy_free (Copy *copy)
{
  g_free (copy->source);
  g_free (copy->format);
  g_free (copy->path);
  g_clear_error (&copy->error);
  g_free (copy);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Copy *copy = g_task_get_task_data (task);

  sprint_storage_delete_volume_finish (SPRINT_STORAGE (source), result, NULL);
  g_task_return_error (task, g_steal_pointer (&copy->error));
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GCancellable) limit = NULL;
  Copy *copy = g_task_get_task_data (task);

  if (sprint_image_copy_finish (result, &copy->error)) {
    g_task_return_pointer (task, g_steal_pointer (&copy->path), g_free);
    return;
  }
  /* Not with the caller's cancellable: what was written must go when cancelled, too. */
  limit = sprint_connection_limit_new ();
  sprint_storage_delete_volume_async (g_task_get_source_object (task), copy->path, limit, removed_cb,
                                      g_object_ref (task));
}

static void
reserved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Copy *copy = g_task_get_task_data (task);
  GError *error = NULL;

  copy->path = sprint_storage_create_volume_finish (SPRINT_STORAGE (source), result, &error);
  if (copy->path == NULL) {
    g_task_return_error (task, error);
    return;
  }
  sprint_image_copy_async (SPRINT_STORAGE (source)->platform, copy->source, copy->format, copy->path, copy->capacity,
                           copy->progress, copy->progress_data, g_task_get_cancellable (task), copied_cb,
                           g_object_ref (task));
}

void
sprint_storage_copy_volume_async (SprintStorage         *self,
                                  const char            *name,
                                  const char            *source,
                                  const char            *source_format,
                                  guint64                capacity,
                                  GFileProgressCallback  progress,
                                  gpointer               progress_data,
                                  GCancellable          *cancellable,
                                  GAsyncReadyCallback    callback,
                                  gpointer               user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GTask *reserve = g_task_new (self, NULL, reserved_cb, task);
  Copy *copy = g_new0 (Copy, 1);

  g_task_set_source_tag (task, sprint_storage_copy_volume_async);
  copy->source = g_strdup (source);
  copy->format = g_strdup (source_format);
  copy->capacity = capacity;
  copy->progress = progress;
  copy->progress_data = progress_data;
  g_task_set_task_data (task, copy, (GDestroyNotify) copy_free);
  /* The volume is made first: it holds the name, and the copy is written over it. */
  /* Not cancellable: a volume that libvirt makes all the same would be left behind. */
  g_task_set_source_tag (reserve, sprint_storage_create_volume_async);
  ask (self, create_thread, name, MAX (capacity, 1024 * 1024), 0, source, cancellable, reserve);
}

char *
sprint_storage_copy_volume_finish (SprintStorage  *self,
                                   GAsyncResult   *result,
                                   GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
