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
#define UNKNOWN G_MAXUINT64

typedef struct {
  guint vcpus;
  guint64 memory;
  guint64 disk_size;
} Amounts;

struct _SprintChoice {
  GObject parent_instance;

  SprintHost *host;
  GListModel *machines;
  SprintMedium *medium;
  SprintOffer *offer;
  char *title;
  char *suggested_title; /* what was filled in */
  Amounts chosen;
  Amounts suggested;     /* what was filled in */
  guint64 disk_free;     /* bytes; UNKNOWN */
  gboolean copy_disk;
  gboolean try_acceleration;
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
  PROP_TRY_ACCELERATION,
  PROP_CAN_TRY_ACCELERATION,
  PROP_ACCELERATED,
  PROP_EXAMINING,
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

/* What the system recommends and needs at least; 0 where nobody knows. */
typedef struct {
  guint vcpus;
  guint64 memory_recommended;
  guint64 memory_minimum;
  guint64 disk_recommended;
  guint64 disk_minimum;
} Needs;

static Needs
get_needs (SprintChoice *self)
{
  if (self->medium != NULL)
    return (Needs) {
      sprint_medium_get_vcpus_recommended (self->medium),
      sprint_medium_get_memory_recommended (self->medium),
      sprint_medium_get_memory_minimum (self->medium),
      sprint_medium_get_disk_recommended (self->medium),
      MAX (sprint_medium_get_disk_minimum (self->medium), sprint_medium_get_virtual_size (self->medium)),
    };
  if (self->offer != NULL)
    return (Needs) {
      sprint_offer_get_vcpus_recommended (self->offer),
      sprint_offer_get_memory_recommended (self->offer),
      sprint_offer_get_memory_minimum (self->offer),
      sprint_offer_get_disk_recommended (self->offer),
      sprint_offer_get_disk_minimum (self->offer),
    };

  return (Needs) { 0 };
}

static guint64
memory_maximum (SprintChoice *self)
{
  guint64 total = sprint_host_get_memory_total (self->host);
  guint64 most = total > 2 * HOST_MEMORY ? total - HOST_MEMORY : total / 2;

  return MAX (most / MIB * MIB, LEAST_MEMORY);
}

/* In whole MiB, as it is chosen; it may be more than the host has. */
static guint64
memory_minimum (SprintChoice *self)
{
  return MAX ((get_needs (self).memory_minimum + MIB - 1) / MIB * MIB, LEAST_MEMORY);
}

static guint64
disk_minimum (SprintChoice *self)
{
  return MAX (get_needs (self).disk_minimum, LEAST_DISK);
}

static guint64
disk_maximum (SprintChoice *self)
{
  return MAX (disk_minimum (self), self->disk_free != UNKNOWN ? self->disk_free : 1024 * GIB);
}

static gboolean
is_disk (SprintChoice *self)
{
  return self->medium != NULL && sprint_medium_get_kind (self->medium) == SPRINT_MEDIUM_KIND_DISK;
}

/* The room that making the machine takes: a copy takes what its image takes, not what that may grow to. */
static guint64
get_space_needed (SprintChoice *self)
{
  if (!is_disk (self))
    return disk_minimum (self);
  if (!sprint_choice_get_copy_disk (self))
    return 0;
  if (sprint_medium_get_allocated_size (self->medium) > 0)
    return sprint_medium_get_allocated_size (self->medium);
  return sprint_medium_get_virtual_size (self->medium);
}

static guint
vcpus_maximum (SprintChoice *self)
{
  return MAX (1, sprint_host_get_cpus (self->host));
}

static const char *
get_system_name (SprintChoice *self)
{
  if (self->medium != NULL)
    return sprint_medium_get_os_name (self->medium);
  if (self->offer != NULL)
    return sprint_offer_get_system_name (self->offer);
  return _("New Machine");
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

static char *
find_memory_problem (SprintChoice *self)
{
  g_autofree char *least = g_format_size_full (memory_minimum (self), G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *most = g_format_size_full (memory_maximum (self), G_FORMAT_SIZE_IEC_UNITS);

  if (memory_minimum (self) > memory_maximum (self))
    return g_strdup_printf (_("This system needs %s of memory, and this computer can give a machine %s"), least, most);
  if (self->chosen.memory > memory_maximum (self))
    return g_strdup_printf (_("This computer can give a machine at most %s of memory"), most);
  if (self->chosen.memory < memory_minimum (self))
    return g_strdup_printf (_("This system needs at least %s of memory"), least);
  return NULL;
}

static char *
find_disk_problem (SprintChoice *self)
{
  guint64 needed = get_space_needed (self);
  /* As the row counts. */
  g_autofree char *needed_text = g_format_size_full (needed, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *free_text = g_format_size_full (self->disk_free, G_FORMAT_SIZE_IEC_UNITS);
  g_autofree char *least = g_format_size_full (disk_minimum (self), G_FORMAT_SIZE_IEC_UNITS);

  if (needed > self->disk_free)
    return g_strdup_printf (_("This system needs %s of disk space, and %s is free"), needed_text, free_text);
  /* A disk that is used in place is as large as it is. */
  if (is_disk (self) && !sprint_choice_get_copy_disk (self))
    return NULL;
  if (self->chosen.disk_size > disk_maximum (self))
    return g_strdup_printf (_("Only %s of disk space is free"), free_text);
  if (self->chosen.disk_size < disk_minimum (self))
    return g_strdup_printf (_("This system needs a disk of at least %s"), least);
  return NULL;
}

/* One sentence about the first thing that is wrong, or NULL. */
static char *
find_problem (SprintChoice *self)
{
  const char *bad_title = sprint_title_find_problem (self->title, self->machines, NULL, NULL);
  char *problem;

  if (self->medium == NULL && self->offer == NULL)
    return g_strdup (_("Choose what to install"));
  if (bad_title != NULL)
    return g_strdup (bad_title);
  problem = find_memory_problem (self);
  if (problem != NULL)
    return problem;
  if (self->chosen.vcpus < 1 || self->chosen.vcpus > vcpus_maximum (self))
    return g_strdup_printf (ngettext ("This computer has %u CPU", "This computer has %u CPUs", vcpus_maximum (self)),
                            vcpus_maximum (self));
  return find_disk_problem (self);
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
  /* Bounds first: a row that is bound to both clamps a value to its bounds. Not frozen: a thaw notifies in reverse. */
  for (guint i = PROP_MEMORY_MINIMUM; i <= PROP_VCPUS_MAXIMUM; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  for (guint i = PROP_MEDIUM; i <= PROP_EXAMINING; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  check (self);
}

static void
suggest (SprintChoice *self)
{
  Needs needs = get_needs (self);
  guint64 memory = needs.memory_recommended > 0 ? needs.memory_recommended : DEFAULT_MEMORY;
  guint64 disk = needs.disk_recommended > 0 ? needs.disk_recommended : DEFAULT_DISK;

  if (is_disk (self) && sprint_medium_get_virtual_size (self->medium) > 0)
    disk = sprint_medium_get_virtual_size (self->medium);
  /* Never more than half of the host by default, unless the system needs it. */
  memory = MAX (MIN (memory, sprint_host_get_memory_total (self->host) / 2), memory_minimum (self));
  self->suggested.memory = MIN (memory, memory_maximum (self)) / MIB * MIB;
  self->suggested.vcpus = CLAMP (needs.vcpus > 0 ? needs.vcpus : DEFAULT_VCPUS, 1, vcpus_maximum (self));
  self->suggested.disk_size = CLAMP (disk, disk_minimum (self), disk_maximum (self));
}

/* A name that a person has typed stays. */
static void
suggest_title (SprintChoice *self)
{
  g_autofree char *title = NULL;

  if (g_strcmp0 (self->title, self->suggested_title) != 0)
    return;
  title = unique_title (self, get_system_name (self));
  g_set_str (&self->suggested_title, title);
  if (g_set_str (&self->title, title))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
fill_in (SprintChoice *self)
{
  suggest (self);
  self->chosen = self->suggested;
  suggest_title (self);
  notify_all (self);
}

/* More is known: what the person has chosen meanwhile stays. */
static void
suggest_anew (SprintChoice *self)
{
  Amounts old = self->suggested;

  suggest (self);
  if (self->chosen.vcpus == old.vcpus)
    self->chosen.vcpus = self->suggested.vcpus;
  if (self->chosen.memory == old.memory)
    self->chosen.memory = self->suggested.memory;
  if (self->chosen.disk_size == old.disk_size)
    self->chosen.disk_size = self->suggested.disk_size;
  self->chosen.disk_size = MIN (self->chosen.disk_size, disk_maximum (self));
  notify_all (self);
}

static void
offer_known_cb (SprintChoice *self,
                GParamSpec   *pspec,
                SprintOffer  *offer)
{
  if (offer == self->offer)
    suggest_anew (self);
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
  if (!g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    return;
  self->disk_free = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  suggest_anew (self);
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
  g_free (self->suggested_title);
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
    g_value_set_uint (value, self->chosen.vcpus);
    break;
  case PROP_MEMORY:
    g_value_set_uint64 (value, self->chosen.memory);
    break;
  case PROP_DISK_SIZE:
    g_value_set_uint64 (value, self->chosen.disk_size);
    break;
  case PROP_COPY_DISK:
    g_value_set_boolean (value, sprint_choice_get_copy_disk (self));
    break;
  case PROP_TRY_ACCELERATION:
    g_value_set_boolean (value, self->try_acceleration);
    break;
  case PROP_CAN_TRY_ACCELERATION:
    g_value_set_boolean (value, sprint_choice_get_can_try_acceleration (self));
    break;
  case PROP_EXAMINING:
    g_value_set_boolean (value, sprint_choice_get_examining (self));
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
    if (self->chosen.vcpus == g_value_get_uint (value))
      return;
    self->chosen.vcpus = g_value_get_uint (value);
    break;
  case PROP_MEMORY:
    if (self->chosen.memory == g_value_get_uint64 (value))
      return;
    self->chosen.memory = g_value_get_uint64 (value);
    break;
  case PROP_DISK_SIZE:
    if (self->chosen.disk_size == g_value_get_uint64 (value))
      return;
    self->chosen.disk_size = g_value_get_uint64 (value);
    break;
  case PROP_COPY_DISK:
    if (self->copy_disk == g_value_get_boolean (value))
      return;
    self->copy_disk = g_value_get_boolean (value);
    break;
  case PROP_TRY_ACCELERATION:
    if (self->try_acceleration == g_value_get_boolean (value))
      return;
    self->try_acceleration = g_value_get_boolean (value);
    g_object_notify_by_pspec (object, properties[PROP_ACCELERATED]);
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
  properties[PROP_TRY_ACCELERATION] = g_param_spec_boolean ("try-acceleration", NULL, NULL, FALSE, write);
  properties[PROP_CAN_TRY_ACCELERATION] = g_param_spec_boolean ("can-try-acceleration", NULL, NULL, FALSE, read);
  properties[PROP_EXAMINING] = g_param_spec_boolean ("examining", NULL, NULL, FALSE, read);
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
  self->disk_free = UNKNOWN;
}

static void
state_changed_cb (SprintChoice *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXAMINING]);
}

static void
acceleration_changed_cb (SprintChoice *self)
{
  self->try_acceleration = sprint_host_get_worth_trying (self->host);
  for (guint i = PROP_TRY_ACCELERATION; i <= PROP_EXAMINING; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

SprintChoice *
sprint_choice_new (SprintHost *host,
                   const char *disk_folder)
{
  SprintChoice *self = g_object_new (SPRINT_TYPE_CHOICE, NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (disk_folder);

  self->host = g_object_ref (host);
  self->try_acceleration = sprint_host_get_worth_trying (host);
  g_signal_connect_object (host, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (host, "notify::acceleration", G_CALLBACK (acceleration_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_file_query_filesystem_info_async (folder, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, G_PRIORITY_DEFAULT, NULL,
                                      free_space_cb, g_object_ref (self));
  fill_in (self);
  return self;
}

static void
machines_changed_cb (SprintChoice *self)
{
  suggest_title (self);
  check (self);
}

void
sprint_choice_set_machines (SprintChoice *self,
                            GListModel   *machines)
{
  if (self->machines == machines)
    return;
  if (self->machines != NULL)
    g_signal_handlers_disconnect_by_func (self->machines, machines_changed_cb, self);
  g_set_object (&self->machines, machines);
  if (machines != NULL)
    g_signal_connect_object (machines, "items-changed", G_CALLBACK (machines_changed_cb), self, G_CONNECT_SWAPPED);
  machines_changed_cb (self);
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
  fill_in (self);
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
  g_signal_handlers_disconnect_by_func (offer, offer_known_cb, self);
  g_signal_connect_object (offer, "notify::known", G_CALLBACK (offer_known_cb), self, G_CONNECT_SWAPPED);
  sprint_offer_look_up (offer);
  fill_in (self);
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
  return self->chosen.vcpus;
}

guint64
sprint_choice_get_memory (SprintChoice *self)
{
  return self->chosen.memory;
}

guint64
sprint_choice_get_disk_size (SprintChoice *self)
{
  return self->chosen.disk_size;
}

gboolean
sprint_choice_get_copy_disk (SprintChoice *self)
{
  return self->copy_disk || sprint_choice_get_must_copy_disk (self);
}

/* libvirt has no name for a VHDX: only a copy can be described. */
gboolean
sprint_choice_get_must_copy_disk (SprintChoice *self)
{
  return is_disk (self) && (g_strcmp0 (sprint_medium_get_format (self->medium), "vhdx") == 0 ||
                            sprint_medium_get_read_only (self->medium));
}

gboolean
sprint_choice_get_accelerated (SprintChoice *self)
{
  return sprint_host_get_acceleration (self->host) == SPRINT_ACCELERATION_KVM ||
         (sprint_choice_get_can_try_acceleration (self) && self->try_acceleration);
}

gboolean
sprint_choice_get_can_try_acceleration (SprintChoice *self)
{
  return sprint_host_get_acceleration (self->host) == SPRINT_ACCELERATION_DOUBTED;
}

gboolean
sprint_choice_get_examining (SprintChoice *self)
{
  return sprint_host_get_acceleration (self->host) == SPRINT_ACCELERATION_UNKNOWN &&
         sprint_host_get_state (self->host) == SPRINT_CHECK_STATE_RUNNING;
}

SprintRecipe *
sprint_choice_create_recipe (SprintChoice *self,
                             SprintMedium *medium,
                             const char   *name)
{
  SprintRecipe *recipe = sprint_recipe_new ();
  g_autofree char *title = g_strstrip (g_strdup (self->title));

  sprint_recipe_set_title (recipe, title);
  sprint_recipe_set_name (recipe, name);
  sprint_recipe_set_os_id (recipe, sprint_medium_get_os_id (medium));
  sprint_recipe_set_vcpus (recipe, self->chosen.vcpus);
  sprint_recipe_set_memory (recipe, self->chosen.memory);
  sprint_recipe_set_accelerated (recipe, sprint_choice_get_accelerated (self));
  return recipe;
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
