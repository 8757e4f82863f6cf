/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "serial-view.h"

#include <glib/gi18n.h>

#include "core/problem/problem.h"

/* Milliseconds in which a guest that shut down, and its console with it, would have been known to have. */
#define GRACE 700

struct _SprintSerialView {
  AdwBin parent_instance;

  SprintSerialSession *session;
  SprintSerialTerminal *terminal;
  AdwBanner *banner;
  GtkWidget *hint;
  guint grace_id;
  gboolean printed;    /* there is something to see */
};

G_DEFINE_FINAL_TYPE (SprintSerialView, sprint_serial_view, ADW_TYPE_BIN)

static void
show_problem (SprintSerialView *self)
{
  const GError *error = sprint_serial_session_get_error (self->session);
  gboolean in_use = g_error_matches (error, SPRINT_SERIAL_ERROR, SPRINT_SERIAL_ERROR_IN_USE);
  g_autoptr (SprintProblem) problem = sprint_problem_new (error);
  g_autoptr (GString) text = g_string_new (problem->sentence);

  if (problem->remedy != NULL)
    g_string_append_printf (text, " %s", problem->remedy);
  /* Only where our own words do not say it. */
  if (g_error_matches (error, SPRINT_SERIAL_ERROR, SPRINT_SERIAL_ERROR_FAILED))
    g_string_append_printf (text, " (%s)", error->message);
  adw_banner_set_use_markup (self->banner, FALSE);
  adw_banner_set_title (self->banner, text->str);
  adw_banner_set_button_label (self->banner, in_use ? _("_Take Over") : _("_Try Again"));
  adw_banner_set_revealed (self->banner, TRUE);
}

static gboolean
grace_cb (gpointer user_data)
{
  SprintSerialView *self = user_data;

  self->grace_id = 0;
  show_problem (self);
  return G_SOURCE_REMOVE;
}

static void
update (SprintSerialView *self)
{
  SprintSerialState state = sprint_serial_session_get_state (self->session);
  const GError *error = sprint_serial_session_get_error (self->session);

  gtk_widget_set_visible (self->hint, state == SPRINT_SERIAL_STATE_CONNECTED && !self->printed);
  if (state != SPRINT_SERIAL_STATE_LOST) {
    g_clear_handle_id (&self->grace_id, g_source_remove);
    adw_banner_set_revealed (self->banner, FALSE);
  } else if (adw_banner_get_revealed (self->banner) ||
             !g_error_matches (error, SPRINT_SERIAL_ERROR, SPRINT_SERIAL_ERROR_ENDED)) {
    g_clear_handle_id (&self->grace_id, g_source_remove);
    show_problem (self);
  } else if (self->grace_id == 0) {
    self->grace_id = g_timeout_add (GRACE, grace_cb, self);
  }
}

static void
received_cb (SprintSerialView *self)
{
  if (self->printed)
    return;
  self->printed = TRUE;
  gtk_widget_set_visible (self->hint, FALSE);
}

static void
clicked_cb (SprintSerialView *self)
{
  const GError *error = sprint_serial_session_get_error (self->session);

  if (g_error_matches (error, SPRINT_SERIAL_ERROR, SPRINT_SERIAL_ERROR_IN_USE))
    sprint_serial_session_take_over (self->session);
  else
    sprint_serial_session_retry (self->session);
  gtk_widget_grab_focus (GTK_WIDGET (self->terminal));
}

static gboolean
sprint_serial_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SPRINT_SERIAL_VIEW (widget)->terminal));
}

static void
sprint_serial_view_dispose (GObject *object)
{
  SprintSerialView *self = SPRINT_SERIAL_VIEW (object);

  g_clear_handle_id (&self->grace_id, g_source_remove);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (sprint_serial_view_parent_class)->dispose (object);
}

static void
sprint_serial_view_class_init (SprintSerialViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_serial_view_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = sprint_serial_view_grab_focus;
}

static void
sprint_serial_view_init (SprintSerialView *self)
{
  self->banner = ADW_BANNER (adw_banner_new (""));
  self->hint = gtk_label_new (_("Connected. Press Enter if nothing appears."));
  gtk_label_set_wrap (GTK_LABEL (self->hint), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->hint), GTK_JUSTIFY_CENTER);
  gtk_widget_set_valign (self->hint, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (self->hint, GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (self->hint, FALSE);
  gtk_widget_add_css_class (self->hint, "dim-label");
  gtk_widget_set_visible (self->hint, FALSE);
}

GtkWidget *
sprint_serial_view_new (SprintSerialSession *session)
{
  SprintSerialView *self = g_object_new (SPRINT_TYPE_SERIAL_VIEW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *overlay = gtk_overlay_new ();

  self->session = g_object_ref (session);
  self->terminal = SPRINT_SERIAL_TERMINAL (sprint_serial_terminal_new (session));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->terminal));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->hint);
  gtk_widget_set_vexpand (overlay, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->banner));
  gtk_box_append (GTK_BOX (box), overlay);
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "received", G_CALLBACK (received_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::error", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

SprintSerialTerminal *
sprint_serial_view_get_terminal (SprintSerialView *self)
{
  return self->terminal;
}

void
sprint_serial_view_clear (SprintSerialView *self)
{
  sprint_serial_terminal_clear (self->terminal);
  self->printed = FALSE;
  update (self);
}
