/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "package-problem-view.h"

#include "announce.h"
#include "command-row.h"
#include "core/problem/problem.h"
#include "package-problem.h"

struct _SprintPackageProblemView
{
  AdwBin parent_instance;

  AdwExpanderRow *row;
  GtkWidget *icon;
  AdwActionRow *details_row;
  SprintCommandRow *command_row;
};

G_DEFINE_FINAL_TYPE (SprintPackageProblemView, sprint_package_problem_view, ADW_TYPE_BIN)

enum {
  RETRY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
retry_cb (SprintPackageProblemView *self)
{
  g_signal_emit (self, signals[RETRY], 0);
}

static void
sprint_package_problem_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SPRINT_TYPE_PACKAGE_PROBLEM_VIEW);

  G_OBJECT_CLASS (sprint_package_problem_view_parent_class)->dispose (object);
}

static void
sprint_package_problem_view_class_init (SprintPackageProblemViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_package_problem_view_dispose;

  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SPRINT_TYPE_COMMAND_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/host/package-problem-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintPackageProblemView, row);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageProblemView, icon);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageProblemView, details_row);
  gtk_widget_class_bind_template_child (widget_class, SprintPackageProblemView, command_row);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
sprint_package_problem_view_init (SprintPackageProblemView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sprint_package_problem_view_show (SprintPackageProblemView *self,
                                  SprintPackageTable       *table,
                                  const char * const       *components,
                                  SprintPackagePlan        *plan,
                                  const GError             *error)
{
  g_autoptr (SprintProblem) problem = NULL;
  g_autofree char *command = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (SPRINT_IS_PACKAGE_PROBLEM_VIEW (self));
  g_return_if_fail (error != NULL);

  problem = sprint_problem_new (error);
  command = sprint_package_problem_get_command (table, components, plan, error);
  words = sprint_package_problem_describe (table, components, error);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), problem->title);
  adw_expander_row_set_subtitle (self->row, words);
  adw_action_row_set_subtitle (self->details_row, problem->details);
  sprint_command_row_set_command (self->command_row, command);
  gtk_widget_set_visible (GTK_WIDGET (self->command_row), command != NULL);
  /* What the person wanted is no fault. */
  gtk_widget_set_visible (self->icon, !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED));
  sprint_announce (GTK_WIDGET (self), problem->title, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}
