/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-keyboard.h"

#include <glib/gi18n.h>

#include "hardware-key.h"
#include "held-modifiers.h"

struct _SprintConsoleKeyboard
{
  GObject parent_instance;

  GtkWidget *widget;
  SprintConsoleSession *session;
  GtkEventController *keys;
  GtkWidget *root;
  GdkToplevel *toplevel;
  SprintReleaseKeys release_keys;
  SprintHeldModifiers modifiers;
  guint locks_id;
  gboolean focused;
  gboolean pointed_at;
  gboolean grabbed;
};

G_DEFINE_FINAL_TYPE (SprintConsoleKeyboard, sprint_console_keyboard, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_CAPTURING,
  PROP_GRABBED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
sprint_console_keyboard_dispose (GObject *object)
{
  SprintConsoleKeyboard *self = SPRINT_CONSOLE_KEYBOARD (object);

  sprint_console_keyboard_set_session (self, NULL);
  g_clear_handle_id (&self->locks_id, g_source_remove);

  G_OBJECT_CLASS (sprint_console_keyboard_parent_class)->dispose (object);
}

static void
sprint_console_keyboard_get_property (GObject    *object,
                                      guint       prop_id,
                                      GValue     *value,
                                      GParamSpec *pspec)
{
  SprintConsoleKeyboard *self = SPRINT_CONSOLE_KEYBOARD (object);

  switch (prop_id) {
  case PROP_CAPTURING:
    g_value_set_boolean (value, sprint_console_keyboard_get_capturing (self));
    break;

  case PROP_GRABBED:
    g_value_set_boolean (value, self->grabbed);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static gboolean
is_on (SprintConsoleKeyboard *self,
       const char            *display_type)
{
  return g_strcmp0 (G_OBJECT_TYPE_NAME (gtk_widget_get_display (self->widget)), display_type) == 0;
}

/* A browser's modifiers are not always those of its keys. */
static void
release_stale (SprintConsoleKeyboard *self,
               GdkModifierType        state)
{
  guint code;

  if (is_on (self, "GdkBroadwayDisplay"))
    return;

  while (sprint_held_modifiers_take_stale (&self->modifiers, state, &code)) {
    sprint_release_keys_release (&self->release_keys, code);
    sprint_console_input_release_key (sprint_console_session_get_input (self->session), code);
  }
}

static gboolean
key_pressed_cb (SprintConsoleKeyboard *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state)
{
  guint code = sprint_hardware_key_to_evdev (gtk_widget_get_display (self->widget), keyval, keycode);

  if (self->session == NULL)
    return GDK_EVENT_PROPAGATE;

  sprint_held_modifiers_release (&self->modifiers, code);
  release_stale (self, state);
  sprint_held_modifiers_press (&self->modifiers, code, keyval);
  sprint_release_keys_press (&self->release_keys, code);
  sprint_console_input_press_key (sprint_console_session_get_input (self->session), code);

  return GDK_EVENT_STOP;
}

static void
key_released_cb (SprintConsoleKeyboard *self,
                 guint                  keyval,
                 guint                  keycode)
{
  guint code = sprint_hardware_key_to_evdev (gtk_widget_get_display (self->widget), keyval, keycode);

  if (self->session == NULL)
    return;

  sprint_held_modifiers_release (&self->modifiers, code);
  sprint_console_input_release_key (sprint_console_session_get_input (self->session), code);
  if (sprint_release_keys_release (&self->release_keys, code))
    sprint_console_keyboard_stop (self);
}

static guint
read_locks (SprintConsoleKeyboard *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (self->widget));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;
  guint locks = 0;

  if (keyboard == NULL)
    return 0;

  if (gdk_device_get_caps_lock_state (keyboard))
    locks |= SPRINT_CONSOLE_LOCK_CAPS;
  if (gdk_device_get_num_lock_state (keyboard))
    locks |= SPRINT_CONSOLE_LOCK_NUM;
  if (gdk_device_get_scroll_lock_state (keyboard))
    locks |= SPRINT_CONSOLE_LOCK_SCROLL;

  return locks;
}

static gboolean
locks_idle_cb (gpointer user_data)
{
  SprintConsoleKeyboard *self = user_data;

  self->locks_id = 0;
  if (self->session != NULL)
    sprint_console_input_set_locks (sprint_console_session_get_input (self->session), read_locks (self));

  return G_SOURCE_REMOVE;
}

/* The display may tell of a light before the key that lit it, on Wayland it always does: after the events. */
static void
locks_changed_cb (SprintConsoleKeyboard *self)
{
  if (self->locks_id == 0)
    self->locks_id = g_idle_add (locks_idle_cb, self);
}

static void
watch_locks (SprintConsoleKeyboard *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (self->widget));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  if (keyboard == NULL)
    return;

  g_signal_connect_object (keyboard, "notify::caps-lock-state", G_CALLBACK (locks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keyboard, "notify::num-lock-state", G_CALLBACK (locks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keyboard, "notify::scroll-lock-state", G_CALLBACK (locks_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
forget_held (SprintConsoleKeyboard *self)
{
  self->modifiers = (SprintHeldModifiers) { 0 };
  sprint_release_keys_forget (&self->release_keys);
}

static void
inhibited_cb (SprintConsoleKeyboard *self)
{
  gboolean grabbed = FALSE;

  if (self->toplevel != NULL)
    g_object_get (self->toplevel, "shortcuts-inhibited", &grabbed, NULL);
  if (self->grabbed == grabbed)
    return;

  self->grabbed = grabbed;

  /* What the desktop takes by itself, its release too, is not seen here. */
  if (!grabbed && self->toplevel != NULL && self->session != NULL) {
    sprint_console_input_release_all (sprint_console_session_get_input (self->session));
    forget_held (self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GRABBED]);
}

/* X11 knows only a grab of the whole keyboard, under which a window does not even learn that another
 * has the focus: there only while the pointer is here, so that it cannot have been clicked on. */
static gboolean
may_inhibit (SprintConsoleKeyboard *self)
{
  return self->pointed_at || !is_on (self, "GdkX11Display");
}

static void
inhibit (SprintConsoleKeyboard *self)
{
  GtkNative *native = gtk_widget_get_native (self->widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  if (self->toplevel != NULL || !GDK_IS_TOPLEVEL (surface) || !may_inhibit (self))
    return;

  self->toplevel = g_object_ref (GDK_TOPLEVEL (surface));
  g_signal_connect_swapped (self->toplevel, "notify::shortcuts-inhibited",
                            G_CALLBACK (inhibited_cb), self);
  gdk_toplevel_inhibit_system_shortcuts (self->toplevel, NULL);
  inhibited_cb (self);
}

static void
restore (SprintConsoleKeyboard *self)
{
  if (self->toplevel == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->toplevel, self);
  gdk_toplevel_restore_system_shortcuts (self->toplevel);
  g_clear_object (&self->toplevel);
  inhibited_cb (self);
}

static void
focus_in_cb (SprintConsoleKeyboard *self)
{
  self->focused = TRUE;
  sprint_console_keyboard_start (self);
}

static void
focus_out_cb (SprintConsoleKeyboard *self)
{
  self->focused = FALSE;
  sprint_console_keyboard_stop (self);
}

static void
enter_cb (SprintConsoleKeyboard *self)
{
  self->pointed_at = TRUE;
  if (sprint_console_keyboard_get_capturing (self))
    inhibit (self);
}

static void
leave_cb (SprintConsoleKeyboard *self)
{
  self->pointed_at = FALSE;
  if (!may_inhibit (self))
    restore (self);
}

/* Before the pointer's, which keeps what it forwards. */
static gboolean
pointer_cb (SprintConsoleKeyboard *self,
            GdkEvent              *event)
{
  switch ((guint) gdk_event_get_event_type (event)) {
  case GDK_BUTTON_PRESS:
  case GDK_TOUCH_BEGIN:
    sprint_console_keyboard_start (self);
    sprint_console_keyboard_use_held (self);
    break;

  case GDK_SCROLL:
    sprint_console_keyboard_use_held (self);
    break;

  default:
    break;
  }

  return GDK_EVENT_PROPAGATE;
}

static void
state_cb (SprintConsoleKeyboard *self)
{
  /* The guest's keyboard is made after this, and is to know from its beginning. */
  sprint_console_input_set_locks (sprint_console_session_get_input (self->session), read_locks (self));

  /* A guest that is gone must not keep the keys from what is shown instead. */
  if (sprint_console_session_get_state (self->session) == SPRINT_CONSOLE_STATE_CONNECTED)
    sprint_console_keyboard_start (self);
  else
    sprint_console_keyboard_stop (self);
}

static void
sprint_console_keyboard_class_init (SprintConsoleKeyboardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sprint_console_keyboard_dispose;
  object_class->get_property = sprint_console_keyboard_get_property;

  properties[PROP_CAPTURING] = g_param_spec_boolean ("capturing", NULL, NULL, FALSE, flags);
  properties[PROP_GRABBED] = g_param_spec_boolean ("grabbed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_console_keyboard_init (SprintConsoleKeyboard *self)
{
}

SprintConsoleKeyboard *
sprint_console_keyboard_new (GtkWidget *widget)
{
  SprintConsoleKeyboard *self = g_object_new (SPRINT_TYPE_CONSOLE_KEYBOARD, NULL);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *pointer = gtk_event_controller_legacy_new ();

  self->widget = widget;
  g_signal_connect_object (motion, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, motion);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_in_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_out_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, focus);
  gtk_event_controller_set_propagation_phase (pointer, GTK_PHASE_CAPTURE);
  g_signal_connect_object (pointer, "event", G_CALLBACK (pointer_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, pointer);
  watch_locks (self);

  return self;
}

void
sprint_console_keyboard_set_session (SprintConsoleKeyboard *self,
                                     SprintConsoleSession  *session)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_KEYBOARD (self));

  if (self->session == session)
    return;

  sprint_console_keyboard_stop (self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;

  g_signal_connect_swapped (session, "notify::state", G_CALLBACK (state_cb), self);
  sprint_console_input_set_locks (sprint_console_session_get_input (session), read_locks (self));
  sprint_console_keyboard_start (self);
}

void
sprint_console_keyboard_start (SprintConsoleKeyboard *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_KEYBOARD (self));

  if (self->keys != NULL || !self->focused || self->session == NULL ||
      sprint_console_session_get_state (self->session) != SPRINT_CONSOLE_STATE_CONNECTED)
    return;

  /* On the window, before its shortcuts: the newest of a widget's controllers is asked first. */
  self->root = GTK_WIDGET (gtk_widget_get_root (self->widget));
  if (self->root == NULL)
    return;

  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->keys, "key-released", G_CALLBACK (key_released_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->root, self->keys);
  g_object_add_weak_pointer (G_OBJECT (self->root), (gpointer *) &self->root);
  forget_held (self);

  inhibit (self);
  g_clear_handle_id (&self->locks_id, g_source_remove);
  sprint_console_input_take_keyboard (sprint_console_session_get_input (self->session), read_locks (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTURING]);
}

void
sprint_console_keyboard_stop (SprintConsoleKeyboard *self)
{
  GtkEventController *keys;

  g_return_if_fail (SPRINT_IS_CONSOLE_KEYBOARD (self));

  if (self->keys == NULL)
    return;

  keys = g_steal_pointer (&self->keys);
  g_signal_handlers_disconnect_by_data (keys, self);
  if (self->root != NULL) {
    g_object_remove_weak_pointer (G_OBJECT (self->root), (gpointer *) &self->root);
    gtk_widget_remove_controller (self->root, keys);
    self->root = NULL;
  }
  if (self->session != NULL)
    sprint_console_input_leave_keyboard (sprint_console_session_get_input (self->session));
  restore (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAPTURING]);
}

void
sprint_console_keyboard_use_held (SprintConsoleKeyboard *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_KEYBOARD (self));

  sprint_release_keys_use (&self->release_keys);
}

void
sprint_console_keyboard_set_release_way (SprintConsoleKeyboard *self,
                                         SprintReleaseWay       way)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_KEYBOARD (self));
  g_return_if_fail (way <= SPRINT_RELEASE_WAY_LAST);

  sprint_release_keys_forget (&self->release_keys);
  self->release_keys.way = way;
}

SprintReleaseWay
sprint_console_keyboard_get_release_way (SprintConsoleKeyboard *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_KEYBOARD (self), SPRINT_RELEASE_WAY_CTRL_ALT);

  return self->release_keys.way;
}

gboolean
sprint_console_keyboard_get_capturing (SprintConsoleKeyboard *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_KEYBOARD (self), FALSE);

  return self->keys != NULL;
}

gboolean
sprint_console_keyboard_get_grabbed (SprintConsoleKeyboard *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_KEYBOARD (self), FALSE);

  return self->grabbed;
}

const char *
sprint_console_keyboard_get_text (SprintConsoleKeyboard *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_KEYBOARD (self), NULL);

  if (!sprint_console_keyboard_get_capturing (self))
    return _("Keys go to this computer");
  if (!sprint_console_keyboard_get_grabbed (self))
    return _("Keys go to the machine, except the desktop’s shortcuts");

  return _("All keys go to the machine");
}
