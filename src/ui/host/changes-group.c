/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "changes-group.h"

#include <glib/gi18n.h>

#include "repair-dialog.h"

struct _SprintChangesGroup
{
  AdwPreferencesGroup parent_instance;

  SprintRepairer *repairer;
  GPtrArray *rows;   /* borrowed widgets */
};

G_DEFINE_FINAL_TYPE (SprintChangesGroup, sprint_changes_group, ADW_TYPE_PREFERENCES_GROUP)

static void
sprint_changes_group_dispose (GObject *object)
{
  g_clear_object (&SPRINT_CHANGES_GROUP (object)->repairer);

  G_OBJECT_CLASS (sprint_changes_group_parent_class)->dispose (object);
}

static void
sprint_changes_group_finalize (GObject *object)
{
  g_ptr_array_unref (SPRINT_CHANGES_GROUP (object)->rows);

  G_OBJECT_CLASS (sprint_changes_group_parent_class)->finalize (object);
}

static void
undo_cb (GtkWidget *button,
         gpointer   user_data)
{
  SprintChangesGroup *self = SPRINT_CHANGES_GROUP (gtk_widget_get_ancestor (button, SPRINT_TYPE_CHANGES_GROUP));

  sprint_repair_dialog_run_async (GTK_WIDGET (self), self->repairer, user_data, TRUE, NULL, NULL);
}

static void
free_repair (gpointer  repair,
             GClosure *closure)
{
  sprint_repair_free (repair);
}

static GtkWidget *
create_row (const SprintRepair *repair)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Take _Back…"));
  g_autofree char *name = sprint_repair_name (repair);
  g_autofree char *label = g_strdup_printf ("%s: %s", name, _("Take back"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* What it says itself comes first, and is the same for all of them. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (undo_cb), sprint_repair_copy (repair), free_repair, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
update (SprintChangesGroup *self)
{
  g_autoptr (GPtrArray) applied = sprint_repairer_list_applied (self->repairer);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < applied->len; i++) {
    GtkWidget *row = create_row (g_ptr_array_index (applied, i));

    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), applied->len > 0);
}

static void
sprint_changes_group_class_init (SprintChangesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_changes_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_changes_group_finalize;
}

static void
sprint_changes_group_init (SprintChangesGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Changed by Sprint"));
}

GtkWidget *
sprint_changes_group_new (SprintRepairer *repairer)
{
  SprintChangesGroup *self;

  g_return_val_if_fail (SPRINT_IS_REPAIRER (repairer), NULL);

  self = g_object_new (SPRINT_TYPE_CHANGES_GROUP, NULL);
  self->repairer = g_object_ref (repairer);
  g_signal_connect_object (repairer, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
