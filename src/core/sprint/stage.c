/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stage.h"

#include "core-enums.h"

struct _SprintStage {
  GObject parent_instance;

  char *id;
  char *title;
  char *note;
  SprintStageState state;
  double fraction;
  gint64 began;
  gint64 duration;
};

enum {
  PROP_0,
  PROP_ID,
  PROP_TITLE,
  PROP_STATE,
  PROP_NOTE,
  PROP_FRACTION,
  PROP_DURATION_US,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SprintStage, sprint_stage, G_TYPE_OBJECT)

static void
sprint_stage_finalize (GObject *object)
{
  SprintStage *self = SPRINT_STAGE (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->note);
  G_OBJECT_CLASS (sprint_stage_parent_class)->finalize (object);
}

static void
sprint_stage_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SprintStage *self = SPRINT_STAGE (object);

  switch (prop_id) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_NOTE:
    g_value_set_string (value, self->note);
    break;
  case PROP_FRACTION:
    g_value_set_double (value, self->fraction);
    break;
  case PROP_DURATION_US:
    g_value_set_int64 (value, sprint_stage_get_duration (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_stage_class_init (SprintStageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_stage_finalize;
  object_class->get_property = sprint_stage_get_property;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SPRINT_TYPE_STAGE_STATE,
                                              SPRINT_STAGE_STATE_WAITING, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_DURATION_US] = g_param_spec_int64 ("duration-us", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_stage_init (SprintStage *self)
{
  self->fraction = -1;
}

SprintStage *
sprint_stage_new (const char *id,
                  const char *title)
{
  SprintStage *self = g_object_new (SPRINT_TYPE_STAGE, NULL);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  return self;
}

const char *
sprint_stage_get_id (SprintStage *self)
{
  return self->id;
}

const char *
sprint_stage_get_title (SprintStage *self)
{
  return self->title;
}

SprintStageState
sprint_stage_get_state (SprintStage *self)
{
  return self->state;
}

const char *
sprint_stage_get_note (SprintStage *self)
{
  return self->note;
}

double
sprint_stage_get_fraction (SprintStage *self)
{
  return self->fraction;
}

gint64
sprint_stage_get_duration (SprintStage *self)
{
  if (self->state == SPRINT_STAGE_STATE_RUNNING)
    return g_get_monotonic_time () - self->began;
  return self->duration;
}

void
sprint_stage_begin (SprintStage *self)
{
  self->began = g_get_monotonic_time ();
  self->state = SPRINT_STAGE_STATE_RUNNING;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
sprint_stage_end (SprintStage      *self,
                  SprintStageState  state)
{
  if (self->state == SPRINT_STAGE_STATE_RUNNING)
    self->duration = g_get_monotonic_time () - self->began;
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION_US]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
sprint_stage_set_note (SprintStage *self,
                       const char  *note)
{
  if (g_set_str (&self->note, note))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE]);
}

void
sprint_stage_set_fraction (SprintStage *self,
                           double       fraction)
{
  if (self->fraction == fraction)
    return;
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
}
