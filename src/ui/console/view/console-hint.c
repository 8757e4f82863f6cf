/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-hint.h"

#define SECONDS 4

struct _SprintConsoleHint
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  guint hide_id;
};

G_DEFINE_FINAL_TYPE (SprintConsoleHint, sprint_console_hint, ADW_TYPE_BIN)

static void
sprint_console_hint_dispose (GObject *object)
{
  SprintConsoleHint *self = SPRINT_CONSOLE_HINT (object);

  g_clear_handle_id (&self->hide_id, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_CONSOLE_HINT);

  G_OBJECT_CLASS (sprint_console_hint_parent_class)->dispose (object);
}

static void
sprint_console_hint_class_init (SprintConsoleHintClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_console_hint_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
    "/io/github/kvmsprint/Sprint/ui/console/view/console-hint.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleHint, revealer);
  gtk_widget_class_bind_template_child (widget_class, SprintConsoleHint, label);
}

static void
sprint_console_hint_init (SprintConsoleHint *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
hide_cb (gpointer user_data)
{
  SprintConsoleHint *self = user_data;

  self->hide_id = 0;
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}

void
sprint_console_hint_show (SprintConsoleHint *self,
                          const char        *words)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_HINT (self));

  g_clear_handle_id (&self->hide_id, g_source_remove);
  gtk_label_set_label (self->label, words);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  self->hide_id = g_timeout_add_seconds_once (SECONDS, hide_cb, self);
}

void
sprint_console_hint_change (SprintConsoleHint *self,
                            const char        *words)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_HINT (self));

  if (gtk_revealer_get_reveal_child (self->revealer))
    gtk_label_set_label (self->label, words);
}

void
sprint_console_hint_hide (SprintConsoleHint *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_HINT (self));

  g_clear_handle_id (&self->hide_id, g_source_remove);
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
