/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "services.h"

#include "local-hypervisor.h"

struct _SprintServices {
  GObject parent_instance;

  SprintPlatform *platform;
  SprintConnectionList *connections;
  SprintConnection *local;
  SprintHost *host;
  SprintAccelerationRecord *record;
  SprintPackageTable *table;
  SprintPackageInstaller *installer;
  SprintCatalogue *catalogue;
  SprintStorage *storage;
  SprintHostReader *reader;
};

G_DEFINE_FINAL_TYPE (SprintServices, sprint_services, G_TYPE_OBJECT)

static void
sprint_services_dispose (GObject *object)
{
  SprintServices *self = SPRINT_SERVICES (object);

  g_clear_object (&self->storage);
  g_clear_object (&self->host);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->installer);
  g_clear_object (&self->table);
  g_clear_object (&self->record);
  g_clear_object (&self->reader);
  g_clear_object (&self->local);
  g_clear_object (&self->connections);
  g_clear_object (&self->platform);
  G_OBJECT_CLASS (sprint_services_parent_class)->dispose (object);
}

static void
sprint_services_class_init (SprintServicesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_services_dispose;
}

static void
sprint_services_init (SprintServices *self)
{
}

SprintServices *
sprint_services_new (SprintPlatform *platform,
                     const char     *local_uri)
{
  SprintServices *self = g_object_new (SPRINT_TYPE_SERVICES, NULL);

  self->platform = g_object_ref (platform);
  self->connections = sprint_connection_list_new ();
  self->local = g_object_ref (sprint_connection_list_add (self->connections, local_uri));
  return self;
}

SprintPlatform *
sprint_services_get_platform (SprintServices *self)
{
  return self->platform;
}

SprintConnectionList *
sprint_services_get_connections (SprintServices *self)
{
  return self->connections;
}

SprintConnection *
sprint_services_get_local_connection (SprintServices *self)
{
  return self->local;
}

static SprintHostReader *
get_reader (SprintServices *self)
{
  if (self->reader == NULL)
    self->reader = sprint_host_reader_new (sprint_platform_get_host_root (self->platform));
  return self->reader;
}

SprintHost *
sprint_services_get_host (SprintServices *self)
{
  if (self->host == NULL) {
    g_autoptr (SprintLocalHypervisor) query = sprint_local_hypervisor_new (self->local);

    self->host = sprint_host_new (get_reader (self), SPRINT_HYPERVISOR_QUERY (query),
                                  sprint_services_get_acceleration_record (self));
  }
  return self->host;
}

SprintAccelerationRecord *
sprint_services_get_acceleration_record (SprintServices *self)
{
  if (self->record == NULL) {
    g_autofree char *path = g_build_filename (sprint_platform_get_state_folder (self->platform),
                                              "acceleration.ini", NULL);

    self->record = sprint_acceleration_record_new (path);
  }
  return self->record;
}

SprintPackageTable *
sprint_services_get_package_table (SprintServices *self)
{
  if (self->table == NULL)
    self->table = sprint_package_table_new (get_reader (self));
  return self->table;
}

SprintPackageInstaller *
sprint_services_get_package_installer (SprintServices *self)
{
  if (self->installer == NULL)
    self->installer = sprint_package_installer_new ();
  return self->installer;
}

SprintCatalogue *
sprint_services_get_catalogue (SprintServices *self)
{
  if (self->catalogue == NULL) {
    static const char * const installer[] = { "installer", NULL };
    SprintPackageTable *table = sprint_services_get_package_table (self);
    g_auto (GStrv) packages = sprint_package_table_get_packages (table, installer);
    g_autofree char *version = NULL;
    g_autofree char *images = sprint_host_reader_resolve (get_reader (self), SPRINT_CATALOGUE_IMAGES_ROOT);

    /* Not every Debian has a package of its installer: testing's is another version, or none. */
    if (packages[0] != NULL)
      version = sprint_host_reader_get_os_release (get_reader (self), "VERSION_ID");
    self->catalogue = sprint_catalogue_new (sprint_platform_get_installer_folder (self->platform), version, images);
  }
  return self->catalogue;
}

SprintStorage *
sprint_services_get_storage (SprintServices *self)
{
  if (self->storage == NULL)
    self->storage = sprint_storage_new (self->local, sprint_platform_get_disk_folder (self->platform));
  return self->storage;
}
