/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command-row.h"

#include <glib/gi18n.h>

struct _SprintCommandRow
{
  AdwActionRow parent_instance;

  GtkWidget *copy_button;
  char *command;
};

G_DEFINE_FINAL_TYPE (SprintCommandRow, sprint_command_row, ADW_TYPE_ACTION_ROW)

enum {
  PROP_0,
  PROP_COMMAND,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
sprint_command_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SPRINT_TYPE_COMMAND_ROW);

  G_OBJECT_CLASS (sprint_command_row_parent_class)->dispose (object);
}

static void
sprint_command_row_finalize (GObject *object)
{
  g_free (SPRINT_COMMAND_ROW (object)->command);

  G_OBJECT_CLASS (sprint_command_row_parent_class)->finalize (object);
}

static void
sprint_command_row_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_COMMAND:
    g_value_set_string (value, SPRINT_COMMAND_ROW (object)->command);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_command_row_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (prop_id) {
  case PROP_COMMAND:
    sprint_command_row_set_command (SPRINT_COMMAND_ROW (object), g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
show_copied (SprintCommandRow *self,
             gboolean          copied)
{
  gtk_button_set_icon_name (GTK_BUTTON (self->copy_button),
                            copied ? "object-select-symbolic" : "edit-copy-symbolic");
  gtk_widget_set_tooltip_text (self->copy_button, copied ? _("Copied") : _("Copy Command"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  copied ? _("Command Copied") : _("Copy Command"), -1);
}

static void
copy_cb (SprintCommandRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->command);
  show_copied (self, TRUE);
}

static void
sprint_command_row_class_init (SprintCommandRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sprint_command_row_dispose;
  object_class->finalize = sprint_command_row_finalize;
  object_class->get_property = sprint_command_row_get_property;
  object_class->set_property = sprint_command_row_set_property;

  properties[PROP_COMMAND] =
    g_param_spec_string ("command", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/host/command-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintCommandRow, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
sprint_command_row_init (SprintCommandRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_sensitive (self->copy_button, FALSE);
}

const char *
sprint_command_row_get_command (SprintCommandRow *self)
{
  g_return_val_if_fail (SPRINT_IS_COMMAND_ROW (self), NULL);

  return self->command;
}

void
sprint_command_row_set_command (SprintCommandRow *self,
                                const char       *command)
{
  g_return_if_fail (SPRINT_IS_COMMAND_ROW (self));

  if (!g_set_str (&self->command, command))
    return;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), command != NULL ? command : "");
  gtk_widget_set_sensitive (self->copy_button, command != NULL);
  /* What lies in the clipboard is another one. */
  show_copied (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMMAND]);
}
