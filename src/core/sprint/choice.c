/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice.h"

#include <glib/gi18n.h>

#include "core/machine/title.h"

#define MIB (G_GUINT64_CONSTANT (1024) * 1024)
#define GIB (MIB * 1024)
/* Where the catalogue recommends nothing. */
#define DEFAULT_MEMORY (2 * GIB)
#define DEFAULT_DISK (20 * GIB)
#define DEFAULT_VCPUS 2
#define LEAST_MEMORY (64 * MIB)
#define LEAST_DISK GIB
/* What a host keeps for itself. */
#define HOST_MEMORY GIB

struct _SprintChoice {
  GObject parent_instance;

  SprintHost *host;
  GListModel *machines;
  SprintMedium *medium;
  SprintOffer *offer;
  char *title;
  guint vcpus;
  guint64 memory;
  guint64 disk_size;
  guint64 disk_free;     /* bytes; 0 while unknown */
  gboolean copy_disk;
  char *problem;
};

enum {
  PROP_0,
  PROP_MEDIUM,
  PROP_OFFER,
  PROP_TITLE,
  PROP_VCPUS,
  PROP_MEMORY,
  PROP_DISK_SIZE,
  PROP_COPY_DISK,
  PROP_ACCELERATED,
  PROP_MEMORY_MINIMUM,
  PROP_MEMORY_MAXIMUM,
  PROP_DISK_MINIMUM,
  PROP_DISK_MAXIMUM,
  PROP_VCPUS_MAXIMUM,
  PROP_VALID,
  PROP_PROBLEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SprintChoice, sprint_choice, G_TYPE_OBJECT)

static guint64
memory_maximum (SprintChoice *self)
{
  guint64 total = sprint_host_get_memory_total (self->host);

  return total > 2 * HOST_MEMORY ? total - HOST_MEMORY : MAX (total / 2, LEAST_MEMORY);
}

static guint64
memory_minimum (SprintChoice *self)
{
  guint64 minimum = self->medium != NULL ? sprint_medium_get_memory_minimum (self->medium) : 0;

  return CLAMP (minimum, LEAST_MEMORY, memory_maximum (self));
}

static guint64
disk_minimum (SprintChoice *self)
{
  guint64 minimum = LEAST_DISK;

  if (self->medium != NULL)
    minimum = MAX (minimum, MAX (sprint_medium_get_disk_minimum (self->medium),
                                 sprint_medium_get_virtual_size (self->medium)));
  return minimum;
}

static guint64
disk_maximum (SprintChoice *self)
{
  return MAX (disk_minimum (self), self->disk_free > 0 ? self->disk_free : 1024 * GIB);
}

static guint
vcpus_maximum (SprintChoice *self)
{
  return MAX (1, sprint_host_get_cpus (self->host));
}

static char *
unique_title (SprintChoice *self,
              const char   *wanted)
{
  if (!sprint_title_is_taken (wanted, self->machines, NULL))
    return g_strdup (wanted);
  for (guint i = 2;; i++) {
    g_autofree char *title = g_strdup_printf ("%s %u", wanted, i);

    if (!sprint_title_is_taken (title, self->machines, NULL))
      return g_steal_pointer (&title);
  }
}

/* One sentence about the first thing that is wrong, or NULL. */
static char *
find_problem (SprintChoice *self)
{
  const char *bad_title = sprint_title_find_problem (self->title, self->machines, NULL, NULL);

  if (self->medium == NULL && self->offer == NULL)
    return g_strdup (_("Choose what to install"));
  if (bad_title != NULL)
    return g_strdup (bad_title);
  if (self->memory > memory_maximum (self)) {
    g_autofree char *most = g_format_size_full (memory_maximum (self), G_FORMAT_SIZE_IEC_UNITS);

    return g_strdup_printf (_("This computer can give a machine at most %s of memory"), most);
  }
  if (self->memory < memory_minimum (self)) {
    g_autofree char *least = g_format_size_full (memory_minimum (self), G_FORMAT_SIZE_IEC_UNITS);

    return g_strdup_printf (_("This system needs at least %s of memory"), least);
  }
  if (self->vcpus < 1 || self->vcpus > vcpus_maximum (self))
    return g_strdup_printf (ngettext ("This computer has %u CPU", "This computer has %u CPUs", vcpus_maximum (self)),
                            vcpus_maximum (self));
  if (self->disk_free > 0 && disk_minimum (self) > self->disk_free) {
    g_autofree char *needed = g_format_size (disk_minimum (self));
    g_autofree char *free_text = g_format_size (self->disk_free);

    return g_strdup_printf (_("This system needs %s of disk space, and %s is free"), needed, free_text);
  }
  if (self->disk_size > disk_maximum (self)) {
    g_autofree char *free_text = g_format_size (self->disk_free);

    return g_strdup_printf (_("Only %s of disk space is free"), free_text);
  }
  if (self->disk_size < disk_minimum (self)) {
    g_autofree char *least = g_format_size (disk_minimum (self));

    return g_strdup_printf (_("This system needs a disk of at least %s"), least);
  }
  return NULL;
}

static void
check (SprintChoice *self)
{
  g_autofree char *problem = find_problem (self);

  if (g_set_str (&self->problem, problem)) {
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
  }
}

static void
notify_all (SprintChoice *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  /* Bounds first: a row that is bound to both clamps a value to its bounds. */
  for (guint i = PROP_MEMORY_MINIMUM; i <= PROP_VCPUS_MAXIMUM; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  for (guint i = PROP_MEDIUM; i <= PROP_ACCELERATED; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  check (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
fill_in (SprintChoice *self,
         const char   *name)
{
  guint64 memory = DEFAULT_MEMORY, disk = DEFAULT_DISK;
  guint vcpus = DEFAULT_VCPUS;

  if (self->medium != NULL) {
    if (sprint_medium_get_memory_recommended (self->medium) > 0)
      memory = sprint_medium_get_memory_recommended (self->medium);
    if (sprint_medium_get_disk_recommended (self->medium) > 0)
      disk = sprint_medium_get_disk_recommended (self->medium);
    if (sprint_medium_get_vcpus_recommended (self->medium) > 0)
      vcpus = sprint_medium_get_vcpus_recommended (self->medium);
    if (sprint_medium_get_kind (self->medium) == SPRINT_MEDIUM_KIND_DISK &&
        sprint_medium_get_virtual_size (self->medium) > 0)
      disk = sprint_medium_get_virtual_size (self->medium);
  }
  /* Never more than half of the host by default, unless the system needs it. */
  memory = MAX (MIN (memory, sprint_host_get_memory_total (self->host) / 2), memory_minimum (self));
  self->memory = memory / MIB * MIB;
  self->vcpus = CLAMP (vcpus, 1, vcpus_maximum (self));
  self->disk_size = CLAMP (disk, disk_minimum (self), disk_maximum (self));
  g_free (self->title);
  self->title = unique_title (self, name);
  notify_all (self);
}

static void
free_space_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SprintChoice) self = user_data;
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info_finish (G_FILE (source), result, NULL);

  if (info == NULL) {
    g_autoptr (GFile) parent = g_file_get_parent (G_FILE (source));

    /* The folder is made at first need: its file system is that of the nearest one there is. */
    if (parent != NULL)
      g_file_query_filesystem_info_async (parent, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, G_PRIORITY_DEFAULT, NULL,
                                          free_space_cb, g_steal_pointer (&self));
    return;
  }
  self->disk_free = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  if (self->disk_size > disk_maximum (self))
    self->disk_size = disk_maximum (self);
  notify_all (self);
}

static void
sprint_choice_finalize (GObject *object)
{
  SprintChoice *self = SPRINT_CHOICE (object);

  g_clear_object (&self->host);
  g_clear_object (&self->machines);
  g_clear_object (&self->medium);
  g_clear_object (&self->offer);
  g_free (self->title);
  g_free (self->problem);
  G_OBJECT_CLASS (sprint_choice_parent_class)->finalize (object);
}

static void
sprint_choice_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SprintChoice *self = SPRINT_CHOICE (object);

  switch (prop_id) {
  case PROP_MEDIUM:
    g_value_set_object (value, self->medium);
    break;
  case PROP_OFFER:
    g_value_set_object (value, self->offer);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_VCPUS:
    g_value_set_uint (value, self->vcpus);
    break;
  case PROP_MEMORY:
    g_value_set_uint64 (value, self->memory);
    break;
  case PROP_DISK_SIZE:
    g_value_set_uint64 (value, self->disk_size);
    break;
  case PROP_COPY_DISK:
    g_value_set_boolean (value, self->copy_disk);
    break;
  case PROP_ACCELERATED:
    g_value_set_boolean (value, sprint_choice_get_accelerated (self));
    break;
  case PROP_MEMORY_MINIMUM:
    g_value_set_uint64 (value, memory_minimum (self));
    break;
  case PROP_MEMORY_MAXIMUM:
    g_value_set_uint64 (value, memory_maximum (self));
    break;
  case PROP_DISK_MINIMUM:
    g_value_set_uint64 (value, disk_minimum (self));
    break;
  case PROP_DISK_MAXIMUM:
    g_value_set_uint64 (value, disk_maximum (self));
    break;
  case PROP_VCPUS_MAXIMUM:
    g_value_set_uint (value, vcpus_maximum (self));
    break;
  case PROP_VALID:
    g_value_set_boolean (value, self->problem == NULL);
    break;
  case PROP_PROBLEM:
    g_value_set_string (value, self->problem);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_choice_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SprintChoice *self = SPRINT_CHOICE (object);

  switch (prop_id) {
  case PROP_MEDIUM:
    sprint_choice_set_medium (self, g_value_get_object (value));
    return;
  case PROP_OFFER:
    sprint_choice_set_offer (self, g_value_get_object (value));
    return;
  case PROP_TITLE:
    if (!g_set_str (&self->title, g_value_get_string (value)))
      return;
    break;
  case PROP_VCPUS:
    if (self->vcpus == g_value_get_uint (value))
      return;
    self->vcpus = g_value_get_uint (value);
    break;
  case PROP_MEMORY:
    if (self->memory == g_value_get_uint64 (value))
      return;
    self->memory = g_value_get_uint64 (value);
    break;
  case PROP_DISK_SIZE:
    if (self->disk_size == g_value_get_uint64 (value))
      return;
    self->disk_size = g_value_get_uint64 (value);
    break;
  case PROP_COPY_DISK:
    if (self->copy_disk == g_value_get_boolean (value))
      return;
    self->copy_disk = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    return;
  }
  g_object_notify_by_pspec (object, pspec);
  check (self);
}

static void
sprint_choice_class_init (SprintChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags write = read | G_PARAM_WRITABLE;

  object_class->finalize = sprint_choice_finalize;
  object_class->get_property = sprint_choice_get_property;
  object_class->set_property = sprint_choice_set_property;

  properties[PROP_MEDIUM] = g_param_spec_object ("medium", NULL, NULL, SPRINT_TYPE_MEDIUM, write);
  properties[PROP_OFFER] = g_param_spec_object ("offer", NULL, NULL, SPRINT_TYPE_OFFER, write);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, write);
  properties[PROP_VCPUS] = g_param_spec_uint ("vcpus", NULL, NULL, 0, G_MAXUINT, DEFAULT_VCPUS, write);
  properties[PROP_MEMORY] = g_param_spec_uint64 ("memory", NULL, NULL, 0, G_MAXUINT64, DEFAULT_MEMORY, write);
  properties[PROP_DISK_SIZE] = g_param_spec_uint64 ("disk-size", NULL, NULL, 0, G_MAXUINT64, DEFAULT_DISK, write);
  properties[PROP_COPY_DISK] = g_param_spec_boolean ("copy-disk", NULL, NULL, TRUE, write);
  properties[PROP_ACCELERATED] = g_param_spec_boolean ("accelerated", NULL, NULL, FALSE, read);
  properties[PROP_MEMORY_MINIMUM] = g_param_spec_uint64 ("memory-minimum", NULL, NULL, 0, G_MAXUINT64, 0, read);
  properties[PROP_MEMORY_MAXIMUM] = g_param_spec_uint64 ("memory-maximum", NULL, NULL, 0, G_MAXUINT64, 0, read);
  properties[PROP_DISK_MINIMUM] = g_param_spec_uint64 ("disk-minimum", NULL, NULL, 0, G_MAXUINT64, 0, read);
  properties[PROP_DISK_MAXIMUM] = g_param_spec_uint64 ("disk-maximum", NULL, NULL, 0, G_MAXUINT64, 0, read);
  properties[PROP_VCPUS_MAXIMUM] = g_param_spec_uint ("vcpus-maximum", NULL, NULL, 0, G_MAXUINT, 1, read);
  properties[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, FALSE, read);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, read);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_choice_init (SprintChoice *self)
{
  self->copy_disk = TRUE;
}

static void
acceleration_changed_cb (SprintChoice *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCELERATED]);
}

SprintChoice *
sprint_choice_new (SprintHost *host,
                   const char *disk_folder)
{
  SprintChoice *self = g_object_new (SPRINT_TYPE_CHOICE, NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (disk_folder);

  self->host = g_object_ref (host);
  g_signal_connect_object (host, "notify::acceleration", G_CALLBACK (acceleration_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_file_query_filesystem_info_async (folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, G_PRIORITY_DEFAULT, NULL,
                                      free_space_cb, g_object_ref (self));
  fill_in (self, _("New Machine"));
  return self;
}

void
sprint_choice_set_machines (SprintChoice *self,
                            GListModel   *machines)
{
  if (self->machines == machines)
    return;
  if (self->machines != NULL)
    g_signal_handlers_disconnect_by_func (self->machines, check, self);
  g_set_object (&self->machines, machines);
  if (machines != NULL)
    g_signal_connect_object (machines, "items-changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  check (self);
}

void
sprint_choice_set_medium (SprintChoice *self,
                          SprintMedium *medium)
{
  if (!g_set_object (&self->medium, medium))
    return;
  if (medium == NULL) {
    notify_all (self);
    return;
  }
  g_clear_object (&self->offer);
  fill_in (self, sprint_medium_get_os_name (medium));
}

void
sprint_choice_set_offer (SprintChoice *self,
                         SprintOffer  *offer)
{
  if (!g_set_object (&self->offer, offer))
    return;
  if (offer == NULL) {
    notify_all (self);
    return;
  }
  g_clear_object (&self->medium);
  fill_in (self, sprint_offer_get_name (offer));
}

SprintMedium *
sprint_choice_get_medium (SprintChoice *self)
{
  return self->medium;
}

SprintOffer *
sprint_choice_get_offer (SprintChoice *self)
{
  return self->offer;
}

const char *
sprint_choice_get_title (SprintChoice *self)
{
  return self->title;
}

guint
sprint_choice_get_vcpus (SprintChoice *self)
{
  return self->vcpus;
}

guint64
sprint_choice_get_memory (SprintChoice *self)
{
  return self->memory;
}

guint64
sprint_choice_get_disk_size (SprintChoice *self)
{
  return self->disk_size;
}

gboolean
sprint_choice_get_copy_disk (SprintChoice *self)
{
  return self->copy_disk;
}

gboolean
sprint_choice_get_accelerated (SprintChoice *self)
{
  return sprint_host_get_acceleration (self->host) == SPRINT_ACCELERATION_KVM;
}

gboolean
sprint_choice_get_valid (SprintChoice *self)
{
  return self->problem == NULL;
}

const char *
sprint_choice_get_problem (SprintChoice *self)
{
  return self->problem;
}
