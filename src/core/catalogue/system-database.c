/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "system-database.h"

#include <osinfo/osinfo.h>
#include <string.h>
#include <sys/utsname.h>

#define GIBIBYTE (G_GUINT64_CONSTANT (1) << 30)
#define DEFAULT_MEMORY (2 * GIBIBYTE)
#define DEFAULT_DISK (20 * GIBIBYTE)
#define DEFAULT_VCPUS 2

struct _SprintSystemDatabase
{
  GObject parent_instance;

  GMutex lock;
  OsinfoDb *db;
};

G_DEFINE_FINAL_TYPE (SprintSystemDatabase, sprint_system_database, G_TYPE_OBJECT)

static void
sprint_system_database_finalize (GObject *object)
{
  SprintSystemDatabase *self = SPRINT_SYSTEM_DATABASE (object);

  g_clear_object (&self->db);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (sprint_system_database_parent_class)->finalize (object);
}

static void
sprint_system_database_class_init (SprintSystemDatabaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_system_database_finalize;
}

static void
sprint_system_database_init (SprintSystemDatabase *self)
{
  g_mutex_init (&self->lock);
}

SprintSystem *
sprint_system_new (void)
{
  SprintSystem *self = g_new0 (SprintSystem, 1);

  self->memory_recommended = DEFAULT_MEMORY;
  self->disk_recommended = DEFAULT_DISK;
  self->vcpus = DEFAULT_VCPUS;

  return self;
}

void
sprint_system_free (SprintSystem *self)
{
  g_free (self->os_id);
  g_free (self->name);
  g_free (self);
}

SprintSystemDatabase *
sprint_system_database_new (void)
{
  return g_object_new (SPRINT_TYPE_SYSTEM_DATABASE, NULL);
}

/* With the lock held. A database that is missing or broken makes every medium an unknown one, no more. */
static void
load (SprintSystemDatabase *self)
{
  g_autoptr (OsinfoLoader) loader = NULL;
  g_autoptr (GError) error = NULL;

  if (self->db != NULL)
    return;

  loader = osinfo_loader_new ();
  osinfo_loader_process_default_path (loader, &error);
  if (error != NULL)
    g_debug ("libosinfo’s database: %s", error->message);
  self->db = g_object_ref (osinfo_loader_get_db (loader));
}

static OsinfoResources *
pick_resources (OsinfoResourcesList *list)
{
  OsinfoResources *picked = NULL;
  struct utsname host;

  uname (&host);
  for (int i = 0; i < osinfo_list_get_length (OSINFO_LIST (list)); i++) {
    OsinfoResources *resources = OSINFO_RESOURCES (osinfo_list_get_nth (OSINFO_LIST (list), i));
    const char *arch = osinfo_resources_get_architecture (resources);

    if (g_strcmp0 (arch, host.machine) == 0)
      return resources;
    if (picked == NULL && g_strcmp0 (arch, "all") == 0)
      picked = resources;
  }

  return picked;
}

static void
take_size (guint64 *size,
           gint64   found)
{
  if (found > 0)
    *size = found;
}

static void
fill_from_os (SprintSystem *system,
              OsinfoOs     *os)
{
  g_autoptr (OsinfoResourcesList) recommended = osinfo_os_get_recommended_resources (os);
  g_autoptr (OsinfoResourcesList) minimum = osinfo_os_get_minimum_resources (os);
  OsinfoResources *resources;

  g_set_str (&system->os_id, osinfo_entity_get_id (OSINFO_ENTITY (os)));
  g_set_str (&system->name, osinfo_product_get_name (OSINFO_PRODUCT (os)));

  resources = pick_resources (minimum);
  if (resources != NULL) {
    take_size (&system->memory_minimum, osinfo_resources_get_ram (resources));
    take_size (&system->disk_minimum, osinfo_resources_get_storage (resources));
  }
  resources = pick_resources (recommended);
  if (resources != NULL) {
    take_size (&system->memory_recommended, osinfo_resources_get_ram (resources));
    take_size (&system->disk_recommended, osinfo_resources_get_storage (resources));
    system->vcpus = MAX (DEFAULT_VCPUS, osinfo_resources_get_n_cpus (resources));
  }
  system->memory_recommended = MAX (system->memory_recommended, system->memory_minimum);
  system->disk_recommended = MAX (system->disk_recommended, system->disk_minimum);
}

static void
set_param (OsinfoMedia *media,
           const char  *name,
           const char  *value)
{
  if (*value != '\0')
    osinfo_entity_set_param (OSINFO_ENTITY (media), name, value);
}

static gboolean
identify_by_descriptors (SprintSystemDatabase *self,
                         const SprintImage    *image,
                         SprintSystem         *system)
{
  g_autoptr (OsinfoMedia) media = osinfo_media_new ("medium", "all");
  g_autoptr (OsinfoOs) os = NULL;

  set_param (media, OSINFO_MEDIA_PROP_VOLUME_ID, image->volume_id);
  set_param (media, OSINFO_MEDIA_PROP_SYSTEM_ID, image->system_id);
  set_param (media, OSINFO_MEDIA_PROP_PUBLISHER_ID, image->publisher_id);
  set_param (media, OSINFO_MEDIA_PROP_APPLICATION_ID, image->application_id);
  osinfo_entity_set_param_int64 (OSINFO_ENTITY (media), OSINFO_MEDIA_PROP_VOLUME_SIZE, image->volume_size);
  if (!osinfo_db_identify_media (self->db, media))
    return FALSE;

  os = osinfo_media_get_os (media);
  if (os == NULL)
    return FALSE;
  fill_from_os (system, os);
  system->live = osinfo_media_get_live (media) && !osinfo_media_get_installer (media);

  return TRUE;
}

/* For systems that are newer than the database's list of their media: "Debian 13.1.0 amd64 n" is a "Debian 13". */
static gboolean
identify_by_name (SprintSystemDatabase *self,
                  const SprintImage    *image,
                  SprintSystem         *system)
{
  g_autofree char *volume = g_strdelimit (g_ascii_strdown (image->volume_id, -1), "_-", ' ');
  g_autoptr (OsinfoOsList) list = osinfo_db_get_os_list (self->db);
  OsinfoOs *best = NULL;
  gsize best_length = 0;

  for (int i = 0; i < osinfo_list_get_length (OSINFO_LIST (list)); i++) {
    OsinfoEntity *os = osinfo_list_get_nth (OSINFO_LIST (list), i);
    const char *name = osinfo_product_get_name (OSINFO_PRODUCT (os));
    g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;
    gsize length = lower != NULL ? strlen (lower) : 0;

    /* Nothing without a version: a name alone says too little. */
    if (length > best_length && g_ascii_isdigit (lower[length - 1]) && strchr (lower, ' ') != NULL &&
        g_str_has_prefix (volume, lower) && !g_ascii_isalnum (volume[length])) {
      best = OSINFO_OS (os);
      best_length = length;
    }
  }
  if (best == NULL)
    return FALSE;

  fill_from_os (system, best);

  return TRUE;
}

SprintSystem *
sprint_system_database_identify (SprintSystemDatabase *self,
                                 const SprintImage    *image)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (SprintSystem) system = sprint_system_new ();

  g_return_val_if_fail (SPRINT_IS_SYSTEM_DATABASE (self), NULL);

  locker = g_mutex_locker_new (&self->lock);
  load (self);
  if (*image->volume_id == '\0' ||
      identify_by_descriptors (self, image, system) ||
      identify_by_name (self, image, system))
    return g_steal_pointer (&system);

  system->name = g_strstrip (g_strdelimit (g_strdup (image->volume_id), "_", ' '));

  return g_steal_pointer (&system);
}

SprintSystem *
sprint_system_database_look_up (SprintSystemDatabase *self,
                                const char           *os_id)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (SprintSystem) system = sprint_system_new ();
  OsinfoOs *os;

  g_return_val_if_fail (SPRINT_IS_SYSTEM_DATABASE (self), NULL);

  locker = g_mutex_locker_new (&self->lock);
  load (self);
  os = osinfo_db_get_os (self->db, os_id);
  /* One that is newer than the database is what it is all the same. */
  g_set_str (&system->os_id, os_id);
  if (os != NULL)
    fill_from_os (system, os);

  return g_steal_pointer (&system);
}
