/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-devices.h"

#include <glib/gi18n.h>

#include "core/problem/problem.h"
#include "usb-dialog.h"

struct _SprintConsoleDevices
{
  GObject parent_instance;

  GtkWidget *console;
  GActionMap *actions;
  SprintUsbDevices *usb;
  SprintSmartCards *cards;
  GBinding *binding;
  GtkWidget *window;
  gboolean automatic;
};

G_DEFINE_FINAL_TYPE (SprintConsoleDevices, sprint_console_devices, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_AUTOMATIC,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void usb_devices_cb (GSimpleAction *action,
                            GVariant      *parameter,
                            gpointer       user_data);

static const GActionEntry entries[] = {
  { .name = "usb-devices", .activate = usb_devices_cb },
};

static void
sprint_console_devices_dispose (GObject *object)
{
  SprintConsoleDevices *self = SPRINT_CONSOLE_DEVICES (object);

  sprint_console_devices_set_session (self, NULL);
  if (self->actions != NULL)
    g_action_map_remove_action_entries (self->actions, entries, G_N_ELEMENTS (entries));
  g_clear_object (&self->actions);
  if (self->window != NULL)
    g_signal_handlers_disconnect_by_data (self->window, self);
  g_clear_weak_pointer (&self->window);
  if (self->console != NULL)
    g_signal_handlers_disconnect_by_data (self->console, self);
  self->console = NULL;

  G_OBJECT_CLASS (sprint_console_devices_parent_class)->dispose (object);
}

static void
sprint_console_devices_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  SprintConsoleDevices *self = SPRINT_CONSOLE_DEVICES (object);

  switch (prop_id) {
  case PROP_AUTOMATIC:
    g_value_set_boolean (value, self->automatic);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_console_devices_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  SprintConsoleDevices *self = SPRINT_CONSOLE_DEVICES (object);

  switch (prop_id) {
  case PROP_AUTOMATIC:
    if (self->automatic == g_value_get_boolean (value))
      break;
    self->automatic = g_value_get_boolean (value);
    g_object_notify_by_pspec (object, pspec);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
usb_devices_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  SprintConsoleDevices *self = user_data;

  adw_dialog_present (sprint_usb_dialog_new (self->usb, self->cards), self->console);
}

/* Who sits at the computer sees one guest at a time, and plugs in for that. */
static void
update_front (SprintConsoleDevices *self)
{
  if (self->usb != NULL)
    sprint_usb_devices_set_in_front (self->usb, self->window != NULL && gtk_widget_get_mapped (self->console) &&
                                     gtk_window_is_active (GTK_WINDOW (self->window)));
}

static void
root_cb (SprintConsoleDevices *self)
{
  GtkRoot *root = gtk_widget_get_root (self->console);

  if (self->window != NULL)
    g_signal_handlers_disconnect_by_data (self->window, self);
  g_clear_weak_pointer (&self->window);
  if (GTK_IS_WINDOW (root)) {
    g_set_weak_pointer (&self->window, GTK_WIDGET (root));
    g_signal_connect_swapped (root, "notify::is-active", G_CALLBACK (update_front), self);
  }
  update_front (self);
}

static void
taken_cb (SprintConsoleDevices *self,
          SprintUsbDevice      *device,
          const GError         *error)
{
  const char *name = sprint_usb_device_get_name (device);
  g_autofree char *words = NULL;

  if (error == NULL) {
    words = g_strdup_printf (_("The machine has got “%s”"), name);
  } else {
    g_autoptr (SprintProblem) problem = sprint_problem_new (error);

    words = g_strdup_printf (_("“%s” was not attached: %s"), name, problem->title);
  }
  g_signal_emit (self, signals[MESSAGE], 0, words);
}

static void
sprint_console_devices_class_init (SprintConsoleDevicesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_console_devices_dispose;
  object_class->get_property = sprint_console_devices_get_property;
  object_class->set_property = sprint_console_devices_set_property;

  properties[PROP_AUTOMATIC] =
    g_param_spec_boolean ("automatic", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[MESSAGE] =
    g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sprint_console_devices_init (SprintConsoleDevices *self)
{
}

SprintConsoleDevices *
sprint_console_devices_new (GtkWidget  *console,
                            GActionMap *actions)
{
  SprintConsoleDevices *self;

  g_return_val_if_fail (GTK_IS_WIDGET (console), NULL);
  g_return_val_if_fail (G_IS_ACTION_MAP (actions), NULL);

  self = g_object_new (SPRINT_TYPE_CONSOLE_DEVICES, NULL);
  self->console = console;
  self->actions = g_object_ref (actions);
  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_swapped (console, "notify::root", G_CALLBACK (root_cb), self);
  g_signal_connect_swapped (console, "map", G_CALLBACK (update_front), self);
  g_signal_connect_data (console, "unmap", G_CALLBACK (update_front), self, NULL, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  sprint_console_devices_set_session (self, NULL);
  root_cb (self);

  return self;
}

void
sprint_console_devices_set_session (SprintConsoleDevices *self,
                                    SprintConsoleSession *session)
{
  SprintUsbDevices *usb = session != NULL ? sprint_console_session_get_usb (session) : NULL;
  SprintSmartCards *cards = session != NULL ? sprint_console_session_get_cards (session) : NULL;
  GAction *action;

  g_return_if_fail (SPRINT_IS_CONSOLE_DEVICES (self));

  g_clear_pointer (&self->binding, g_binding_unbind);
  if (self->usb != NULL) {
    g_signal_handlers_disconnect_by_data (self->usb, self);
    sprint_usb_devices_set_in_front (self->usb, FALSE);
  }
  g_set_object (&self->usb, usb);
  g_set_object (&self->cards, cards);
  if (self->usb != NULL) {
    self->binding = g_object_bind_property (self, "automatic", self->usb, "automatic",
                                            G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
    g_signal_connect_swapped (self->usb, "taken", G_CALLBACK (taken_cb), self);
    update_front (self);
  }

  action = self->actions != NULL ? g_action_map_lookup_action (self->actions, entries[0].name) : NULL;
  if (action != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), self->usb != NULL);
}
