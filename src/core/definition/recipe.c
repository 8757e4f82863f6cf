/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recipe.h"

#define MEBIBYTE (G_GUINT64_CONSTANT (1024) * 1024)

/**
 * SprintRecipe:
 *
 * What the person wants of a machine: values only, nothing of libvirt.
 *
 * Properties, all read-write: title (for people), name (libvirt's, safe and unique), os-id (libosinfo's id or %NULL),
 * vcpus, memory (bytes), disk-path, disk-format, disk-bus ("virtio" or "sata"), installer-iso,
 * installer-kernel, installer-initrd, installer-command-line, live (the ISO stays attached), accelerated, and
 * firmware ("auto", "bios", "efi").
 */

enum {
  PROP_0,
  PROP_TITLE,
  PROP_NAME,
  PROP_OS_ID,
  PROP_DISK_PATH,
  PROP_DISK_FORMAT,
  PROP_DISK_BUS,
  PROP_INSTALLER_ISO,
  PROP_INSTALLER_KERNEL,
  PROP_INSTALLER_INITRD,
  PROP_INSTALLER_COMMAND_LINE,
  PROP_FIRMWARE,
  PROP_VCPUS,
  PROP_MEMORY,
  PROP_LIVE,
  PROP_ACCELERATED,
  N_PROPS,
};

#define N_TEXTS (PROP_FIRMWARE + 1)

struct _SprintRecipe
{
  GObject parent_instance;

  char *texts[N_TEXTS];
  guint vcpus;
  guint64 memory;
  gboolean live;
  gboolean accelerated;
};

G_DEFINE_FINAL_TYPE (SprintRecipe, sprint_recipe, G_TYPE_OBJECT)

static GParamSpec *props[N_PROPS];

static void
set_text (SprintRecipe *self,
          guint         id,
          const char   *text)
{
  if (g_set_str (&self->texts[id], text))
    g_object_notify_by_pspec (G_OBJECT (self), props[id]);
}

static void
sprint_recipe_finalize (GObject *object)
{
  SprintRecipe *self = SPRINT_RECIPE (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (sprint_recipe_parent_class)->finalize (object);
}

static void
sprint_recipe_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SprintRecipe *self = SPRINT_RECIPE (object);

  switch (prop_id) {
  case PROP_VCPUS:
    g_value_set_uint (value, self->vcpus);
    break;
  case PROP_MEMORY:
    g_value_set_uint64 (value, self->memory);
    break;
  case PROP_LIVE:
    g_value_set_boolean (value, self->live);
    break;
  case PROP_ACCELERATED:
    g_value_set_boolean (value, self->accelerated);
    break;
  default:
    if (prop_id < N_TEXTS)
      g_value_set_string (value, self->texts[prop_id]);
    else
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_recipe_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SprintRecipe *self = SPRINT_RECIPE (object);

  switch (prop_id) {
  case PROP_OS_ID:
    sprint_recipe_set_os_id (self, g_value_get_string (value));
    break;
  case PROP_VCPUS:
    sprint_recipe_set_vcpus (self, g_value_get_uint (value));
    break;
  case PROP_MEMORY:
    sprint_recipe_set_memory (self, g_value_get_uint64 (value));
    break;
  case PROP_LIVE:
    sprint_recipe_set_installer (self, self->texts[PROP_INSTALLER_ISO], g_value_get_boolean (value));
    break;
  case PROP_ACCELERATED:
    sprint_recipe_set_accelerated (self, g_value_get_boolean (value));
    break;
  default:
    if (prop_id < N_TEXTS)
      set_text (self, prop_id, g_value_get_string (value));
    else
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_recipe_class_init (SprintRecipeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const char *names[N_TEXTS] = {
    [PROP_TITLE] = "title",
    [PROP_NAME] = "name",
    [PROP_OS_ID] = "os-id",
    [PROP_DISK_PATH] = "disk-path",
    [PROP_DISK_FORMAT] = "disk-format",
    [PROP_DISK_BUS] = "disk-bus",
    [PROP_INSTALLER_ISO] = "installer-iso",
    [PROP_INSTALLER_KERNEL] = "installer-kernel",
    [PROP_INSTALLER_INITRD] = "installer-initrd",
    [PROP_INSTALLER_COMMAND_LINE] = "installer-command-line",
    [PROP_FIRMWARE] = "firmware",
  };

  object_class->finalize = sprint_recipe_finalize;
  object_class->get_property = sprint_recipe_get_property;
  object_class->set_property = sprint_recipe_set_property;

  for (guint i = PROP_0 + 1; i < N_TEXTS; i++)
    props[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  props[PROP_VCPUS] = g_param_spec_uint ("vcpus", NULL, NULL, 1, G_MAXUINT, 2, flags);
  props[PROP_MEMORY] = g_param_spec_uint64 ("memory", NULL, NULL, 0, G_MAXUINT64, 2048 * MEBIBYTE, flags);
  props[PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, FALSE, flags);
  props[PROP_ACCELERATED] = g_param_spec_boolean ("accelerated", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sprint_recipe_init (SprintRecipe *self)
{
  self->texts[PROP_DISK_FORMAT] = g_strdup ("qcow2");
  self->texts[PROP_DISK_BUS] = g_strdup ("virtio");
  self->texts[PROP_FIRMWARE] = g_strdup ("auto");
  self->vcpus = 2;
  self->memory = 2048 * MEBIBYTE;
}

SprintRecipe *
sprint_recipe_new (void)
{
  return g_object_new (SPRINT_TYPE_RECIPE, NULL);
}

const char *
sprint_recipe_get_title (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), NULL);

  return self->texts[PROP_TITLE];
}

const char *
sprint_recipe_get_name (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), NULL);

  return self->texts[PROP_NAME];
}

const char *
sprint_recipe_get_os_id (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), NULL);

  return self->texts[PROP_OS_ID];
}

const char *
sprint_recipe_get_disk_path (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), NULL);

  return self->texts[PROP_DISK_PATH];
}

const char *
sprint_recipe_get_disk_format (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), NULL);

  return self->texts[PROP_DISK_FORMAT];
}

const char *
sprint_recipe_get_disk_bus (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), NULL);

  return self->texts[PROP_DISK_BUS];
}

const char *
sprint_recipe_get_installer_iso (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), NULL);

  return self->texts[PROP_INSTALLER_ISO];
}

const char *
sprint_recipe_get_installer_kernel (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), NULL);

  return self->texts[PROP_INSTALLER_KERNEL];
}

const char *
sprint_recipe_get_installer_initrd (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), NULL);

  return self->texts[PROP_INSTALLER_INITRD];
}

const char *
sprint_recipe_get_installer_command_line (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), NULL);

  return self->texts[PROP_INSTALLER_COMMAND_LINE];
}

const char *
sprint_recipe_get_firmware (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), NULL);

  return self->texts[PROP_FIRMWARE];
}

guint
sprint_recipe_get_vcpus (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), 1);

  return self->vcpus;
}

guint64
sprint_recipe_get_memory (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), 0);

  return self->memory;
}

gboolean
sprint_recipe_get_live (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), FALSE);

  return self->live;
}

gboolean
sprint_recipe_get_accelerated (SprintRecipe *self)
{
  g_return_val_if_fail (SPRINT_IS_RECIPE (self), FALSE);

  return self->accelerated;
}

void
sprint_recipe_set_title (SprintRecipe *self,
                         const char   *title)
{
  g_return_if_fail (SPRINT_IS_RECIPE (self));

  set_text (self, PROP_TITLE, title);
}

void
sprint_recipe_set_name (SprintRecipe *self,
                        const char   *name)
{
  g_return_if_fail (SPRINT_IS_RECIPE (self));

  set_text (self, PROP_NAME, name);
}

void
sprint_recipe_set_firmware (SprintRecipe *self,
                            const char   *firmware)
{
  g_return_if_fail (SPRINT_IS_RECIPE (self));

  set_text (self, PROP_FIRMWARE, firmware);
}

void
sprint_recipe_set_os_id (SprintRecipe *self,
                         const char   *os_id)
{
  g_return_if_fail (SPRINT_IS_RECIPE (self));

  /* libosinfo's ids of Windows all begin so. */
  if (os_id != NULL && g_str_has_prefix (os_id, "http://microsoft.com/"))
    set_text (self, PROP_DISK_BUS, "sata");
  set_text (self, PROP_OS_ID, os_id);
}

void
sprint_recipe_set_vcpus (SprintRecipe *self,
                         guint        vcpus)
{
  g_return_if_fail (SPRINT_IS_RECIPE (self));

  if (self->vcpus == vcpus)
    return;

  self->vcpus = vcpus;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VCPUS]);
}

void
sprint_recipe_set_memory (SprintRecipe *self,
                          guint64      memory)
{
  g_return_if_fail (SPRINT_IS_RECIPE (self));

  if (self->memory == memory)
    return;

  self->memory = memory;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MEMORY]);
}

void
sprint_recipe_set_accelerated (SprintRecipe *self,
                               gboolean     accelerated)
{
  g_return_if_fail (SPRINT_IS_RECIPE (self));

  if (self->accelerated == accelerated)
    return;

  self->accelerated = accelerated;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ACCELERATED]);
}

void
sprint_recipe_set_disk (SprintRecipe *self,
                        const char   *path,
                        const char   *format)
{
  g_return_if_fail (SPRINT_IS_RECIPE (self));

  set_text (self, PROP_DISK_PATH, path);
  set_text (self, PROP_DISK_FORMAT, format);
}

void
sprint_recipe_set_installer (SprintRecipe *self,
                             const char   *iso,
                             gboolean      live)
{
  g_return_if_fail (SPRINT_IS_RECIPE (self));

  set_text (self, PROP_INSTALLER_ISO, iso);
  if (self->live != live) {
    self->live = live;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LIVE]);
  }
}

void
sprint_recipe_set_installer_kernel (SprintRecipe *self,
                                    const char   *kernel,
                                    const char   *initrd,
                                    const char   *command_line)
{
  g_return_if_fail (SPRINT_IS_RECIPE (self));

  set_text (self, PROP_INSTALLER_KERNEL, kernel);
  set_text (self, PROP_INSTALLER_INITRD, initrd);
  set_text (self, PROP_INSTALLER_COMMAND_LINE, command_line);
}
