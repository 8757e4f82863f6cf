/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "services.h"

#include "core/host/watch/bus-events.h"
#include "core/host/watch/device-events.h"
#include "local-hypervisor.h"

struct _SprintServices {
  GObject parent_instance;

  SprintPlatform *platform;
  SprintConnectionList *connections;
  SprintConnection *local;
  SprintLocalHypervisor *query;
  SprintHost *host;
  SprintHostWatch *watch;
  SprintRepairer *repairer;
  SprintAccelerationRecord *record;
  SprintPackageTable *table;
  SprintPackageInstaller *installer;
  SprintCatalogue *catalogue;
  SprintStorage *storage;
  SprintHostReader *reader;
  GPtrArray *work;   /* a cancellable, or NULL, for each */
};

enum {
  PROP_0,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SprintServices, sprint_services, G_TYPE_OBJECT)

static void
sprint_services_dispose (GObject *object)
{
  SprintServices *self = SPRINT_SERVICES (object);

  g_clear_object (&self->storage);
  g_clear_object (&self->repairer);
  g_clear_object (&self->watch);
  g_clear_object (&self->host);
  g_clear_object (&self->query);
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
sprint_services_finalize (GObject *object)
{
  g_ptr_array_unref (SPRINT_SERVICES (object)->work);
  G_OBJECT_CLASS (sprint_services_parent_class)->finalize (object);
}

static void
sprint_services_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_BUSY:
    g_value_set_boolean (value, sprint_services_get_busy (SPRINT_SERVICES (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_services_class_init (SprintServicesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_services_dispose;
  object_class->finalize = sprint_services_finalize;
  object_class->get_property = sprint_services_get_property;
  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
clear_cancellable (gpointer cancellable)
{
  if (cancellable != NULL)
    g_object_unref (cancellable);
}

static void
sprint_services_init (SprintServices *self)
{
  self->work = g_ptr_array_new_with_free_func (clear_cancellable);
}

SprintServices *
sprint_services_new (SprintPlatform *platform,
                     const char     *local_uri)
{
  SprintServices *self = g_object_new (SPRINT_TYPE_SERVICES, NULL);

  self->platform = g_object_ref (platform);
  self->connections = sprint_connection_list_new (platform);
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

static SprintHypervisorQuery *
get_query (SprintServices *self)
{
  if (self->query == NULL)
    self->query = sprint_local_hypervisor_new (self->local);
  return SPRINT_HYPERVISOR_QUERY (self->query);
}

SprintHost *
sprint_services_get_host (SprintServices *self)
{
  if (self->host == NULL)
    self->host = sprint_host_new (get_reader (self), get_query (self), sprint_services_get_acceleration_record (self),
                                  self->platform);
  return self->host;
}

/* A firewall that has changed while nobody looked was not seen to. */
static void
held_cb (SprintServices *self)
{
  sprint_host_reader_forget_changed (get_reader (self), NULL);
}

SprintHostWatch *
sprint_services_get_host_watch (SprintServices *self)
{
  if (self->watch == NULL) {
    g_autoptr (SprintDeviceEvents) devices = sprint_device_events_new ("/dev");
    g_autoptr (SprintBusEvents) bus = sprint_bus_events_new (NULL);

    g_signal_connect_object (bus, "changed", G_CALLBACK (sprint_host_reader_forget_changed), get_reader (self),
                             G_CONNECT_SWAPPED);
    self->watch = sprint_host_watch_new ();
    g_signal_connect_object (self->watch, "held", G_CALLBACK (held_cb), self, G_CONNECT_SWAPPED);
    sprint_host_watch_add (self->watch, SPRINT_HOST_EVENTS (devices));
    sprint_host_watch_add (self->watch, SPRINT_HOST_EVENTS (bus));
    sprint_host_watch_add (self->watch, SPRINT_HOST_EVENTS (get_query (self)));
  }
  return self->watch;
}

/* What has been allowed comes to its end, and must be remembered: it cannot be given up. */
static void
repairing_cb (SprintServices *self,
              GParamSpec     *pspec,
              SprintRepairer *repairer)
{
  if (sprint_repairer_get_busy (repairer))
    sprint_services_begin_work (self, NULL);
  else
    sprint_services_end_work (self, NULL);
}

SprintRepairer *
sprint_services_get_repairer (SprintServices *self)
{
  if (self->repairer == NULL) {
    self->repairer = sprint_repairer_new (self->platform, get_query (self), get_reader (self), NULL);
    g_signal_connect_object (self->repairer, "notify::busy", G_CALLBACK (repairing_cb), self, G_CONNECT_SWAPPED);
  }
  return self->repairer;
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
    self->installer = sprint_package_installer_new (get_reader (self));
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
    self->storage = sprint_storage_new (self->local, self->platform,
                                        sprint_platform_get_disk_folder (self->platform));
  return self->storage;
}

void
sprint_services_begin_work (SprintServices *self,
                            GCancellable   *cancellable)
{
  g_return_if_fail (SPRINT_IS_SERVICES (self));

  g_ptr_array_add (self->work, cancellable != NULL ? g_object_ref (cancellable) : NULL);
  if (self->work->len == 1)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

void
sprint_services_end_work (SprintServices *self,
                          GCancellable   *cancellable)
{
  gboolean found;

  g_return_if_fail (SPRINT_IS_SERVICES (self));

  found = g_ptr_array_remove_fast (self->work, cancellable);
  g_return_if_fail (found);
  if (self->work->len == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

gboolean
sprint_services_get_busy (SprintServices *self)
{
  g_return_val_if_fail (SPRINT_IS_SERVICES (self), FALSE);

  return self->work->len > 0;
}

void
sprint_services_cancel_work (SprintServices *self)
{
  g_autoptr (GPtrArray) work = NULL;

  g_return_if_fail (SPRINT_IS_SERVICES (self));

  /* What is cancelled may end at once. */
  work = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->work->len; i++)
    if (g_ptr_array_index (self->work, i) != NULL)
      g_ptr_array_add (work, g_object_ref (g_ptr_array_index (self->work, i)));
  for (guint i = 0; i < work->len; i++)
    g_cancellable_cancel (g_ptr_array_index (work, i));
}
