/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "medium.h"

#include "core-enums.h"

/**
 * SprintMedium:
 *
 * Something a guest can be made from; immutable.
 *
 * All properties are construct-only; sizes are in bytes, 0 where unknown.
 */

enum {
  PROP_0,
  PROP_PATH,
  PROP_KERNEL,
  PROP_INITRD,
  PROP_COMMAND_LINE,
  PROP_FORMAT,
  PROP_OS_ID,
  PROP_OS_NAME,
  PROP_MEMORY_RECOMMENDED,
  PROP_MEMORY_MINIMUM,
  PROP_DISK_RECOMMENDED,
  PROP_DISK_MINIMUM,
  PROP_VIRTUAL_SIZE,
  PROP_FILE_SIZE,
  PROP_ALLOCATED_SIZE,
  PROP_KIND,
  PROP_VCPUS_RECOMMENDED,
  PROP_READ_ONLY,
  N_PROPS,
};

#define N_TEXTS (PROP_OS_NAME + 1)
#define N_SIZES (PROP_ALLOCATED_SIZE + 1 - N_TEXTS)

struct _SprintMedium
{
  GObject parent_instance;

  SprintMediumKind kind;
  char *texts[N_TEXTS];
  guint64 sizes[N_SIZES];
  guint vcpus_recommended;
  gboolean read_only;
};

G_DEFINE_FINAL_TYPE (SprintMedium, sprint_medium, G_TYPE_OBJECT)

static GParamSpec *props[N_PROPS];

static void
sprint_medium_finalize (GObject *object)
{
  SprintMedium *self = SPRINT_MEDIUM (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);

  G_OBJECT_CLASS (sprint_medium_parent_class)->finalize (object);
}

static void
sprint_medium_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SprintMedium *self = SPRINT_MEDIUM (object);

  if (prop_id == PROP_KIND)
    g_value_set_enum (value, self->kind);
  else if (prop_id == PROP_VCPUS_RECOMMENDED)
    g_value_set_uint (value, self->vcpus_recommended);
  else if (prop_id == PROP_READ_ONLY)
    g_value_set_boolean (value, self->read_only);
  else if (prop_id < N_TEXTS)
    g_value_set_string (value, self->texts[prop_id]);
  else if (prop_id < N_TEXTS + N_SIZES)
    g_value_set_uint64 (value, self->sizes[prop_id - N_TEXTS]);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
sprint_medium_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SprintMedium *self = SPRINT_MEDIUM (object);

  if (prop_id == PROP_KIND)
    self->kind = g_value_get_enum (value);
  else if (prop_id == PROP_VCPUS_RECOMMENDED)
    self->vcpus_recommended = g_value_get_uint (value);
  else if (prop_id == PROP_READ_ONLY)
    self->read_only = g_value_get_boolean (value);
  else if (prop_id < N_TEXTS)
    g_set_str (&self->texts[prop_id], g_value_get_string (value));
  else if (prop_id < N_TEXTS + N_SIZES)
    self->sizes[prop_id - N_TEXTS] = g_value_get_uint64 (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
sprint_medium_class_init (SprintMediumClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const char *names[N_TEXTS + N_SIZES] = {
    [PROP_PATH] = "path",
    [PROP_KERNEL] = "kernel",
    [PROP_INITRD] = "initrd",
    [PROP_COMMAND_LINE] = "command-line",
    [PROP_FORMAT] = "format",
    [PROP_OS_ID] = "os-id",
    [PROP_OS_NAME] = "os-name",
    [PROP_MEMORY_RECOMMENDED] = "memory-recommended",
    [PROP_MEMORY_MINIMUM] = "memory-minimum",
    [PROP_DISK_RECOMMENDED] = "disk-recommended",
    [PROP_DISK_MINIMUM] = "disk-minimum",
    [PROP_VIRTUAL_SIZE] = "virtual-size",
    [PROP_FILE_SIZE] = "file-size",
    [PROP_ALLOCATED_SIZE] = "allocated-size",
  };

  object_class->finalize = sprint_medium_finalize;
  object_class->get_property = sprint_medium_get_property;
  object_class->set_property = sprint_medium_set_property;

  for (guint i = PROP_0 + 1; i < N_TEXTS; i++)
    props[i] = g_param_spec_string (names[i], NULL, NULL, NULL, flags);
  for (guint i = N_TEXTS; i < N_TEXTS + N_SIZES; i++)
    props[i] = g_param_spec_uint64 (names[i], NULL, NULL, 0, G_MAXUINT64, 0, flags);
  props[PROP_KIND] = g_param_spec_enum ("kind", NULL, NULL, SPRINT_TYPE_MEDIUM_KIND,
                                        SPRINT_MEDIUM_KIND_INSTALLER, flags);
  props[PROP_VCPUS_RECOMMENDED] = g_param_spec_uint ("vcpus-recommended", NULL, NULL, 1, G_MAXUINT, 2, flags);
  props[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sprint_medium_init (SprintMedium *self)
{
}

SprintMediumKind
sprint_medium_get_kind (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), SPRINT_MEDIUM_KIND_INSTALLER);

  return self->kind;
}

const char *
sprint_medium_get_path (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), NULL);

  return self->texts[PROP_PATH];
}

const char *
sprint_medium_get_kernel (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), NULL);

  return self->texts[PROP_KERNEL];
}

const char *
sprint_medium_get_initrd (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), NULL);

  return self->texts[PROP_INITRD];
}

const char *
sprint_medium_get_command_line (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), NULL);

  return self->texts[PROP_COMMAND_LINE];
}

const char *
sprint_medium_get_format (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), NULL);

  return self->texts[PROP_FORMAT];
}

const char *
sprint_medium_get_os_id (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), NULL);

  return self->texts[PROP_OS_ID];
}

const char *
sprint_medium_get_os_name (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), NULL);

  return self->texts[PROP_OS_NAME];
}

guint64
sprint_medium_get_memory_recommended (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), 0);

  return self->sizes[PROP_MEMORY_RECOMMENDED - N_TEXTS];
}

guint64
sprint_medium_get_memory_minimum (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), 0);

  return self->sizes[PROP_MEMORY_MINIMUM - N_TEXTS];
}

guint64
sprint_medium_get_disk_recommended (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), 0);

  return self->sizes[PROP_DISK_RECOMMENDED - N_TEXTS];
}

guint64
sprint_medium_get_disk_minimum (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), 0);

  return self->sizes[PROP_DISK_MINIMUM - N_TEXTS];
}

guint64
sprint_medium_get_virtual_size (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), 0);

  return self->sizes[PROP_VIRTUAL_SIZE - N_TEXTS];
}

guint64
sprint_medium_get_file_size (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), 0);

  return self->sizes[PROP_FILE_SIZE - N_TEXTS];
}

guint64
sprint_medium_get_allocated_size (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), 0);

  return self->sizes[PROP_ALLOCATED_SIZE - N_TEXTS];
}

guint
sprint_medium_get_vcpus_recommended (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), 1);

  return self->vcpus_recommended;
}

gboolean
sprint_medium_get_read_only (SprintMedium *self)
{
  g_return_val_if_fail (SPRINT_IS_MEDIUM (self), FALSE);

  return self->read_only;
}
