/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "delete-dialog.h"

#include <glib/gi18n.h>

#include "core/definition/definition.h"
#include "core/platform/platform.h"
#include "machine-settings.h"

struct _SprintDeleteDialog {
  AdwAlertDialog parent_instance;

  SprintMachine *machine;
  SprintPlatform *platform;
  GCancellable *cancellable;
  GtkWidget *group;
  GPtrArray *rows;   /* one switch for each file, which is its "path" */
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

  if (sprint_machine_delete_finish (SPRINT_MACHINE (source), result, &error))
    sprint_machine_settings_forget (SPRINT_MACHINE (source));
  else
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
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = g_ptr_array_index (self->rows, i);

    if (adw_switch_row_get_active (ADW_SWITCH_ROW (row)))
      g_strv_builder_add (builder, g_object_get_data (G_OBJECT (row), "path"));
  }
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
  /* Translators: what a file is, and how much of the disk it takes: "Disk image, 3.5 GB". */
  text = g_strdup_printf (_("%s, %s"), adw_action_row_get_subtitle (row), size);
  adw_action_row_set_subtitle (row, text);
}

/* Made by Sprint, in its own folder: nobody misses it. */
static gboolean
is_made_by_sprint (SprintDeleteDialog *self,
                   const char         *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return sprint_machine_get_local (self->machine) &&
         g_str_equal (folder, sprint_platform_get_disk_folder (self->platform));
}

/* @what: in a few words, for a file that Sprint made. */
static void
add_file (SprintDeleteDialog *self,
          const char         *path,
          const char         *what)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  gboolean made = is_made_by_sprint (self, path);
  GtkWidget *row = adw_switch_row_new ();

  if (made)
    text = g_strdup (what);
  else if (sprint_machine_get_local (self->machine))
    /* Translators: %s is a folder. */
    text = g_strdup_printf (_("Your own file in %s"), folder);
  else
    /* Translators: %s is a folder of another computer. */
    text = g_strdup_printf (_("Disk image in %s"), folder);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), made);
  gtk_widget_set_tooltip_text (row, path);
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (path), g_free);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
  gtk_widget_set_visible (self->group, TRUE);

  if (sprint_machine_get_local (self->machine)) {
    g_autoptr (GFile) file = g_file_new_for_path (path);

    g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_ALLOCATED_SIZE, G_FILE_QUERY_INFO_NONE,
                             G_PRIORITY_DEFAULT, self->cancellable, size_read_cb, g_object_ref (row));
  }
}

/* Only now is it known what goes. */
static void
allow (SprintDeleteDialog *self)
{
  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "delete", TRUE);
}

static void
kept_files_listed_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (SprintDeleteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) kept = sprint_machine_list_kept_files_finish (SPRINT_MACHINE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  for (guint i = 0; kept != NULL && kept[i] != NULL; i++)
    add_file (self, kept[i], _("Copy of its installer"));
  allow (self);
}

static void
description_read_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (SprintDeleteDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GVirConfigDomain *description = sprint_machine_get_description_finish (SPRINT_MACHINE (source), result, &error);
  g_auto (GStrv) kept = description != NULL ? sprint_definition_get_kept_files (description) : NULL;

  g_clear_object (&description);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (kept != NULL && kept[0] != NULL)
    sprint_machine_list_kept_files_async (self->machine, (const char * const *) kept, self->cancellable,
                                          kept_files_listed_cb, g_object_ref (self));
  else
    allow (self);
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
  if (error != NULL) {
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _("Its Disks Stay"));
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group),
                                           _("Whether other machines use them could not be found out."));
    gtk_widget_set_visible (self->group, TRUE);
    allow (self);
    return;
  }
  for (guint i = 0; disks[i] != NULL; i++)
    add_file (self, disks[i], _("Disk image"));
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
  g_clear_object (&self->platform);
  G_OBJECT_CLASS (sprint_delete_dialog_parent_class)->dispose (object);
}

static void
sprint_delete_dialog_finalize (GObject *object)
{
  SprintDeleteDialog *self = SPRINT_DELETE_DIALOG (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->rows);
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
  self->platform = sprint_platform_new ();
  self->rows = g_ptr_array_new ();
  self->group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _("Delete Its Files, Too"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), _("Everything on them is lost."));
  gtk_widget_set_visible (self->group, FALSE);

  adw_alert_dialog_set_extra_child (dialog, self->group);
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
