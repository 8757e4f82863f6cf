/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "catalogue.h"

#include <glib/gi18n.h>
#include <sys/utsname.h>

#include "catalogue-resources.h"
#include "core/platform/thread-task.h"
#include "offer-private.h"
#include "recognise.h"

#define TABLE_PATH "/io/github/kvmsprint/Sprint/core/catalogue/downloads.ini"
#define NETBOOT_GROUP "debian-netboot"
#define NETBOOT_COMPONENT "installer"

enum {
  PROP_0,
  PROP_DOWNLOAD_FOLDER,
  PROP_PACKAGED_VERSION,
  PROP_IMAGES_ROOT,
  N_PROPS,
};

struct _SprintCatalogue
{
  GObject parent_instance;

  char *download_folder;
  char *packaged_version;
  char *images_root;

  SprintSystemDatabase *database;
  SprintOffer *offer;
};

G_DEFINE_FINAL_TYPE (SprintCatalogue, sprint_catalogue, G_TYPE_OBJECT)

G_DEFINE_QUARK (sprint-catalogue-error-quark, sprint_catalogue_error)

static GParamSpec *props[N_PROPS];

static void
sprint_catalogue_finalize (GObject *object)
{
  SprintCatalogue *self = SPRINT_CATALOGUE (object);

  g_free (self->download_folder);
  g_free (self->packaged_version);
  g_free (self->images_root);
  g_clear_object (&self->database);
  g_clear_object (&self->offer);

  G_OBJECT_CLASS (sprint_catalogue_parent_class)->finalize (object);
}

static void
sprint_catalogue_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SprintCatalogue *self = SPRINT_CATALOGUE (object);

  switch (prop_id) {
  case PROP_DOWNLOAD_FOLDER:
    self->download_folder = g_value_dup_string (value);
    break;
  case PROP_PACKAGED_VERSION:
    self->packaged_version = g_value_dup_string (value);
    break;
  case PROP_IMAGES_ROOT:
    self->images_root = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static gpointer
recognise_thread (GTask   *task,
                  GError **error)
{
  SprintCatalogue *self = g_task_get_source_object (task);

  return sprint_recognise_file (self->database, g_task_get_task_data (task), error);
}

static gpointer
scan_thread (GTask   *task,
             GError **error)
{
  SprintCatalogue *self = g_task_get_source_object (task);

  return sprint_recognise_folder (self->database, g_task_get_task_data (task), g_task_get_cancellable (task), error);
}

static void
sprint_catalogue_class_init (SprintCatalogueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_catalogue_finalize;
  object_class->set_property = sprint_catalogue_set_property;

  props[PROP_DOWNLOAD_FOLDER] = g_param_spec_string ("download-folder", NULL, NULL, NULL, flags);
  props[PROP_PACKAGED_VERSION] = g_param_spec_string ("packaged-version", NULL, NULL, NULL, flags);
  props[PROP_IMAGES_ROOT] = g_param_spec_string ("images-root", NULL, NULL, NULL, flags);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sprint_catalogue_init (SprintCatalogue *self)
{
  self->database = sprint_system_database_new ();
}

SprintCatalogue *
sprint_catalogue_new (const char *download_folder,
                      const char *packaged_version,
                      const char *images_root)
{
  return g_object_new (SPRINT_TYPE_CATALOGUE,
                       "download-folder", download_folder,
                       "packaged-version", packaged_version,
                       "images-root", images_root,
                       NULL);
}

void
sprint_catalogue_recognise_async (SprintCatalogue     *self,
                                  GFile               *file,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  char *path;

  g_return_if_fail (SPRINT_IS_CATALOGUE (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_catalogue_recognise_async);

  path = g_file_get_path (file);
  if (path == NULL) {
    g_task_return_new_error_literal (task, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NOT_A_MEDIUM,
                                     _("The file is not on this computer: copy it here first"));
    return;
  }
  g_task_set_task_data (task, path, g_free);
  sprint_thread_task_run (task, recognise_thread, g_object_unref);
}

SprintMedium *
sprint_catalogue_recognise_finish (SprintCatalogue  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sprint_catalogue_scan_async (SprintCatalogue     *self,
                             GFile               *folder,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SPRINT_IS_CATALOGUE (self));
  g_return_if_fail (G_IS_FILE (folder));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_catalogue_scan_async);
  g_task_set_task_data (task, g_object_ref (folder), g_object_unref);
  sprint_thread_task_run (task, scan_thread, g_object_unref);
}

GListModel *
sprint_catalogue_scan_finish (SprintCatalogue  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static GKeyFile *
load_table (void)
{
  g_autoptr (GKeyFile) table = g_key_file_new ();
  g_autoptr (GBytes) bytes = NULL;

  /* It has registered itself, and is looked up among all, where a test's own lies over it. */
  g_assert (sprint_catalogue_get_resource () != NULL);
  bytes = g_resources_lookup_data (TABLE_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);
  g_key_file_load_from_bytes (table, bytes, G_KEY_FILE_NONE, NULL);

  return g_steal_pointer (&table);
}

static char *
get_for_arch (GKeyFile   *table,
              const char *arch,
              const char *what)
{
  g_autofree char *key = g_strdup_printf ("%s-%s", arch, what);

  return g_key_file_get_string (table, NETBOOT_GROUP, key, NULL);
}

static SprintOffer *
create_download_offer (SprintCatalogue *self,
                       GKeyFile        *table,
                       const char      *system_name,
                       const char      *os_id,
                       const char      *machine)
{
  g_autofree char *file = g_key_file_get_string (table, NETBOOT_GROUP, "file", NULL);
  g_autofree char *target = g_build_filename (self->download_folder, file, NULL);
  g_autofree char *uri = get_for_arch (table, machine, "url");
  g_autofree char *sums = get_for_arch (table, machine, "sums");
  g_autofree char *entry = get_for_arch (table, machine, "entry");
  g_autoptr (SprintDownload) download = NULL;

  /* The nearest thing for a computer that the table does not know. */
  if (uri == NULL)
    return create_download_offer (self, table, system_name, os_id, "x86_64");

  download = sprint_download_new (uri, sums, entry, target);

  return sprint_offer_new_download (system_name, os_id, self->database, download);
}

/* Debian's name for what uname() calls @machine, where its installers are packaged. */
static const char *
get_debian_arch (const char *machine)
{
  if (g_str_equal (machine, "x86_64"))
    return "amd64";
  if (g_str_equal (machine, "aarch64"))
    return "arm64";

  return NULL;
}

SprintOffer *
sprint_catalogue_get_default_offer (SprintCatalogue *self)
{
  g_autoptr (GKeyFile) table = NULL;
  g_autofree char *system_name = NULL;
  g_autofree char *os_id = NULL;
  struct utsname host;

  g_return_val_if_fail (SPRINT_IS_CATALOGUE (self), NULL);

  if (self->offer != NULL)
    return self->offer;

  table = load_table ();
  system_name = g_key_file_get_string (table, NETBOOT_GROUP, "system-name", NULL);
  os_id = g_key_file_get_string (table, NETBOOT_GROUP, "os-id", NULL);
  uname (&host);
  self->offer = create_download_offer (self, table, system_name, os_id, host.machine);

  if (self->packaged_version != NULL && get_debian_arch (host.machine) != NULL) {
    g_autoptr (SprintOffer) download = g_steal_pointer (&self->offer);
    g_autofree char *debian_name = g_strdup_printf ("Debian %s", self->packaged_version);
    g_autofree char *debian_id = g_strdup_printf ("http://debian.org/debian/%s", self->packaged_version);

    self->offer = sprint_offer_new_package (debian_name, debian_id, self->database, NETBOOT_COMPONENT,
                                            self->images_root, get_debian_arch (host.machine), download);
  }

  return self->offer;
}
