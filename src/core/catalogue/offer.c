/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offer-private.h"

#include <glib/gi18n.h>

#include "catalogue.h"
#include "core/platform/thread-task.h"

/* 788: 800x600 in 16 bits, which the installer's framebuffer needs on a machine with a BIOS. */
#define COMMAND_LINE "vga=788 --- quiet"

enum {
  PROP_0,
  PROP_NAME,
  PROP_COMPONENT,
  PROP_DOWNLOAD_SIZE,
  PROP_READY,
  PROP_FRACTION,
  PROP_SPEED,
  PROP_BUSY,
  PROP_KNOWN,
  N_PROPS,
};

struct _SprintOffer
{
  GObject parent_instance;

  char *name;
  char *system_name;
  char *os_id;
  SprintSystemDatabase *database;

  /* Of a package: */
  char *component;
  char *images_root;
  char *arch;
  char *kernel;          /* NULL while the package is not there */
  char *initrd;
  SprintOffer *fallback; /* a download, for as long */

  /* Of a download: */
  SprintDownload *download;

  SprintSystem *system;  /* NULL until known */
  gboolean looking_up;
  gboolean ready;
  gboolean busy;
};

/* What a medium is made of, for the thread that makes it. */
typedef struct {
  char *path;
  char *kernel;
  char *initrd;
} Job;

G_DEFINE_FINAL_TYPE (SprintOffer, sprint_offer, G_TYPE_OBJECT)

static GParamSpec *props[N_PROPS];

static void
sprint_offer_finalize (GObject *object)
{
  SprintOffer *self = SPRINT_OFFER (object);

  g_free (self->name);
  g_free (self->system_name);
  g_free (self->os_id);
  g_clear_object (&self->database);
  g_free (self->component);
  g_free (self->images_root);
  g_free (self->arch);
  g_free (self->kernel);
  g_free (self->initrd);
  g_clear_object (&self->fallback);
  g_clear_object (&self->download);
  g_clear_pointer (&self->system, sprint_system_free);

  G_OBJECT_CLASS (sprint_offer_parent_class)->finalize (object);
}

static void
sprint_offer_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SprintOffer *self = SPRINT_OFFER (object);

  switch (prop_id) {
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_COMPONENT:
    g_value_set_string (value, self->component);
    break;
  case PROP_DOWNLOAD_SIZE:
    g_value_set_uint64 (value, sprint_offer_get_download_size (self));
    break;
  case PROP_READY:
    g_value_set_boolean (value, self->ready);
    break;
  case PROP_FRACTION:
    g_value_set_double (value, sprint_offer_get_fraction (self));
    break;
  case PROP_SPEED:
    g_value_set_uint64 (value, sprint_offer_get_speed (self));
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  case PROP_KNOWN:
    g_value_set_boolean (value, self->system != NULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
set_ready (SprintOffer *self,
           gboolean     ready)
{
  if (self->ready == ready)
    return;

  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_READY]);
}

static void
set_busy (SprintOffer *self,
          gboolean     busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

static void
download_notify_cb (SprintOffer *self,
                    GParamSpec  *pspec)
{
  const char *name = g_param_spec_get_name (pspec);

  g_object_notify (G_OBJECT (self), g_str_equal (name, "size") ? "download-size" : name);
}

static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  /* A size that nobody can tell is not shown; fetching says what is wrong. */
  if (!sprint_download_measure_finish (SPRINT_DOWNLOAD (source), result, &error))
    g_debug ("The size of a download: %s", error->message);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->kernel);
  g_free (job->initrd);
  g_free (job);
}

/* In a worker thread, since it reads libosinfo's database. Of the offer it uses only what never changes. */
static gpointer
make_medium_thread (GTask   *task,
                    GError **error)
{
  SprintOffer *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  g_autoptr (SprintSystem) system = sprint_system_database_look_up (self->database, self->os_id);

  return g_object_new (SPRINT_TYPE_MEDIUM,
                       "kind", job->path != NULL ? SPRINT_MEDIUM_KIND_INSTALLER : SPRINT_MEDIUM_KIND_KERNEL,
                       "path", job->path,
                       "format", job->path != NULL ? "iso" : NULL,
                       "kernel", job->kernel,
                       "initrd", job->initrd,
                       "command-line", job->path != NULL ? NULL : COMMAND_LINE,
                       "os-name", system->name != NULL ? system->name : self->system_name,
                       SPRINT_SYSTEM_PROPERTIES (system),
                       NULL);
}

static void
make_medium (SprintOffer *self,
             GTask       *task)
{
  Job *job = g_new0 (Job, 1);

  if (self->download != NULL)
    job->path = g_strdup (sprint_download_get_target (self->download));
  job->kernel = g_strdup (self->kernel);
  job->initrd = g_strdup (self->initrd);
  g_task_set_task_data (task, job, job_free);
  sprint_thread_task_run (task, make_medium_thread, g_object_unref);
}

static void
fell_back_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintOffer *self = g_task_get_source_object (task);
  GError *error = NULL;
  SprintMedium *medium = sprint_offer_fetch_finish (SPRINT_OFFER (source), result, &error);

  set_busy (self, FALSE);
  sprint_offer_refresh (self);
  if (medium != NULL)
    g_task_return_pointer (task, medium, g_object_unref);
  else
    g_task_return_error (task, error);
}

static gpointer
look_up_thread (GTask   *task,
                GError **error)
{
  SprintOffer *self = g_task_get_source_object (task);

  return sprint_system_database_look_up (self->database, self->os_id);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  SprintOffer *self = SPRINT_OFFER (source);

  self->system = g_task_propagate_pointer (G_TASK (result), NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_KNOWN]);
}

static void
downloaded_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SprintOffer *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  gboolean done = sprint_download_run_finish (self->download, result, &error);

  set_busy (self, FALSE);
  sprint_offer_refresh (self);

  /* Whatever the server says, what was verified when it came is still good: one that its sum disowns is gone by now. */
  if (done || (self->ready && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    make_medium (self, task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
sprint_offer_class_init (SprintOfferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_offer_finalize;
  object_class->get_property = sprint_offer_get_property;

  props[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  props[PROP_COMPONENT] = g_param_spec_string ("component", NULL, NULL, NULL, flags);
  props[PROP_DOWNLOAD_SIZE] = g_param_spec_uint64 ("download-size", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  props[PROP_SPEED] = g_param_spec_uint64 ("speed", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  props[PROP_KNOWN] = g_param_spec_boolean ("known", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sprint_offer_init (SprintOffer *self)
{
}

static SprintOffer *
create (const char           *system_name,
        const char           *os_id,
        SprintSystemDatabase *database)
{
  SprintOffer *self = g_object_new (SPRINT_TYPE_OFFER, NULL);

  /* Translators: %s is a system: "Debian 13". */
  self->name = g_strdup_printf (_("%s Installer"), system_name);
  self->system_name = g_strdup (system_name);
  self->os_id = g_strdup (os_id);
  self->database = g_object_ref (database);

  return self;
}

static void
follow (SprintOffer    *self,
        SprintDownload *download)
{
  g_signal_connect_object (download, "notify::size", G_CALLBACK (download_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (download, "notify::fraction", G_CALLBACK (download_notify_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (download, "notify::speed", G_CALLBACK (download_notify_cb), self, G_CONNECT_SWAPPED);
}

SprintOffer *
sprint_offer_new_package (const char           *system_name,
                          const char           *os_id,
                          SprintSystemDatabase *database,
                          const char           *component,
                          const char           *images_root,
                          const char           *arch,
                          SprintOffer          *fallback)
{
  SprintOffer *self = create (system_name, os_id, database);

  self->component = g_strdup (component);
  self->images_root = g_strdup (images_root);
  self->arch = g_strdup (arch);
  self->fallback = g_object_ref (fallback);
  follow (self, fallback->download);
  sprint_offer_refresh (self);

  return self;
}

SprintOffer *
sprint_offer_new_download (const char           *system_name,
                           const char           *os_id,
                           SprintSystemDatabase *database,
                           SprintDownload       *download)
{
  SprintOffer *self = create (system_name, os_id, database);

  self->download = g_object_ref (download);
  follow (self, download);
  sprint_offer_refresh (self);

  return self;
}

static SprintDownload *
get_download (SprintOffer *self)
{
  return self->fallback != NULL ? self->fallback->download : self->download;
}

const char *
sprint_offer_get_name (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), NULL);

  return self->name;
}

const char *
sprint_offer_get_system_name (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), NULL);

  return self->system_name;
}

const char *
sprint_offer_get_component (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), NULL);

  return self->component;
}

gboolean
sprint_offer_get_ready (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), FALSE);

  return self->ready;
}

guint64
sprint_offer_get_download_size (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), 0);

  return sprint_download_get_size (get_download (self));
}

double
sprint_offer_get_fraction (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), 0);

  return sprint_download_get_fraction (get_download (self));
}

guint64
sprint_offer_get_speed (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), 0);

  return sprint_download_get_speed (get_download (self));
}

gboolean
sprint_offer_get_busy (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), FALSE);

  return self->busy;
}

guint64
sprint_offer_get_memory_recommended (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), 0);

  return self->system != NULL ? self->system->memory_recommended : 0;
}

guint64
sprint_offer_get_memory_minimum (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), 0);

  return self->system != NULL ? self->system->memory_minimum : 0;
}

guint64
sprint_offer_get_disk_recommended (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), 0);

  return self->system != NULL ? self->system->disk_recommended : 0;
}

guint64
sprint_offer_get_disk_minimum (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), 0);

  return self->system != NULL ? self->system->disk_minimum : 0;
}

guint
sprint_offer_get_vcpus_recommended (SprintOffer *self)
{
  g_return_val_if_fail (SPRINT_IS_OFFER (self), 0);

  return self->system != NULL ? self->system->vcpus : 0;
}

char *
sprint_offer_describe_progress (SprintOffer *self)
{
  guint64 size = sprint_offer_get_download_size (self);
  guint64 speed = sprint_offer_get_speed (self);
  g_autofree char *done_words = g_format_size (size * sprint_offer_get_fraction (self));
  g_autofree char *size_words = g_format_size (size);
  g_autofree char *speed_words = g_format_size (speed);

  g_return_val_if_fail (SPRINT_IS_OFFER (self), NULL);

  if (size == 0)
    return NULL;
  if (speed == 0)
    /* Translators: how much of a file has come: "12.3 MB of 60.0 MB". */
    return g_strdup_printf (_("%s of %s"), done_words, size_words);

  /* Translators: how much of a file has come, and how much comes in a second: "12.3 MB of 60.0 MB, 3.1 MB/s". */
  return g_strdup_printf (_("%s of %s, %s/s"), done_words, size_words, speed_words);
}

/* The graphical installer in images/VERSION/ARCH/gtk/, which wants a mouse; NULL where it is not complete. */
static char *
find_image_folder (SprintOffer *self,
                   const char  *version)
{
  g_autofree char *folder = g_build_filename (self->images_root, version, self->arch, "gtk", "debian-installer",
                                              self->arch, NULL);
  g_autofree char *kernel = g_build_filename (folder, "linux", NULL);
  g_autofree char *initrd = g_build_filename (folder, "initrd.gz", NULL);

  if (!g_file_test (kernel, G_FILE_TEST_IS_REGULAR) || !g_file_test (initrd, G_FILE_TEST_IS_REGULAR))
    return NULL;

  return g_steal_pointer (&folder);
}

static void
refresh_package (SprintOffer *self)
{
  g_autoptr (GDir) folder = g_dir_open (self->images_root, 0, NULL);
  g_autofree char *best = NULL;
  gint64 best_version = -1;
  const char *version;

  while (folder != NULL && (version = g_dir_read_name (folder)) != NULL) {
    gint64 number = g_ascii_strtoll (version, NULL, 10);
    g_autofree char *found = number > best_version ? find_image_folder (self, version) : NULL;

    if (found == NULL)
      continue;
    g_free (best);
    best = g_steal_pointer (&found);
    best_version = number;
  }

  g_clear_pointer (&self->kernel, g_free);
  g_clear_pointer (&self->initrd, g_free);
  if (best != NULL) {
    self->kernel = g_build_filename (best, "linux", NULL);
    self->initrd = g_build_filename (best, "initrd.gz", NULL);
  }
}

/* A name or two in a folder of the system, and the status of a file: too little to leave the main loop for. */
void
sprint_offer_refresh (SprintOffer *self)
{
  g_return_if_fail (SPRINT_IS_OFFER (self));

  if (self->fallback != NULL)
    refresh_package (self);
  set_ready (self, self->kernel != NULL ||
                     g_file_test (sprint_download_get_target (get_download (self)), G_FILE_TEST_IS_REGULAR));
}

void
sprint_offer_ask_size (SprintOffer  *self,
                       GCancellable *cancellable)
{
  g_return_if_fail (SPRINT_IS_OFFER (self));

  if (!self->ready && !self->busy && sprint_offer_get_download_size (self) == 0)
    sprint_download_measure_async (get_download (self), cancellable, measured_cb, NULL);
}

void
sprint_offer_look_up (SprintOffer *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SPRINT_IS_OFFER (self));

  if (self->looking_up)
    return;
  self->looking_up = TRUE;
  task = g_task_new (self, NULL, looked_up_cb, NULL);
  g_task_set_source_tag (task, sprint_offer_look_up);
  sprint_thread_task_run (task, look_up_thread, (GDestroyNotify) sprint_system_free);
}

void
sprint_offer_fetch_async (SprintOffer         *self,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SPRINT_IS_OFFER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_offer_fetch_async);

  if (self->busy) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_BUSY, _("%s is being downloaded already"), self->name);
    return;
  }
  if (self->download != NULL) {
    set_busy (self, TRUE);
    sprint_download_run_async (self->download, cancellable, downloaded_cb, g_steal_pointer (&task));
    return;
  }

  sprint_offer_refresh (self);
  if (self->kernel != NULL) {
    make_medium (self, task);
  } else {
    set_busy (self, TRUE);
    sprint_offer_fetch_async (self->fallback, cancellable, fell_back_cb, g_steal_pointer (&task));
  }
}

SprintMedium *
sprint_offer_fetch_finish (SprintOffer   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
