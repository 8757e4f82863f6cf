/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <glib/gi18n.h>

#include "core-enums.h"

typedef struct
{
  const SprintCheckInfo *info;
  SprintCheckState state;
  char *summary;
  char *details;
  SprintRemedy *remedy;
  guint asking;       /* who waits for an answer */
  gint64 started;
  gint64 duration;
} SprintCheckPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SprintCheck, sprint_check, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_INFO,
  PROP_ID,
  PROP_TITLE,
  PROP_WHY,
  PROP_STATE,
  PROP_SUMMARY,
  PROP_DETAILS,
  PROP_REMEDY,
  PROP_DURATION_US,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sprint_check_dispose (GObject *object)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (SPRINT_CHECK (object));

  g_clear_object (&priv->remedy);

  G_OBJECT_CLASS (sprint_check_parent_class)->dispose (object);
}

static void
sprint_check_finalize (GObject *object)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (SPRINT_CHECK (object));

  g_free (priv->summary);
  g_free (priv->details);

  G_OBJECT_CLASS (sprint_check_parent_class)->finalize (object);
}

static void
sprint_check_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (SPRINT_CHECK (object));

  switch (prop_id) {
  case PROP_ID:
    g_value_set_string (value, sprint_check_get_id (SPRINT_CHECK (object)));
    break;
  case PROP_TITLE:
    g_value_set_string (value, sprint_check_get_title (SPRINT_CHECK (object)));
    break;
  case PROP_WHY:
    g_value_set_string (value, sprint_check_get_why (SPRINT_CHECK (object)));
    break;
  case PROP_STATE:
    g_value_set_enum (value, priv->state);
    break;
  case PROP_SUMMARY:
    g_value_set_string (value, priv->summary);
    break;
  case PROP_DETAILS:
    g_value_set_string (value, priv->details);
    break;
  case PROP_REMEDY:
    g_value_set_object (value, priv->remedy);
    break;
  case PROP_DURATION_US:
    g_value_set_int64 (value, priv->duration);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_check_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (SPRINT_CHECK (object));

  switch (prop_id) {
  case PROP_INFO:
    priv->info = g_value_get_pointer (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
set_state (SprintCheck      *self,
           SprintCheckState  state)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  if (priv->state == state)
    return;

  priv->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  SprintCheck *self = SPRINT_CHECK (object);
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  priv->asking--;
  if (SPRINT_CHECK_GET_CLASS (self)->ask_finish (self, result, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  /* Nobody has answered: what is shown must not look as if somebody still would. */
  if (priv->state == SPRINT_CHECK_STATE_RUNNING && priv->asking == 0)
    set_state (self, SPRINT_CHECK_STATE_UNKNOWN);
  g_task_return_error (task, g_steal_pointer (&error));
}

static void
sprint_check_class_init (SprintCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags given = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags fixed = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  const GParamFlags found = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_check_dispose;
  object_class->finalize = sprint_check_finalize;
  object_class->get_property = sprint_check_get_property;
  object_class->set_property = sprint_check_set_property;

  properties[PROP_INFO] = g_param_spec_pointer ("info", NULL, NULL, given);
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, fixed);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, fixed);
  properties[PROP_WHY] = g_param_spec_string ("why", NULL, NULL, NULL, fixed);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, SPRINT_TYPE_CHECK_STATE,
                                              SPRINT_CHECK_STATE_UNKNOWN, found);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, found);
  properties[PROP_DETAILS] = g_param_spec_string ("details", NULL, NULL, NULL, found);
  properties[PROP_REMEDY] = g_param_spec_object ("remedy", NULL, NULL, SPRINT_TYPE_REMEDY, found);
  properties[PROP_DURATION_US] = g_param_spec_int64 ("duration-us", NULL, NULL, 0, G_MAXINT64, 0, found);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_check_init (SprintCheck *self)
{
}

void
sprint_check_ask_async (SprintCheck         *self,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);
  GTask *task;

  g_return_if_fail (SPRINT_IS_CHECK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_check_ask_async);
  priv->asking++;
  priv->started = g_get_monotonic_time ();
  set_state (self, SPRINT_CHECK_STATE_RUNNING);

  SPRINT_CHECK_GET_CLASS (self)->ask_async (self, cancellable, asked_cb, task);
}

gboolean
sprint_check_ask_finish (SprintCheck   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
sprint_check_get_id (SprintCheck *self)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CHECK (self), NULL);

  return priv->info->id;
}

SprintCheckGroup
sprint_check_get_group (SprintCheck *self)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CHECK (self), SPRINT_CHECK_GROUP_PROCESSOR);

  return priv->info->group;
}

SprintCheckScope
sprint_check_get_scope (SprintCheck *self)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CHECK (self), SPRINT_CHECK_SCOPE_MACHINES);

  return priv->info->scope;
}

gboolean
sprint_check_get_quiet (SprintCheck *self)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CHECK (self), FALSE);

  return priv->info->quiet;
}

const char *
sprint_check_get_title (SprintCheck *self)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CHECK (self), NULL);

  return _(priv->info->title);
}

SprintCheckState
sprint_check_get_state (SprintCheck *self)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CHECK (self), SPRINT_CHECK_STATE_UNKNOWN);

  return priv->state;
}

const char *
sprint_check_get_summary (SprintCheck *self)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CHECK (self), NULL);

  return priv->summary;
}

const char *
sprint_check_get_why (SprintCheck *self)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CHECK (self), NULL);

  return _(priv->info->why);
}

const char *
sprint_check_get_details (SprintCheck *self)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CHECK (self), NULL);

  return priv->details;
}

SprintRemedy *
sprint_check_get_remedy (SprintCheck *self)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CHECK (self), NULL);

  return priv->remedy;
}

gint64
sprint_check_get_duration (SprintCheck *self)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CHECK (self), 0);

  return priv->duration;
}

void
sprint_check_set_result (SprintCheck      *self,
                         SprintCheckState  state,
                         const char       *summary,
                         const char       *details,
                         SprintRemedy     *remedy)
{
  SprintCheckPrivate *priv = sprint_check_get_instance_private (self);

  g_return_if_fail (SPRINT_IS_CHECK (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (priv->started != 0) {
    priv->duration = g_get_monotonic_time () - priv->started;
    priv->started = 0;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DURATION_US]);
  }
  if (g_set_str (&priv->summary, summary))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
  if (g_set_str (&priv->details, details))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAILS]);
  if (g_set_object (&priv->remedy, remedy))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMEDY]);
  set_state (self, state);
  g_object_thaw_notify (G_OBJECT (self));

  g_clear_object (&remedy);
}

const char *
sprint_check_group_get_title (SprintCheckGroup group)
{
  switch (group) {
  case SPRINT_CHECK_GROUP_PROCESSOR:
    return _("Processor");
  case SPRINT_CHECK_GROUP_KVM:
    return _("Hardware Acceleration");
  case SPRINT_CHECK_GROUP_SOFTWARE:
    return _("Software");
  case SPRINT_CHECK_GROUP_ROOM:
    return _("Memory and Disks");
  case SPRINT_CHECK_GROUP_NETWORK:
    return _("Network");
  case SPRINT_CHECK_GROUP_DESKTOP:
    return _("Desktop");
  default:
    g_return_val_if_reached (NULL);
  }
}

const char *
sprint_check_state_get_title (SprintCheckState state)
{
  switch (state) {
  case SPRINT_CHECK_STATE_UNKNOWN:
    return _("Not checked yet");
  case SPRINT_CHECK_STATE_RUNNING:
    return _("Checking");
  case SPRINT_CHECK_STATE_PASS:
    return _("Good");
  case SPRINT_CHECK_STATE_NOTE:
    return _("Note");
  case SPRINT_CHECK_STATE_WARN:
    return _("Warning");
  case SPRINT_CHECK_STATE_FAIL:
    return _("Problem");
  default:
    g_return_val_if_reached (NULL);
  }
}
