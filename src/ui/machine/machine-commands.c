/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine-commands.h"

#include <glib/gi18n.h>

#include "delete-dialog.h"
#include "rename-dialog.h"

struct _SprintMachineCommands {
  GObject parent_instance;

  GtkWidget *parent;   /* weak */
  SprintMachine *machine;
  GSimpleActionGroup *actions;
  gboolean confirm_force_off;
};

enum {
  PROP_0,
  PROP_MACHINE,
  PROP_CONFIRM_FORCE_OFF,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint problem_signal;

G_DEFINE_FINAL_TYPE (SprintMachineCommands, sprint_machine_commands, G_TYPE_OBJECT)

static const struct {
  const char *name;
  SprintMachineActions action;
} actions[] = {
  { "start", SPRINT_MACHINE_ACTION_START },
  { "pause", SPRINT_MACHINE_ACTION_PAUSE },
  { "resume", SPRINT_MACHINE_ACTION_RESUME },
  { "shut-down", SPRINT_MACHINE_ACTION_SHUT_DOWN },
  { "restart", SPRINT_MACHINE_ACTION_RESTART },
  { "force-off", SPRINT_MACHINE_ACTION_FORCE_OFF },
  { "rename", SPRINT_MACHINE_ACTION_RENAME },
  { "delete", SPRINT_MACHINE_ACTION_DELETE },
};

static void
update (SprintMachineCommands *self)
{
  SprintMachineActions possible = self->machine != NULL ? sprint_machine_get_actions (self->machine) : 0;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), actions[i].name);

    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), (possible & actions[i].action) != 0);
  }
}

static void
acted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (SprintMachineCommands) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sprint_machine_act_finish (SPRINT_MACHINE (source), result, &error))
    g_signal_emit (self, problem_signal, 0, error);
}

static void
act (SprintMachineCommands *self,
     SprintMachine         *machine,
     SprintMachineActions   action)
{
  sprint_machine_act_async (machine, action, NULL, acted_cb, g_object_ref (self));
}

static void
force_off_response_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (SprintMachineCommands) self = user_data;
  SprintMachine *machine = g_object_get_data (source, "machine");

  if (g_str_equal (adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result), "force"))
    act (self, machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
}

static void
ask_force_off (SprintMachineCommands *self)
{
  /* Translators: %s is the name of a virtual machine. */
  g_autofree char *title = g_strdup_printf (_("Force “%s” Off?"), sprint_machine_get_title (self->machine));
  AdwDialog *dialog = adw_alert_dialog_new (title, _("This is like pulling its power plug: what it has not saved is "
                                                     "lost."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "force", _("_Force Off"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "force", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "machine", g_object_ref (self->machine), g_object_unref);
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), self->parent, NULL, force_off_response_cb, g_object_ref (self));
}

static void
dialog_problem_cb (SprintMachineCommands *self,
                   const GError          *error)
{
  g_signal_emit (self, problem_signal, 0, error);
}

static void
present (SprintMachineCommands *self,
         AdwDialog             *dialog)
{
  /* Held by the dialog: the row that these are of may be gone before the dialog is done. */
  g_signal_connect_data (dialog, "problem", G_CALLBACK (dialog_problem_cb), g_object_ref (self),
                         (GClosureNotify) g_object_unref, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, self->parent);
}

static void
activated_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  SprintMachineCommands *self = user_data;
  const char *name = g_action_get_name (G_ACTION (action));

  if (g_str_equal (name, "rename")) {
    present (self, sprint_rename_dialog_new (self->machine));
    return;
  }
  if (g_str_equal (name, "delete")) {
    present (self, sprint_delete_dialog_new (self->machine));
    return;
  }
  if (g_str_equal (name, "force-off") && self->confirm_force_off) {
    ask_force_off (self);
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    if (g_str_equal (name, actions[i].name))
      act (self, self->machine, actions[i].action);
  }
}

static void
sprint_machine_commands_dispose (GObject *object)
{
  SprintMachineCommands *self = SPRINT_MACHINE_COMMANDS (object);

  g_clear_weak_pointer (&self->parent);
  sprint_machine_commands_set_machine (self, NULL);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (sprint_machine_commands_parent_class)->dispose (object);
}

static void
sprint_machine_commands_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  SprintMachineCommands *self = SPRINT_MACHINE_COMMANDS (object);

  switch (prop_id) {
  case PROP_MACHINE:
    g_value_set_object (value, self->machine);
    break;
  case PROP_CONFIRM_FORCE_OFF:
    g_value_set_boolean (value, self->confirm_force_off);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_machine_commands_set_property (GObject      *object,
                                      guint         prop_id,
                                      const GValue *value,
                                      GParamSpec   *pspec)
{
  SprintMachineCommands *self = SPRINT_MACHINE_COMMANDS (object);

  switch (prop_id) {
  case PROP_MACHINE:
    sprint_machine_commands_set_machine (self, g_value_get_object (value));
    break;
  case PROP_CONFIRM_FORCE_OFF:
    if (self->confirm_force_off != g_value_get_boolean (value)) {
      self->confirm_force_off = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
    }
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_machine_commands_class_init (SprintMachineCommandsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_machine_commands_dispose;
  object_class->get_property = sprint_machine_commands_get_property;
  object_class->set_property = sprint_machine_commands_set_property;
  properties[PROP_MACHINE] = g_param_spec_object ("machine", NULL, NULL, SPRINT_TYPE_MACHINE, flags);
  properties[PROP_CONFIRM_FORCE_OFF] = g_param_spec_boolean ("confirm-force-off", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  problem_signal = g_signal_new ("problem", SPRINT_TYPE_MACHINE_COMMANDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sprint_machine_commands_init (SprintMachineCommands *self)
{
  self->confirm_force_off = TRUE;
  self->actions = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++) {
    g_autoptr (GSimpleAction) action = g_simple_action_new (actions[i].name, NULL);

    g_simple_action_set_enabled (action, FALSE);
    g_signal_connect_object (action, "activate", G_CALLBACK (activated_cb), self, 0);
    g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  }
}

SprintMachineCommands *
sprint_machine_commands_new (GtkWidget *parent)
{
  SprintMachineCommands *self = g_object_new (SPRINT_TYPE_MACHINE_COMMANDS, NULL);

  g_set_weak_pointer (&self->parent, parent);
  return self;
}

void
sprint_machine_commands_set_machine (SprintMachineCommands *self,
                                     SprintMachine         *machine)
{
  if (self->machine == machine)
    return;
  if (self->machine != NULL)
    g_signal_handlers_disconnect_by_func (self->machine, update, self);
  g_set_object (&self->machine, machine);
  if (machine != NULL)
    g_signal_connect_object (machine, "notify::actions", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (self->actions != NULL)
    update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MACHINE]);
}

GActionGroup *
sprint_machine_commands_get_actions (SprintMachineCommands *self)
{
  return G_ACTION_GROUP (self->actions);
}

static void
append (GMenu      *menu,
        const char *label,
        const char *prefix,
        const char *name)
{
  g_autofree char *detailed = g_strdup_printf ("%s.%s", prefix, name);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, detailed);

  /* A menu shows what can be done now, not what cannot. */
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

GMenuModel *
sprint_machine_commands_create_menu (const char *prefix)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) power = g_menu_new ();
  g_autoptr (GMenu) manage = g_menu_new ();

  append (power, _("_Start"), prefix, "start");
  append (power, _("_Pause"), prefix, "pause");
  append (power, _("_Resume"), prefix, "resume");
  append (power, _("Shut _Down"), prefix, "shut-down");
  append (power, _("_Restart"), prefix, "restart");
  append (power, _("_Force Off"), prefix, "force-off");
  append (manage, _("Re_name…"), prefix, "rename");
  append (manage, _("De_lete…"), prefix, "delete");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (power));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (manage));
  return G_MENU_MODEL (menu);
}

const char *
sprint_machine_state_to_text (SprintMachineState state)
{
  switch (state) {
  case SPRINT_MACHINE_STATE_OFF:
    return _("Off");
  case SPRINT_MACHINE_STATE_STARTING:
    return _("Starting");
  case SPRINT_MACHINE_STATE_RUNNING:
    return _("Running");
  case SPRINT_MACHINE_STATE_PAUSED:
    return _("Paused");
  case SPRINT_MACHINE_STATE_SHUTTING_DOWN:
    return _("Shutting down");
  case SPRINT_MACHINE_STATE_SAVED:
    return _("Saved");
  case SPRINT_MACHINE_STATE_CRASHED:
    return _("Crashed");
  case SPRINT_MACHINE_STATE_UNKNOWN:
  default:
    return _("Unknown");
  }
}
