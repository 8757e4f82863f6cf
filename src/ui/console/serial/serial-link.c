/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serial-link.h"

#define PCRE2_CODE_UNIT_WIDTH 0
#include <pcre2.h>

/* Up to what cannot be in an address (RFC 3986), and without the sentence's own punctuation. */
#define ADDRESS "\\bhttps?://[^\\s<>\"'`{}|\\\\^\\x00-\\x1f]*[^\\s<>\"'`{}|\\\\^\\x00-\\x1f.,;:!?()\\[\\]]"

struct _SprintSerialLink {
  GObject parent_instance;

  VteTerminal *terminal;   /* weak */
  double x;                /* where the pointer was last */
  double y;
};

G_DEFINE_FINAL_TYPE (SprintSerialLink, sprint_serial_link, G_TYPE_OBJECT)

static void
motion_cb (SprintSerialLink *self,
           double            x,
           double            y)
{
  self->x = x;
  self->y = y;
}

static void
pressed_cb (SprintSerialLink *self,
            int               n_press,
            double            x,
            double            y,
            GtkGesture       *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  g_autofree char *uri = NULL;

  motion_cb (self, x, y);
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY ||
      (state & GDK_CONTROL_MASK) == 0)
    return;
  uri = sprint_serial_link_find (self, x, y);
  if (uri == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  sprint_serial_link_open (self, uri);
}

static void
sprint_serial_link_dispose (GObject *object)
{
  g_clear_weak_pointer (&SPRINT_SERIAL_LINK (object)->terminal);
  G_OBJECT_CLASS (sprint_serial_link_parent_class)->dispose (object);
}

static void
sprint_serial_link_class_init (SprintSerialLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_serial_link_dispose;
}

static void
sprint_serial_link_init (SprintSerialLink *self)
{
}

static void
add_controllers (SprintSerialLink *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->terminal), motion);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->terminal), GTK_EVENT_CONTROLLER (click));
}

SprintSerialLink *
sprint_serial_link_new (VteTerminal *terminal)
{
  SprintSerialLink *self = g_object_new (SPRINT_TYPE_SERIAL_LINK, NULL);
  g_autoptr (GError) error = NULL;
  VteRegex *regex = vte_regex_new_for_match (ADDRESS, -1, PCRE2_MULTILINE | PCRE2_UTF, &error);
  int tag;

  g_assert_no_error (error);
  g_set_weak_pointer (&self->terminal, terminal);
  tag = vte_terminal_match_add_regex (terminal, regex, 0);
  vte_terminal_match_set_cursor_name (terminal, tag, "pointer");
  vte_regex_unref (regex);
  add_controllers (self);
  return self;
}

char *
sprint_serial_link_find (SprintSerialLink *self,
                         double            x,
                         double            y)
{
  int tag;

  return self->terminal != NULL ? vte_terminal_check_match_at (self->terminal, x, y, &tag) : NULL;
}

char *
sprint_serial_link_find_under_pointer (SprintSerialLink *self)
{
  return sprint_serial_link_find (self, self->x, self->y);
}

static void
launched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    g_message ("No program opens %s: %s", gtk_uri_launcher_get_uri (GTK_URI_LAUNCHER (source)), error->message);
}

void
sprint_serial_link_open (SprintSerialLink *self,
                         const char       *uri)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);
  GtkRoot *root = self->terminal != NULL ? gtk_widget_get_root (GTK_WIDGET (self->terminal)) : NULL;

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, launched_cb, NULL);
}
