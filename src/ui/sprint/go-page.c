/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "go-page.h"

#include <glib/gi18n.h>

#include "core/problem/problem.h"
#include "ui/host/announce.h"

/* Milliseconds between two readings of the stopwatch. */
#define TICK 100

struct _SprintGoPage {
  SprintFlowPage parent_instance;

  SprintCreation *creation;
  GtkWidget *watch;
  GtkWidget *stages;
  GtkWidget *problem_group;
  GtkWidget *problem_text;
  GtkWidget *details;
  GtkWidget *details_text;
  guint tick_id;
  gboolean cancelling;
};

G_DEFINE_FINAL_TYPE (SprintGoPage, sprint_go_page, SPRINT_TYPE_FLOW_PAGE)

static char *
seconds (gint64 microseconds)
{
  /* Translators: a time in seconds, "12.3 s". */
  return g_strdup_printf (_("%.1f s"), microseconds / (double) G_USEC_PER_SEC);
}

static void
update_stage (GtkWidget   *row,
              SprintStage *stage)
{
  GtkWidget *stack = g_object_get_data (G_OBJECT (row), "state");
  GtkWidget *time = g_object_get_data (G_OBJECT (row), "time");
  SprintStageState state = sprint_stage_get_state (stage);
  double fraction = sprint_stage_get_fraction (stage);
  g_autofree char *text = seconds (sprint_stage_get_duration (stage));
  g_autofree char *note = NULL;

  if (sprint_stage_get_note (stage) != NULL)
    note = g_strdup (sprint_stage_get_note (stage));
  else if (state == SPRINT_STAGE_STATE_RUNNING && fraction >= 0)
    note = g_strdup_printf (_("%.0f %%"), fraction * 100);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), note);
  gtk_label_set_text (GTK_LABEL (time), state == SPRINT_STAGE_STATE_WAITING ? "" : text);
  gtk_stack_set_visible_child_name (GTK_STACK (stack),
                                    state == SPRINT_STAGE_STATE_RUNNING ? "running"
                                    : state == SPRINT_STAGE_STATE_DONE  ? "done"
                                    : state == SPRINT_STAGE_STATE_FAILED ? "failed" : "waiting");
}

static void
stage_changed_cb (GtkWidget   *row,
                  GParamSpec  *pspec,
                  SprintStage *stage)
{
  update_stage (row, stage);
  if (g_str_equal (pspec->name, "state") && sprint_stage_get_state (stage) == SPRINT_STAGE_STATE_RUNNING)
    sprint_announce (row, sprint_stage_get_title (stage), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static GtkWidget *
new_state_icon (const char *icon_name,
                const char *css_class,
                const char *label)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (icon, css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return icon;
}

static void
add_stage (SprintGoPage *self,
           SprintStage  *stage)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *time = gtk_label_new (NULL);

  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_accessible_update_property (GTK_ACCESSIBLE (spinner), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Running"), -1);
  gtk_stack_add_named (GTK_STACK (stack), new_state_icon ("content-loading-symbolic", "dim-label", _("Waiting")),
                       "waiting");
  gtk_stack_add_named (GTK_STACK (stack), spinner, "running");
  gtk_stack_add_named (GTK_STACK (stack), new_state_icon ("object-select-symbolic", "success", _("Done")), "done");
  gtk_stack_add_named (GTK_STACK (stack), new_state_icon ("dialog-error-symbolic", "error", _("Failed")), "failed");
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_add_css_class (time, "dim-label");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sprint_stage_get_title (stage));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), stack);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), time);
  g_object_set_data (G_OBJECT (row), "state", stack);
  g_object_set_data (G_OBJECT (row), "time", time);
  g_object_set_data_full (G_OBJECT (row), "stage", g_object_ref (stage), g_object_unref);
  g_signal_connect_object (stage, "notify", G_CALLBACK (stage_changed_cb), row, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (self->stages), row);
  update_stage (row, stage);
}

static gboolean
tick_cb (gpointer user_data)
{
  SprintGoPage *self = user_data;
  g_autofree char *text = seconds (sprint_creation_get_elapsed (self->creation));

  gtk_label_set_text (GTK_LABEL (self->watch), text);
  for (GtkWidget *row = gtk_widget_get_first_child (self->stages); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    SprintStage *stage = g_object_get_data (G_OBJECT (row), "stage");

    if (stage != NULL && sprint_stage_get_state (stage) == SPRINT_STAGE_STATE_RUNNING)
      update_stage (row, stage);
  }
  return G_SOURCE_CONTINUE;
}

static void
update (SprintGoPage *self)
{
  const GError *error = sprint_creation_get_error (self->creation);
  g_autoptr (SprintProblem) problem = error != NULL ? sprint_problem_new (error) : NULL;
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  gtk_widget_set_visible (self->problem_group, problem != NULL && !cancelled);
  if (problem != NULL) {
    g_autofree char *text = problem->remedy != NULL ? g_strdup_printf ("%s\n%s", problem->sentence, problem->remedy)
                                                     : g_strdup (problem->sentence);

    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->problem_group), problem->title);
    gtk_label_set_text (GTK_LABEL (self->problem_text), text);
    gtk_label_set_text (GTK_LABEL (self->details_text), problem->details != NULL ? problem->details : "");
    g_clear_handle_id (&self->tick_id, g_source_remove);
    tick_cb (self);
  }
  /* Who cancelled waits for the rest of it to be taken back, and needs no way on from here. */
  if (cancelled || (self->cancelling && problem == NULL)) {
    sprint_flow_page_set_other (SPRINT_FLOW_PAGE (self), _("Cancelling…"), FALSE);
  } else if (problem != NULL) {
    sprint_flow_page_set_other (SPRINT_FLOW_PAGE (self), NULL, FALSE);
    /* A machine that stays is not made again. */
    sprint_flow_page_set_next (SPRINT_FLOW_PAGE (self),
                               sprint_creation_get_machine (self->creation) != NULL ? _("_Close") : _("_Try Again"),
                               !sprint_creation_get_running (self->creation));
  }
}

static void
error_cb (SprintGoPage *self)
{
  const GError *error = sprint_creation_get_error (self->creation);
  g_autoptr (SprintProblem) problem = NULL;
  g_autofree char *words = NULL;

  update (self);
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  problem = sprint_problem_new (error);
  words = g_strdup_printf ("%s. %s", problem->title, problem->sentence);
  sprint_announce (GTK_WIDGET (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
cancel_cb (SprintGoPage *self)
{
  self->cancelling = TRUE;
  update (self);
}

static void
sprint_go_page_dispose (GObject *object)
{
  SprintGoPage *self = SPRINT_GO_PAGE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_object (&self->creation);
  G_OBJECT_CLASS (sprint_go_page_parent_class)->dispose (object);
}

static void
sprint_go_page_class_init (SprintGoPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_go_page_dispose;
}

static void
sprint_go_page_init (SprintGoPage *self)
{
  SprintFlowPage *page = SPRINT_FLOW_PAGE (self);
  GtkWidget *details_label = gtk_expander_new (_("Details"));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->watch = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->watch, "title-1");
  gtk_widget_add_css_class (self->watch, "numeric");
  self->stages = gtk_list_box_new ();
  gtk_widget_add_css_class (self->stages, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->stages), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->stages), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Steps of Making the Machine"), -1);

  self->problem_group = adw_preferences_group_new ();
  self->problem_text = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem_text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->problem_text), 0);
  self->details_text = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->details_text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->details_text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (self->details_text), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->details_text), 0);
  gtk_widget_add_css_class (self->details_text, "monospace");
  self->details = details_label;
  gtk_expander_set_child (GTK_EXPANDER (self->details), self->details_text);
  gtk_box_append (GTK_BOX (box), self->problem_text);
  gtk_box_append (GTK_BOX (box), self->details);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->problem_group), box);
  gtk_widget_set_visible (self->problem_group, FALSE);

  sprint_flow_page_append (page, self->watch);
  sprint_flow_page_append (page, self->stages);
  sprint_flow_page_append (page, self->problem_group);
  sprint_flow_page_set_other (page, _("_Cancel"), TRUE);
  g_signal_connect (self, "other", G_CALLBACK (cancel_cb), NULL);
}

AdwNavigationPage *
sprint_go_page_new (SprintCreation *creation)
{
  SprintGoPage *self = g_object_new (SPRINT_TYPE_GO_PAGE, "title", _("Go"), NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (creation));

  self->creation = g_object_ref (creation);
  for (guint i = 0; i < n; i++) {
    g_autoptr (SprintStage) stage = g_list_model_get_item (G_LIST_MODEL (creation), i);

    add_stage (self, stage);
  }
  g_signal_connect_object (creation, "notify::error", G_CALLBACK (error_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (creation, "notify::running", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  self->tick_id = g_timeout_add (TICK, tick_cb, self);
  tick_cb (self);
  return ADW_NAVIGATION_PAGE (self);
}
