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

  /* NULL until the row is opened first. */
  AdwActionRow *details_row;
  GtkLabel *duration_label;
  AdwActionRow *remedy_row;
  GtkButton *apply_button;
  SprintCommandRow *command_row;

  SprintCheck *check;
  SprintRemedyOffer offer;

  int shown;          /* the state that is shown; -1: none yet */
  gboolean outdated;  /* what is shown of it only when the row is expanded */
  guint patience;
};

G_DEFINE_FINAL_TYPE (SprintCheckRow, sprint_check_row, ADW_TYPE_EXPANDER_ROW)

enum {
  APPLY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *icon;
  const char *style;
} looks[] = {
  [SPRINT_CHECK_STATE_UNKNOWN] = { "content-loading-symbolic", "dim-label" },
  [SPRINT_CHECK_STATE_RUNNING] = { "content-loading-symbolic", "dim-label" },
  [SPRINT_CHECK_STATE_PASS] = { "object-select-symbolic", "success" },
  [SPRINT_CHECK_STATE_NOTE] = { "dialog-information-symbolic", "accent" },
  [SPRINT_CHECK_STATE_WARN] = { "dialog-warning-symbolic", "warning" },
  [SPRINT_CHECK_STATE_FAIL] = { "dialog-error-symbolic", "error" },
};

static void
sprint_check_row_dispose (GObject *object)
{
  SprintCheckRow *self = SPRINT_CHECK_ROW (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_object (&self->check);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_CHECK_ROW);

  G_OBJECT_CLASS (sprint_check_row_parent_class)->dispose (object);
}

static void
apply_cb (SprintCheckRow *self)
{
  g_signal_emit (self, signals[APPLY], 0);
}

/* (nullable): what its button says. */
static const char *
get_offer (SprintCheckRow *self,
           SprintRemedy   *remedy)
{
  if (remedy == NULL)
    return NULL;
  if ((self->offer & SPRINT_REMEDY_OFFER_PACKAGES) != 0 && sprint_remedy_get_components (remedy)[0] != NULL)
    return _("_Install…");
  if ((self->offer & SPRINT_REMEDY_OFFER_ACTIONS) == 0)
    return NULL;

  switch (sprint_remedy_get_action (remedy)) {
  case SPRINT_REMEDY_ACTION_LOAD_MODULE:
    return _("_Load…");
  case SPRINT_REMEDY_ACTION_JOIN_GROUP:
    return _("_Join…");
  case SPRINT_REMEDY_ACTION_START_UNIT:
  case SPRINT_REMEDY_ACTION_START_NETWORK:
    return _("_Start…");
  case SPRINT_REMEDY_ACTION_KEEP_NETWORK:
    return _("_Start Always…");
  case SPRINT_REMEDY_ACTION_INSPECT:
    return _("_Look Closer…");
  case SPRINT_REMEDY_ACTION_NONE:
  default:
    return NULL;
  }
}

static void
show_remedy (SprintCheckRow *self)
{
  SprintRemedy *remedy = sprint_check_get_remedy (self->check);
  const char *command = remedy != NULL ? sprint_remedy_get_command (remedy) : NULL;
  const char *offer = get_offer (self, remedy);

  gtk_widget_set_visible (GTK_WIDGET (self->remedy_row), remedy != NULL);
  if (remedy != NULL)
    adw_action_row_set_subtitle (self->remedy_row, sprint_remedy_get_description (remedy));
  gtk_widget_set_visible (GTK_WIDGET (self->apply_button), offer != NULL);
  if (offer != NULL)
    gtk_button_set_label (self->apply_button, offer);
  gtk_widget_set_visible (GTK_WIDGET (self->command_row), command != NULL);
  sprint_command_row_set_command (self->command_row, command);
}

static gpointer
take_row (SprintCheckRow *self,
          GtkBuilder     *builder,
          const char     *name)
{
  GObject *row = gtk_builder_get_object (builder, name);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (row));

  return row;
}

static void
make_rest (SprintCheckRow *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/kvmsprint/Sprint/ui/host/check-rest.ui");

  self->details_row = take_row (self, builder, "details_row");
  self->remedy_row = take_row (self, builder, "remedy_row");
  self->command_row = take_row (self, builder, "command_row");
  self->duration_label = GTK_LABEL (gtk_builder_get_object (builder, "duration_label"));
  self->apply_button = GTK_BUTTON (gtk_builder_get_object (builder, "apply_button"));
  g_signal_connect_object (self->apply_button, "clicked", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
}

/* Nobody sees it before: forty rows would take long to make all of it, and each change would have the whole page
 * measured anew. */
static void
show_rest (SprintCheckRow *self)
{
  const char *summary = sprint_check_get_summary (self->check);
  const char *details = sprint_check_get_details (self->check);
  g_autofree char *duration = NULL;

  self->outdated = !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self));
  if (self->outdated)
    return;

  if (self->details_row == NULL)
    make_rest (self);
  gtk_widget_set_visible (GTK_WIDGET (self->details_row), summary != NULL);
  adw_action_row_set_subtitle (self->details_row, details != NULL ? details : summary != NULL ? summary : "");
  /* Translators: how long a check took, in milliseconds */
  duration = g_strdup_printf (_("%.1f ms"), sprint_check_get_duration (self->check) / 1000.0);
  gtk_label_set_label (self->duration_label, duration);
  show_remedy (self);
}

static void
expanded_cb (SprintCheckRow *self)
{
  if (self->outdated)
    show_rest (self);
}

static void
show_state (SprintCheckRow   *self,
            SprintCheckState  state)
{
  gboolean running = state == SPRINT_CHECK_STATE_RUNNING;
  const char *style[] = { looks[state].style, NULL };

  if (self->shown == (int) state)
    return;

  self->shown = state;
  gtk_stack_set_visible_child (self->stack, running ? GTK_WIDGET (self->spinner) : self->icon);
  gtk_spinner_set_spinning (self->spinner, running);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), looks[state].icon);
  gtk_widget_set_css_classes (self->icon, style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sprint_check_state_get_title (state), -1);
}

static void
show (SprintCheckRow *self)
{
  SprintCheckState state = sprint_check_get_state (self->check);
  const char *summary = sprint_check_get_summary (self->check);

  g_clear_handle_id (&self->patience, g_source_remove);
  show_state (self, state);
  if (state == SPRINT_CHECK_STATE_RUNNING || summary == NULL)
    summary = sprint_check_state_get_title (state);
  if (g_strcmp0 (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (self)), summary) != 0)
    adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), summary);
  show_rest (self);
}

static gboolean
patience_cb (gpointer user_data)
{
  SprintCheckRow *self = user_data;

  self->patience = 0;
  show (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (SprintCheckRow *self)
{
  if (sprint_check_get_state (self->check) != SPRINT_CHECK_STATE_RUNNING ||
      sprint_check_get_summary (self->check) == NULL)
    show (self);
  else if (self->patience == 0 && self->shown != SPRINT_CHECK_STATE_RUNNING)
    self->patience = g_timeout_add (SPRINT_CHECK_PATIENCE, patience_cb, self);
}

static void
sprint_check_row_class_init (SprintCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_check_row_dispose;

  signals[APPLY] = g_signal_new ("apply", SPRINT_TYPE_CHECK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);

  g_type_ensure (SPRINT_TYPE_COMMAND_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/host/check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, stack);
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SprintCheckRow, why_row);
}

static void
sprint_check_row_init (SprintCheckRow *self)
{
  self->shown = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}

GtkWidget *
sprint_check_row_new (SprintCheck       *check,
                      SprintRemedyOffer  offer)
{
  SprintCheckRow *self;

  g_return_val_if_fail (SPRINT_IS_CHECK (check), NULL);

  self = g_object_new (SPRINT_TYPE_CHECK_ROW, NULL);
  /* Not while it is made, when it would be read as markup first. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sprint_check_get_title (check));
  self->check = g_object_ref (check);
  self->offer = offer;
  adw_action_row_set_subtitle (self->why_row, sprint_check_get_why (check));
  g_signal_connect_object (check, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show (self);

  return GTK_WIDGET (self);
}

SprintCheck *
sprint_check_row_get_check (SprintCheckRow *self)
{
  g_return_val_if_fail (SPRINT_IS_CHECK_ROW (self), NULL);

  return self->check;
}
