/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agent-note.h"

/* Of a check or radio mark in a menu, with the room behind it. */
#define MARK_WIDTH 22

struct _SprintAgentNote
{
  GtkWidget parent_instance;

  GtkWidget *label;
  /* Weak: GTK 4.18 keeps a menu for ever in whose submenu the focus was. */
  SprintConsoleSession *session;
  SprintGuestCapabilities wanted;
};

G_DEFINE_FINAL_TYPE (SprintAgentNote, sprint_agent_note, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_SESSION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *
explain (SprintAgentNote *self)
{
  if (self->session == NULL ||
      sprint_console_session_get_state (self->session) != SPRINT_CONSOLE_STATE_CONNECTED)
    return NULL;

  return sprint_guest_agent_explain (sprint_console_session_get_agent (self->session), self->wanted);
}

static void
update (SprintAgentNote *self)
{
  const char *reason = explain (self);

  gtk_widget_set_visible (GTK_WIDGET (self), reason != NULL);
  if (reason == NULL)
    return;

  gtk_label_set_label (GTK_LABEL (self->label), reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, reason, -1);
}

static void
set_session (SprintAgentNote      *self,
             SprintConsoleSession *session)
{
  if (self->session == session)
    return;

  if (self->session != NULL) {
    g_signal_handlers_disconnect_by_func (self->session, update, self);
    g_signal_handlers_disconnect_by_func (sprint_console_session_get_agent (self->session), update, self);
  }
  g_set_weak_pointer (&self->session, session);
  if (session == NULL)
    return;

  g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sprint_console_session_get_agent (session), "notify", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
}

static void
sprint_agent_note_dispose (GObject *object)
{
  SprintAgentNote *self = SPRINT_AGENT_NOTE (object);

  set_session (self, NULL);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (sprint_agent_note_parent_class)->dispose (object);
}

static void
sprint_agent_note_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SprintAgentNote *self = SPRINT_AGENT_NOTE (object);

  switch (prop_id) {
  case PROP_SESSION:
    g_value_set_object (value, self->session);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_agent_note_set_property (GObject      *object,
                                guint         prop_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  SprintAgentNote *self = SPRINT_AGENT_NOTE (object);

  switch (prop_id) {
  case PROP_SESSION:
    set_session (self, g_value_get_object (value));
    update (self);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_agent_note_class_init (SprintAgentNoteClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_agent_note_dispose;
  object_class->get_property = sprint_agent_note_get_property;
  object_class->set_property = sprint_agent_note_set_property;
  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, SPRINT_TYPE_CONSOLE_SESSION,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "agentnote");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
sprint_agent_note_init (SprintAgentNote *self)
{
  /* As wide as a menu's items are. */
  self->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0f, "width-chars", 26, "max-width-chars", 26,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (self->label, "caption");
  gtk_widget_add_css_class (self->label, "dim-label");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  update (self);
}

GtkWidget *
sprint_agent_note_new (SprintGuestCapabilities wanted,
                       gboolean                marked)
{
  SprintAgentNote *self = g_object_new (SPRINT_TYPE_AGENT_NOTE, NULL);

  self->wanted = wanted;
  gtk_widget_set_margin_start (self->label, marked ? MARK_WIDTH : 0);

  return GTK_WIDGET (self);
}
