/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rename-dialog.h"

#include <glib/gi18n.h>

struct _SprintRenameDialog {
  AdwAlertDialog parent_instance;
  SprintMachine *machine;
  GtkWidget *row;
  GtkWidget *problem;
};

static guint problem_signal;

G_DEFINE_FINAL_TYPE (SprintRenameDialog, sprint_rename_dialog, ADW_TYPE_ALERT_DIALOG)

static void
renamed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintRenameDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sprint_machine_rename_finish (SPRINT_MACHINE (source), result, &error))
    g_signal_emit (self, problem_signal, 0, error);
}

static void
response_cb (SprintRenameDialog *self,
             const char         *response)
{
  if (g_str_equal (response, "rename"))
    sprint_machine_rename_async (self->machine, gtk_editable_get_text (GTK_EDITABLE (self->row)), NULL, renamed_cb,
                                 g_object_ref (self));
}

static void
changed_cb (SprintRenameDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->row));
  const char *problem = sprint_machine_find_title_problem (self->machine, text, NULL);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "rename", problem == NULL);
  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (self->row, "error");
  else
    gtk_widget_remove_css_class (self->row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
activated_cb (SprintRenameDialog *self)
{
  if (!adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (self), "rename"))
    return;
  response_cb (self, "rename");
  adw_dialog_force_close (ADW_DIALOG (self));
}

/* With the focus in it, the row would stay behind when the dialog goes: GTK 4.18 leaks it. */
static void
closed_cb (SprintRenameDialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_root_set_focus (root, NULL);
}

static void
sprint_rename_dialog_dispose (GObject *object)
{
  g_clear_object (&SPRINT_RENAME_DIALOG (object)->machine);
  G_OBJECT_CLASS (sprint_rename_dialog_parent_class)->dispose (object);
}

static void
sprint_rename_dialog_class_init (SprintRenameDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_rename_dialog_dispose;
  problem_signal = g_signal_new ("problem", SPRINT_TYPE_RENAME_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sprint_rename_dialog_init (SprintRenameDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  self->row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _("Name"));
  gtk_list_box_append (GTK_LIST_BOX (list), self->row);
  self->problem = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_widget_add_css_class (self->problem, "caption");
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->problem,
                                  NULL, -1);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), self->problem);
  g_signal_connect_swapped (self->row, "entry-activated", G_CALLBACK (activated_cb), self);

  adw_alert_dialog_set_heading (dialog, _("Rename Machine"));
  adw_alert_dialog_set_extra_child (dialog, box);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "rename", _("_Rename"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "rename", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "rename");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (self, "response", G_CALLBACK (response_cb), NULL);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

AdwDialog *
sprint_rename_dialog_new (SprintMachine *machine)
{
  SprintRenameDialog *self = g_object_new (SPRINT_TYPE_RENAME_DIALOG, NULL);

  self->machine = g_object_ref (machine);
  g_signal_connect_swapped (self->row, "changed", G_CALLBACK (changed_cb), self);
  gtk_editable_set_text (GTK_EDITABLE (self->row), sprint_machine_get_title (machine));
  adw_dialog_set_focus (ADW_DIALOG (self), self->row);
  return ADW_DIALOG (self);
}
