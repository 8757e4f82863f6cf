/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "delete-dialog.h"

#include <glib/gi18n.h>

#include "core/definition/definition.h"

struct _SprintDeleteDialog {
  AdwAlertDialog parent_instance;

  SprintMachine *machine;
  GCancellable *cancellable;
  GtkWidget *list;
  GtkWidget *disks_row;
  GStrv disks;
  GStrv kept_files;
};

static guint problem_signal;

G_DEFINE_FINAL_TYPE (SprintDeleteDialog, sprint_delete_dialog, ADW_TYPE_ALERT_DIALOG)

static void
deleted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintDeleteDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sprint_machine_delete_finish (SPRINT_MACHINE (source), result, &error))
    g_signal_emit (self, problem_signal, 0, error);
}

static void
response_cb (SprintDeleteDialog *self,
             const char         *response)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) files = NULL;

  g_cancellable_cancel (self->cancellable);
  if (!g_str_equal (response, "delete"))
    return;
  if (adw_switch_row_get_active (ADW_SWITCH_ROW (self->disks_row)) && self->disks != NULL)
    g_strv_builder_addv (builder, (const char **) self->disks);
  /* The installer's own copies are of no use without the machine. */
  if (self->kept_files != NULL)
    g_strv_builder_addv (builder, (const char **) self->kept_files);
  files = g_strv_builder_end (builder);
  sprint_machine_delete_async (self->machine, (const char * const *) files, NULL, deleted_cb, g_object_ref (self));
}

static void
size_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (AdwActionRow) row = user_data;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, NULL);
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;

  if (info == NULL)
    return;
  size = g_format_size (g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_STANDARD_ALLOCATED_SIZE));
  /* Translators: a disk image, and how much of the disk it takes. */
  text = g_strdup_printf (_("Disk image, %s"), size);
  adw_action_row_set_subtitle (row, text);
}

static void
add_disk (SprintDeleteDialog *self,
          const char         *path)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Disk image"));
  gtk_widget_set_tooltip_text (row, path);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  g_object_bind_property (self->disks_row, "active", row, "sensitive", G_BINDING_SYNC_CREATE);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_ALLOCATED_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT,
                           self->cancellable, size_read_cb, g_object_ref (row));
}

static void
description_read_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (SprintDeleteDialog) self = user_data;
  GVirConfigDomain *description = sprint_machine_get_description_finish (SPRINT_MACHINE (source), result, NULL);

  if (description != NULL)
    self->kept_files = sprint_definition_get_kept_files (description);
  g_clear_object (&description);
  /* Only now is it known what goes. */
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "delete", TRUE);
}

static void
disks_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (SprintDeleteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) disks = sprint_machine_list_disks_finish (SPRINT_MACHINE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->disks = g_steal_pointer (&disks);
  gtk_widget_set_visible (self->list, self->disks != NULL && self->disks[0] != NULL);
  for (guint i = 0; self->disks != NULL && self->disks[i] != NULL; i++)
    add_disk (self, self->disks[i]);
  sprint_machine_get_description_async (self->machine, self->cancellable, description_read_cb, g_object_ref (self));
}

/* With the focus in it, the list would stay behind when the dialog goes: GTK 4.18 leaks it. */
static void
closed_cb (SprintDeleteDialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_root_set_focus (root, NULL);
}

static void
sprint_delete_dialog_dispose (GObject *object)
{
  SprintDeleteDialog *self = SPRINT_DELETE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->machine);
  g_clear_pointer (&self->disks, g_strfreev);
  g_clear_pointer (&self->kept_files, g_strfreev);
  G_OBJECT_CLASS (sprint_delete_dialog_parent_class)->dispose (object);
}

static void
sprint_delete_dialog_finalize (GObject *object)
{
  g_clear_object (&SPRINT_DELETE_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (sprint_delete_dialog_parent_class)->finalize (object);
}

static void
sprint_delete_dialog_class_init (SprintDeleteDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_delete_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_delete_dialog_finalize;
  problem_signal = g_signal_new ("problem", SPRINT_TYPE_DELETE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sprint_delete_dialog_init (SprintDeleteDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);

  self->cancellable = g_cancellable_new ();
  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_set_visible (self->list, FALSE);
  self->disks_row = adw_switch_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->disks_row), _("Delete its Disks, too"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->disks_row), _("Everything on them is lost"));
  adw_switch_row_set_active (ADW_SWITCH_ROW (self->disks_row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (self->list), self->disks_row);

  adw_alert_dialog_set_extra_child (dialog, self->list);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "delete", _("_Delete"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_enabled (dialog, "delete", FALSE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (self, "response", G_CALLBACK (response_cb), NULL);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

AdwDialog *
sprint_delete_dialog_new (SprintMachine *machine)
{
  SprintDeleteDialog *self = g_object_new (SPRINT_TYPE_DELETE_DIALOG, NULL);
  gboolean off = sprint_machine_get_actions (machine) & SPRINT_MACHINE_ACTION_START;
  /* Translators: %s is the name of a virtual machine. */
  g_autofree char *heading = g_strdup_printf (_("Delete “%s”?"), sprint_machine_get_title (machine));

  self->machine = g_object_ref (machine);
  adw_alert_dialog_set_heading (ADW_ALERT_DIALOG (self), heading);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self),
                             off ? _("The machine is removed from the list. This cannot be undone.")
                                 : _("The machine is forced off and removed from the list. This cannot be undone."));
  sprint_machine_list_disks_async (machine, self->cancellable, disks_listed_cb, g_object_ref (self));
  return ADW_DIALOG (self);
}
