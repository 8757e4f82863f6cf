/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remedy.h"

#include "core-enums.h"

struct _SprintRemedy
{
  GObject parent_instance;

  char *description;
  GStrv components;
  SprintRemedyAction action;
  char *target;
  char *command;
};

G_DEFINE_FINAL_TYPE (SprintRemedy, sprint_remedy, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_DESCRIPTION,
  PROP_COMPONENTS,
  PROP_ACTION,
  PROP_TARGET,
  PROP_COMMAND,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sprint_remedy_finalize (GObject *object)
{
  SprintRemedy *self = SPRINT_REMEDY (object);

  g_free (self->description);
  g_strfreev (self->components);
  g_free (self->target);
  g_free (self->command);

  G_OBJECT_CLASS (sprint_remedy_parent_class)->finalize (object);
}

static void
sprint_remedy_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  SprintRemedy *self = SPRINT_REMEDY (object);

  switch (prop_id) {
  case PROP_DESCRIPTION:
    g_value_set_string (value, self->description);
    break;
  case PROP_COMPONENTS:
    g_value_set_boxed (value, self->components);
    break;
  case PROP_ACTION:
    g_value_set_enum (value, self->action);
    break;
  case PROP_TARGET:
    g_value_set_string (value, self->target);
    break;
  case PROP_COMMAND:
    g_value_set_string (value, self->command);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_remedy_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  SprintRemedy *self = SPRINT_REMEDY (object);

  switch (prop_id) {
  case PROP_DESCRIPTION:
    self->description = g_value_dup_string (value);
    break;
  case PROP_COMPONENTS:
    self->components = g_value_dup_boxed (value);
    if (self->components == NULL)
      self->components = g_new0 (char *, 1);
    break;
  case PROP_ACTION:
    self->action = g_value_get_enum (value);
    break;
  case PROP_TARGET:
    self->target = g_value_dup_string (value);
    break;
  case PROP_COMMAND:
    self->command = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_remedy_class_init (SprintRemedyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_remedy_finalize;
  object_class->get_property = sprint_remedy_get_property;
  object_class->set_property = sprint_remedy_set_property;

  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_COMPONENTS] = g_param_spec_boxed ("components", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_ACTION] = g_param_spec_enum ("action", NULL, NULL, SPRINT_TYPE_REMEDY_ACTION,
                                               SPRINT_REMEDY_ACTION_NONE, flags);
  properties[PROP_TARGET] = g_param_spec_string ("target", NULL, NULL, NULL, flags);
  properties[PROP_COMMAND] = g_param_spec_string ("command", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_remedy_init (SprintRemedy *self)
{
}

SprintRemedy *
sprint_remedy_new (const char         *description,
                   const char * const *components,
                   const char         *command)
{
  return g_object_new (SPRINT_TYPE_REMEDY,
                       "description", description,
                       "components", components,
                       "command", command,
                       NULL);
}

SprintRemedy *
sprint_remedy_new_action (const char         *description,
                          SprintRemedyAction  action,
                          const char         *target,
                          const char         *command)
{
  return g_object_new (SPRINT_TYPE_REMEDY,
                       "description", description,
                       "action", action,
                       "target", target,
                       "command", command,
                       NULL);
}

const char *
sprint_remedy_get_description (SprintRemedy *self)
{
  g_return_val_if_fail (SPRINT_IS_REMEDY (self), NULL);

  return self->description;
}

const char * const *
sprint_remedy_get_components (SprintRemedy *self)
{
  g_return_val_if_fail (SPRINT_IS_REMEDY (self), NULL);

  return (const char * const *) self->components;
}

SprintRemedyAction
sprint_remedy_get_action (SprintRemedy *self)
{
  g_return_val_if_fail (SPRINT_IS_REMEDY (self), SPRINT_REMEDY_ACTION_NONE);

  return self->action;
}

const char *
sprint_remedy_get_target (SprintRemedy *self)
{
  g_return_val_if_fail (SPRINT_IS_REMEDY (self), NULL);

  return self->target;
}

const char *
sprint_remedy_get_command (SprintRemedy *self)
{
  g_return_val_if_fail (SPRINT_IS_REMEDY (self), NULL);

  return self->command;
}
