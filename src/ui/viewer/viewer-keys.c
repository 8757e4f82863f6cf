/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "viewer-keys.h"

#include <string.h>

typedef struct {
  guint keyval;
  GdkModifierType modifiers;
} Keys;

struct _SprintViewerKeys
{
  GObject parent_instance;

  GtkWidget *window;
  SprintConsole *console;
  GtkEventController *controller;
  Keys keys[SPRINT_CONSOLE_N_KEYS];
};

G_DEFINE_FINAL_TYPE (SprintViewerKeys, sprint_viewer_keys, G_TYPE_OBJECT)

static guint pressed_signal;

static void
remove_controller (SprintViewerKeys *self)
{
  GtkEventController *controller = g_steal_pointer (&self->controller);

  if (controller == NULL)
    return;
  g_signal_handlers_disconnect_by_data (controller, self);
  gtk_widget_remove_controller (self->window, controller);
}

static void
sprint_viewer_keys_dispose (GObject *object)
{
  SprintViewerKeys *self = SPRINT_VIEWER_KEYS (object);

  remove_controller (self);
  if (self->console != NULL)
    g_signal_handlers_disconnect_by_data (self->console, self);
  self->console = NULL;

  G_OBJECT_CLASS (sprint_viewer_keys_parent_class)->dispose (object);
}

static gboolean
key_pressed_cb (SprintViewerKeys      *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));

  for (guint i = 0; i < SPRINT_CONSOLE_N_KEYS; i++)
    if (self->keys[i].keyval != 0 &&
        gdk_key_event_matches (event, self->keys[i].keyval, self->keys[i].modifiers) == GDK_KEY_MATCH_EXACT) {
      sprint_console_use_held_keys (self->console);
      g_signal_emit (self, pressed_signal, 0, i);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

/* Of a widget's controllers the newest is asked first, and the console makes one for each time that it takes the
 * keyboard. */
static void
renew_controller (SprintViewerKeys *self)
{
  remove_controller (self);
  self->controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->window, self->controller);
}

static void
capturing_cb (SprintViewerKeys *self)
{
  if (sprint_console_get_capturing (self->console))
    renew_controller (self);
}

static void
sprint_viewer_keys_class_init (SprintViewerKeysClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_viewer_keys_dispose;

  pressed_signal = g_signal_new ("pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
sprint_viewer_keys_init (SprintViewerKeys *self)
{
}

SprintViewerKeys *
sprint_viewer_keys_new (GtkWidget     *window,
                        SprintConsole *console)
{
  SprintViewerKeys *self = g_object_new (SPRINT_TYPE_VIEWER_KEYS, NULL);

  self->window = window;
  self->console = console;
  g_signal_connect_swapped (console, "notify::capturing", G_CALLBACK (capturing_cb), self);
  renew_controller (self);

  return self;
}

gboolean
sprint_viewer_keys_set (SprintViewerKeys *self,
                        SprintConsoleKey  key,
                        const char       *text)
{
  Keys *keys;

  g_return_val_if_fail (SPRINT_IS_VIEWER_KEYS (self), FALSE);
  g_return_val_if_fail (key < SPRINT_CONSOLE_N_KEYS, FALSE);

  keys = &self->keys[key];
  *keys = (Keys) { 0 };
  if (!sprint_viewer_keys_parse (text, &keys->keyval, &keys->modifiers))
    return FALSE;

  /* Modifiers alone are those that give the keyboard back in any case, or none that are watched. */
  return keys->keyval != 0 ||
         (key == SPRINT_CONSOLE_KEY_RELEASE && keys->modifiers == (GDK_CONTROL_MASK | GDK_ALT_MASK));
}

static GdkModifierType
find_modifier (const char *name)
{
  static const struct { const char *name; GdkModifierType modifier; } table[] = {
    { "ctrl", GDK_CONTROL_MASK }, { "control", GDK_CONTROL_MASK }, { "ctrl_l", GDK_CONTROL_MASK },
    { "alt", GDK_ALT_MASK }, { "alt_l", GDK_ALT_MASK }, { "shift", GDK_SHIFT_MASK }, { "shift_l", GDK_SHIFT_MASK },
    { "super", GDK_SUPER_MASK }, { "cmd", GDK_SUPER_MASK }, { "win", GDK_SUPER_MASK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (name, table[i].name))
      return table[i].modifier;

  return 0;
}

/* @name: in lower case, as X's names mostly are not */
static guint
find_keyval (const char *name)
{
  static const struct { const char *name, *full; } table[] = {
    { "del", "Delete" }, { "ins", "Insert" }, { "esc", "Escape" }, { "enter", "Return" }, { "pgup", "Page_Up" },
    { "pgdn", "Page_Down" }, { "pageup", "Page_Up" }, { "pagedown", "Page_Down" }, { "break", "Pause" },
    { "backspace", "BackSpace" }, { "page_up", "Page_Up" }, { "page_down", "Page_Down" },
  };
  g_autofree char *capital = NULL;
  guint keyval;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (name, table[i].name))
      return gdk_keyval_from_name (table[i].full);

  keyval = gdk_keyval_from_name (name);
  if (keyval == 0 || keyval == GDK_KEY_VoidSymbol) {
    capital = g_strdup (name);
    capital[0] = g_ascii_toupper (capital[0]);
    keyval = gdk_keyval_from_name (capital);
  }

  return keyval != GDK_KEY_VoidSymbol ? keyval : 0;
}

gboolean
sprint_viewer_keys_parse (const char      *text,
                          guint           *keyval,
                          GdkModifierType *modifiers)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_auto (GStrv) parts = g_strsplit (lower, "+", -1);

  *keyval = 0;
  *modifiers = 0;
  for (guint i = 0; parts[i] != NULL; i++) {
    GdkModifierType modifier = find_modifier (g_strstrip (parts[i]));

    if (*keyval != 0)
      return FALSE;
    if (modifier != 0)
      *modifiers |= modifier;
    else if ((*keyval = find_keyval (parts[i])) == 0)
      return FALSE;
  }

  return *keyval != 0 || *modifiers != 0;
}
