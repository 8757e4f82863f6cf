/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check-row.h"

#include <glib/gi18n.h>

#include "command-row.h"

struct _SprintCheckRow
{
  AdwExpanderRow parent_instance;

  GtkStack *stack;
  GtkWidget *icon;
  GtkSpinner *spinner;
  AdwActionRow *why_row;
  AdwActionRow *details_row;
  GtkLabel *duration_label;
  AdwActionRow *remedy_row;
  SprintCommandRow *command_row;

  SprintCheck *check;
};

G_DEFINE_FINAL_TYPE (SprintCheckRow, sprint_check_row, ADW_TYPE_EXPANDER_ROW)

/* How each state looks, and what it is called. */
static const struct
{
  const char *icon;
  const char *style;
  const char *words;
} looks[] = {
  [SPRINT_CHECK_STATE_UNKNOWN] = { "content-loading-symbolic", "dim-label", N_("Not checked yet") },
  [SPRINT_CHECK_STATE_RUNNING] = { "content-loading-symbolic", "dim-label", N_("Checking") },
  [SPRINT_CHECK_STATE_PASS] = { "object-select-symbolic", "success", N_("Good") },
  [SPRINT_CHECK_STATE_WARN] = { "dialog-warning-symbolic", "warning", N_("Warning") },
  [SPRINT_CHECK_STATE_FAIL] = { "dialog-error-symbolic", "error", N_("Problem") },
};

static void
sprint_check_row_dispose (GObject *object)
{
  SprintCheckRow *self = SPRINT_CHECK_ROW (object);

  g_clear_object (&self->check);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_CHECK_ROW);

  G_OBJECT_CLASS (sprint_check_row_parent_class)->dispose (object);
}

static void
show_remedy (SprintCheckRow *self)
{
  SprintRemedy *remedy = sprint_check_get_remedy (self->check);
  const char *command = remedy != NULL ? sprint_remedy_get_command (remedy) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->remedy_row), remedy != NULL);
  if (remedy != NULL)
    adw_action_row_set_subtitle (self->remedy_row, sprint_remedy_get_description (remedy));
  gtk_widget_set_visible (GTK_WIDGET (self->command_row), command != NULL);
  sprint_command_row_set_command (self->command_row, command);
}

static void
show_cb (SprintCheckRow *self)
{
  SprintCheckState state = sprint_check_get_state (self->check);
  gboolean running = state == SPRINT_CHECK_STATE_RUNNING;
  const char *summary = sprint_check_get_summary (self->check);
  const char *details = sprint_check_get_details (self->check);
  const char *style[] = { looks[state].style, NULL };
  g_autofree char *duration = NULL;

  gtk_stack_set_visible_child (self->stack, running ? GTK_WIDGET (self->spinner) : self->icon);
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), looks[state].icon);
  gtk_widget_set_css_classes (self->icon, style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _(looks[state].words), -1);

  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), running || summary == NULL
                                                            ? _(looks[state].words) : summary);
  gtk_widget_set_visible (GTK_WIDGET (self->details_row), summary != NULL);
  adw_action_row_set_subtitle (self->details_row, details != NULL ? details : summary != NULL ? summary : "");
  /* Translators: how long a check took, in milliseconds */
  duration = g_strdup_printf (_("%.1f ms"), sprint_check_get_duration (self->check) / 1000.0);
  gtk_label_set_label (self->duration_label, duration);
  show_remedy (self);
}

static void
sprint_check_row_class_init (SprintCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_check_row_dispose;

  g_type_ensure (SPRINT_TYPE_COMMAND_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/host/check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, stack);
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, why_row);
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, details_row);
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, duration_label);
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, remedy_row);
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, command_row);
}

static void
sprint_check_row_init (SprintCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sprint_check_row_new (SprintCheck *check)
{
  SprintCheckRow *self;

  g_return_val_if_fail (SPRINT_IS_CHECK (check), NULL);

  self = g_object_new (SPRINT_TYPE_CHECK_ROW, NULL);
  /* Not while it is made, when it would be read as markup first. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sprint_check_get_title (check));
  self->check = g_object_ref (check);
  adw_action_row_set_subtitle (self->why_row, sprint_check_get_why (check));
  g_signal_connect_object (check, "notify", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);
  show_cb (self);

  return GTK_WIDGET (self);
}
