/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-actions.h"

#include "core/console/input/key-combination.h"

struct _SprintConsoleActions
{
  GObject parent_instance;

  SprintConsole *console;
  GSimpleActionGroup *group;
  gboolean usable;
  gboolean typing;
  gboolean view_only;
};

G_DEFINE_FINAL_TYPE (SprintConsoleActions, sprint_console_actions, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_VIEW_ONLY,
  PROP_TYPING,
  PROP_SIZE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static char *
get_size (SprintConsoleActions *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->group), "size");

  return g_variant_dup_string (state, NULL);
}

static void
sprint_console_actions_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  SprintConsoleActions *self = SPRINT_CONSOLE_ACTIONS (object);

  switch (prop_id) {
  case PROP_VIEW_ONLY:
    g_value_set_boolean (value, self->view_only);
    break;

  case PROP_TYPING:
    g_value_set_boolean (value, self->typing);
    break;

  case PROP_SIZE:
    g_value_take_string (value, get_size (self));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_console_actions_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  SprintConsoleActions *self = SPRINT_CONSOLE_ACTIONS (object);

  switch (prop_id) {
  case PROP_VIEW_ONLY:
    g_action_group_change_action_state (G_ACTION_GROUP (self->group), "view-only",
                                        g_variant_new_boolean (g_value_get_boolean (value)));
    break;

  case PROP_TYPING:
    sprint_console_actions_set_typing (self, g_value_get_boolean (value));
    break;

  case PROP_SIZE:
    g_action_group_change_action_state (G_ACTION_GROUP (self->group), "size",
                                        g_variant_new_string (g_value_get_string (value)));
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
update (SprintConsoleActions *self)
{
  GAction *send_keys = g_action_map_lookup_action (G_ACTION_MAP (self->group), "send-keys");

  gboolean possible = self->usable && !self->view_only && !self->typing;

  sprint_console_set_view_only (self->console, !possible);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (send_keys), possible);
}

static void
send_keys_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SprintConsoleActions *self = user_data;
  guint codes[SPRINT_KEY_COMBINATION_MAX];
  gsize n_codes = sprint_key_combination_parse (g_variant_get_string (parameter, NULL), codes);

  sprint_console_send_keys (self->console, codes, n_codes);
}

static void
retry_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  SprintConsoleActions *self = user_data;
  SprintConsoleSession *session = sprint_console_get_session (self->console);

  if (session != NULL)
    sprint_console_session_retry (session);
}

static void
view_only_cb (GSimpleAction *action,
              GVariant      *state,
              gpointer       user_data)
{
  SprintConsoleActions *self = user_data;
  gboolean view_only = g_variant_get_boolean (state);

  if (self->view_only == view_only)
    return;

  self->view_only = view_only;
  g_simple_action_set_state (action, state);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW_ONLY]);
}

static void
size_cb (GSimpleAction *action,
         GVariant      *state,
         gpointer       user_data)
{
  SprintConsoleActions *self = user_data;
  g_autofree char *previous = get_size (self);
  const char *size = g_variant_get_string (state, NULL);

  if (!g_str_equal (size, "follow") && !g_str_equal (size, "fit") && !g_str_equal (size, "actual"))
    return;

  if (g_str_equal (size, previous))
    return;

  sprint_console_set_scaling (self->console, !g_str_equal (size, "actual"));
  sprint_console_set_resizing (self->console, g_str_equal (size, "follow"));
  g_simple_action_set_state (action, state);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
}

static const GActionEntry entries[] = {
  { .name = "send-keys", .activate = send_keys_cb, .parameter_type = "s" },
  { .name = "retry", .activate = retry_cb },
  { .name = "view-only", .state = "false", .change_state = view_only_cb },
  { .name = "size", .parameter_type = "s", .state = "'follow'", .change_state = size_cb },
};

static void
sprint_console_actions_dispose (GObject *object)
{
  SprintConsoleActions *self = SPRINT_CONSOLE_ACTIONS (object);

  /* Others hold the group, too. */
  if (self->group != NULL)
    g_action_map_remove_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries));
  g_clear_object (&self->group);
  self->console = NULL;

  G_OBJECT_CLASS (sprint_console_actions_parent_class)->dispose (object);
}

static void
sprint_console_actions_class_init (SprintConsoleActionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_console_actions_dispose;
  object_class->get_property = sprint_console_actions_get_property;
  object_class->set_property = sprint_console_actions_set_property;
  properties[PROP_VIEW_ONLY] =
    g_param_spec_boolean ("view-only", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TYPING] =
    g_param_spec_boolean ("typing", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIZE] =
    g_param_spec_string ("size", NULL, NULL, "follow",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_console_actions_init (SprintConsoleActions *self)
{
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
}

SprintConsoleActions *
sprint_console_actions_new (SprintConsole *console)
{
  SprintConsoleActions *self;

  g_return_val_if_fail (SPRINT_IS_CONSOLE (console), NULL);

  self = g_object_new (SPRINT_TYPE_CONSOLE_ACTIONS, NULL);
  self->console = console;
  update (self);

  return self;
}

void
sprint_console_actions_set_usable (SprintConsoleActions *self,
                                   gboolean              usable)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_ACTIONS (self));

  self->usable = usable;
  update (self);
}

void
sprint_console_actions_set_typing (SprintConsoleActions *self,
                                   gboolean              typing)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_ACTIONS (self));

  typing = !!typing;
  if (self->typing == typing)
    return;

  self->typing = typing;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TYPING]);
}

void
sprint_console_actions_set_settings (SprintConsoleActions *self,
                                     GSettings            *settings)
{
  SprintConsoleSession *session;

  g_return_if_fail (SPRINT_IS_CONSOLE_ACTIONS (self));
  g_return_if_fail (settings == NULL || G_IS_SETTINGS (settings));

  session = sprint_console_get_session (self->console);
  g_settings_unbind (self, "size");
  g_action_group_change_action_state (G_ACTION_GROUP (self->group), "view-only", g_variant_new_boolean (FALSE));
  if (settings != NULL)
    g_settings_bind (settings, "size", self, "size", G_SETTINGS_BIND_DEFAULT);
  else
    g_object_set (self, "size", "follow", NULL);
  if (session != NULL)
    sprint_shared_folder_stop (sprint_console_session_get_shared_folder (session));
}

gboolean
sprint_console_actions_get_view_only (SprintConsoleActions *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ACTIONS (self), FALSE);

  return self->view_only;
}

GActionGroup *
sprint_console_actions_get_group (SprintConsoleActions *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_ACTIONS (self), NULL);

  return G_ACTION_GROUP (self->group);
}
