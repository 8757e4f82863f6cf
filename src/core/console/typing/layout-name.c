/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "layout-name.h"

struct _SprintLayoutName
{
  GObject parent_instance;

  char *id;
  char *label;
};

G_DEFINE_FINAL_TYPE (SprintLayoutName, sprint_layout_name, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ID,
  PROP_LABEL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_layout_name_finalize (GObject *object)
{
  SprintLayoutName *self = SPRINT_LAYOUT_NAME (object);

  g_free (self->id);
  g_free (self->label);

  G_OBJECT_CLASS (sprint_layout_name_parent_class)->finalize (object);
}

static void
sprint_layout_name_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  SprintLayoutName *self = SPRINT_LAYOUT_NAME (object);

  switch (prop_id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;

  case PROP_LABEL:
    g_value_set_string (value, self->label);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_layout_name_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  SprintLayoutName *self = SPRINT_LAYOUT_NAME (object);

  switch (prop_id) {
  case PROP_ID:
    self->id = g_value_dup_string (value);
    break;

  case PROP_LABEL:
    self->label = g_value_dup_string (value);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_layout_name_class_init (SprintLayoutNameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_layout_name_finalize;
  object_class->get_property = sprint_layout_name_get_property;
  object_class->set_property = sprint_layout_name_set_property;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_layout_name_init (SprintLayoutName *self)
{
}

SprintLayoutName *
sprint_layout_name_new (const char *id,
                        const char *label)
{
  return g_object_new (SPRINT_TYPE_LAYOUT_NAME, "id", id, "label", label, NULL);
}

const char *
sprint_layout_name_get_id (SprintLayoutName *self)
{
  g_return_val_if_fail (SPRINT_IS_LAYOUT_NAME (self), NULL);

  return self->id;
}

const char *
sprint_layout_name_get_label (SprintLayoutName *self)
{
  g_return_val_if_fail (SPRINT_IS_LAYOUT_NAME (self), NULL);

  return self->label;
}
