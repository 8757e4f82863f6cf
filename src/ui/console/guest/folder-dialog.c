/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-dialog.h"

#include <glib/gi18n.h>

#include "core/console/guest/folder-check.h"

#define ADD_DEVICE "add-folder-device"

struct _SprintFolderDialog
{
  AdwDialog parent_instance;

  AdwActionRow *folder_row;
  GtkWidget *choose_button;
  AdwSwitchRow *read_only_row;
  AdwActionRow *state_row;
  GtkWidget *add_group;
  GtkWidget *add_button;
  GtkWidget *stop_group;

  SprintSharedFolder *folder;
  GActionGroup *actions;
  GCancellable *cancellable;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (SprintFolderDialog, sprint_folder_dialog, ADW_TYPE_DIALOG)

static guint problem_signal;

static void
sprint_folder_dialog_dispose (GObject *object)
{
  SprintFolderDialog *self = SPRINT_FOLDER_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  if (self->folder != NULL)
    g_signal_handlers_disconnect_by_data (self->folder, self);
  if (self->actions != NULL)
    g_signal_handlers_disconnect_by_data (self->actions, self);
  g_clear_object (&self->folder);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (self), SPRINT_TYPE_FOLDER_DIALOG);

  G_OBJECT_CLASS (sprint_folder_dialog_parent_class)->dispose (object);
}

static void
sprint_folder_dialog_finalize (GObject *object)
{
  g_object_unref (SPRINT_FOLDER_DIALOG (object)->cancellable);

  G_OBJECT_CLASS (sprint_folder_dialog_parent_class)->finalize (object);
}

/* Below the home folder as people write it. */
static char *
describe_path (GFile *file)
{
  g_autoptr (GFile) home = g_file_new_for_path (g_get_home_dir ());
  g_autofree char *below = g_file_get_relative_path (home, file);

  return below != NULL ? g_strdup_printf ("~/%s", below) : g_file_get_parse_name (file);
}

static void
update (SprintFolderDialog *self)
{
  GFile *file = sprint_shared_folder_get_folder (self->folder);
  g_autofree char *path = file != NULL ? describe_path (file) : g_strdup (_("None"));
  gboolean absent = sprint_shared_folder_get_link (self->folder) == SPRINT_FOLDER_LINK_ABSENT;

  self->updating = TRUE;
  adw_action_row_set_subtitle (self->folder_row, path);
  adw_switch_row_set_active (self->read_only_row, sprint_shared_folder_get_read_only (self->folder));
  adw_action_row_set_subtitle (self->state_row, sprint_shared_folder_describe (self->folder));
  gtk_widget_set_visible (self->add_group,
                          absent && g_action_group_get_action_enabled (self->actions, ADD_DEVICE));
  gtk_widget_set_visible (self->stop_group, file != NULL);
  self->updating = FALSE;
}

static void
state_cb (SprintFolderDialog *self)
{
  update (self);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sprint_shared_folder_describe (self->folder),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The switch says what holds, not what was refused. */
static void
take_back (SprintFolderDialog *self)
{
  if (sprint_shared_folder_get_folder (self->folder) != NULL)
    update (self);
}

static void
share (SprintFolderDialog *self,
       GFile              *file)
{
  sprint_shared_folder_share (self->folder, file, adw_switch_row_get_active (self->read_only_row));
}

static void
broad_cb (SprintFolderDialog *self,
          const char         *response,
          AdwAlertDialog     *question)
{
  if (g_str_equal (response, "share"))
    share (self, g_object_get_data (G_OBJECT (question), "file"));
  else
    take_back (self);
}

static char *
describe_broad (GFile *file)
{
  g_autoptr (GFile) home = g_file_new_for_path (g_get_home_dir ());
  g_autofree char *path = g_file_get_parse_name (file);

  /* Translators: %s is a folder with the home folder in it, such as "/home". */
  return g_file_equal (file, home) ? g_strdup (_("Share Home Folder?")) : g_strdup_printf (_("Share All of “%s”?"), path);
}

static void
ask_broad (SprintFolderDialog *self,
           GFile              *file)
{
  g_autofree char *heading = describe_broad (file);
  AdwDialog *question = adw_alert_dialog_new (
    heading,
    adw_switch_row_get_active (self->read_only_row)
    ? _("Everything in it becomes visible to the machine, and to all that runs in it: documents, pictures, saved "
        "passwords, and keys.")
    : _("Everything in it becomes visible to the machine, and to all that runs in it, which can also change and delete "
        "it: documents, pictures, saved passwords, and keys."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (question), "cancel", _("_Cancel"), "share", _("_Share All of It"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (question), "share", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (question), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (question), "cancel");
  g_object_set_data_full (G_OBJECT (question), "file", g_object_ref (file), g_object_unref);
  g_signal_connect_object (question, "response", G_CALLBACK (broad_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (question, GTK_WIDGET (self));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SprintFolderDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean possible, broad;

  possible = sprint_folder_check_finish (G_FILE (source), result, &broad, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  gtk_widget_set_sensitive (self->choose_button, TRUE);
  if (!possible) {
    g_signal_emit (self, problem_signal, 0, error);
    take_back (self);
  } else if (broad) {
    ask_broad (self, G_FILE (source));
  } else {
    share (self, G_FILE (source));
  }
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SprintFolderDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (file != NULL)
    sprint_folder_dialog_choose (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
           !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    g_signal_emit (self, problem_signal, 0, error);
}

static void
choose_cb (SprintFolderDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_dialog_set_title (dialog, _("Choose a Folder to Share"));
  gtk_file_dialog_set_accept_label (dialog, _("_Share"));
  if (sprint_shared_folder_get_folder (self->folder) != NULL)
    gtk_file_dialog_set_initial_folder (dialog, sprint_shared_folder_get_folder (self->folder));
  gtk_file_dialog_select_folder (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable, chosen_cb,
                                 g_object_ref (self));
}

static void
read_only_cb (SprintFolderDialog *self)
{
  GFile *file = sprint_shared_folder_get_folder (self->folder);

  if (self->updating || file == NULL)
    return;

  /* What was chosen to be looked at may be more than the guest should be able to change. */
  if (adw_switch_row_get_active (self->read_only_row))
    share (self, file);
  else
    sprint_folder_dialog_choose (self, file);
}

static void
add_device_cb (SprintFolderDialog *self)
{
  g_action_group_activate_action (self->actions, ADD_DEVICE, NULL);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
stop_cb (SprintFolderDialog *self)
{
  /* Not lost with the button. */
  gtk_widget_grab_focus (self->choose_button);
  sprint_shared_folder_stop (self->folder);
}

static void
sprint_folder_dialog_class_init (SprintFolderDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_folder_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_folder_dialog_finalize;
  problem_signal =
    g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kvmsprint/Sprint/ui/console/guest/folder-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SprintFolderDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, SprintFolderDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SprintFolderDialog, read_only_row);
  gtk_widget_class_bind_template_child (widget_class, SprintFolderDialog, state_row);
  gtk_widget_class_bind_template_child (widget_class, SprintFolderDialog, add_group);
  gtk_widget_class_bind_template_child (widget_class, SprintFolderDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, SprintFolderDialog, stop_group);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_device_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
sprint_folder_dialog_init (SprintFolderDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->read_only_row, "notify::active", G_CALLBACK (read_only_cb), self, G_CONNECT_SWAPPED);
}

AdwDialog *
sprint_folder_dialog_new (SprintSharedFolder *folder,
                          GActionGroup       *actions)
{
  SprintFolderDialog *self;

  g_return_val_if_fail (SPRINT_IS_SHARED_FOLDER (folder), NULL);
  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);

  self = g_object_new (SPRINT_TYPE_FOLDER_DIALOG, NULL);
  self->folder = g_object_ref (folder);
  self->actions = g_object_ref (actions);
  g_signal_connect_swapped (folder, "notify::folder", G_CALLBACK (update), self);
  g_signal_connect_swapped (folder, "notify::read-only", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (folder, "notify::link", G_CALLBACK (update), self);
  g_signal_connect_swapped (folder, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect_swapped (actions, "action-enabled-changed::" ADD_DEVICE, G_CALLBACK (update), self);
  update (self);

  return ADW_DIALOG (self);
}

void
sprint_folder_dialog_choose (SprintFolderDialog *self,
                             GFile              *file)
{
  g_return_if_fail (SPRINT_IS_FOLDER_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  gtk_widget_set_sensitive (self->choose_button, FALSE);
  sprint_folder_check_async (file, self->cancellable, checked_cb, g_object_ref (self));
}
