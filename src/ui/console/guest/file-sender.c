/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-sender.h"

#include <glib/gi18n.h>

struct _SprintFileSender
{
  GObject parent_instance;

  GtkWidget *widget;
  GActionMap *actions;
  SprintFileTransfers *transfers;
  SprintGuestAgent *agent;
  GtkDropTarget *target;
};

G_DEFINE_FINAL_TYPE (SprintFileSender, sprint_file_sender, G_TYPE_OBJECT)

enum {
  PROBLEM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
add (SprintFileSender *self,
     GSList           *files)
{
  if (self->transfers != NULL && files != NULL)
    sprint_file_transfers_add (self->transfers, files);
}

static gboolean
drop_cb (SprintFileSender *self,
         const GValue     *value)
{
  if (self->transfers == NULL)
    return FALSE;

  add (self, g_value_get_boxed (value));

  return TRUE;
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SprintFileSender) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) chosen = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);
  g_autoslist (GFile) files = NULL;

  if (chosen == NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    g_signal_emit (self, signals[PROBLEM], 0, error);

  for (guint i = chosen != NULL ? g_list_model_get_n_items (chosen) : 0; i > 0; i--)
    files = g_slist_prepend (files, g_list_model_get_item (chosen, i - 1));
  add (self, files);
}

static void
send_files_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  SprintFileSender *self = user_data;
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Send Files to the Machine"));
  gtk_file_dialog_set_accept_label (dialog, _("_Send"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (self->widget)), NULL, chosen_cb,
                                 g_object_ref (self));
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SprintFileSender) self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL)
    add (self, g_value_get_boxed (value));
  else
    g_signal_emit (self, signals[PROBLEM], 0, error);
}

static void
send_copied_files_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  SprintFileSender *self = user_data;

  gdk_clipboard_read_value_async (gtk_widget_get_clipboard (self->widget), GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT,
                                  NULL, copied_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { .name = "send-files", .activate = send_files_cb },
  { .name = "send-copied-files", .activate = send_copied_files_cb },
};

static void
set_enabled (SprintFileSender *self,
             const char       *name,
             gboolean          enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, name)), enabled);
}

static void
update (SprintFileSender *self)
{
  g_autoptr (GdkContentFormats) formats =
    gdk_content_formats_union_deserialize_gtypes (
      gdk_content_formats_ref (gdk_clipboard_get_formats (gtk_widget_get_clipboard (self->widget))));
  gboolean possible = self->agent != NULL && sprint_guest_agent_can (self->agent, SPRINT_GUEST_CAN_FILES);

  set_enabled (self, "send-files", possible);
  set_enabled (self, "send-copied-files",
               possible && gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST));
}

static void
sprint_file_sender_dispose (GObject *object)
{
  SprintFileSender *self = SPRINT_FILE_SENDER (object);

  if (self->agent != NULL)
    g_signal_handlers_disconnect_by_data (self->agent, self);
  g_clear_object (&self->agent);
  g_clear_object (&self->transfers);
  if (self->target != NULL)
    gtk_widget_remove_controller (self->widget, GTK_EVENT_CONTROLLER (self->target));
  self->target = NULL;
  /* Others hold the map, too. */
  if (self->actions != NULL)
    g_action_map_remove_action_entries (self->actions, entries, G_N_ELEMENTS (entries));
  g_clear_object (&self->actions);
  self->widget = NULL;

  G_OBJECT_CLASS (sprint_file_sender_parent_class)->dispose (object);
}

static void
sprint_file_sender_class_init (SprintFileSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_file_sender_dispose;

  /**
   * SprintFileSender::problem:
   * @error: why no files could be chosen
   */
  signals[PROBLEM] =
    g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sprint_file_sender_init (SprintFileSender *self)
{
}

SprintFileSender *
sprint_file_sender_new (GtkWidget  *widget,
                        GActionMap *actions)
{
  SprintFileSender *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (G_IS_ACTION_MAP (actions), NULL);

  self = g_object_new (SPRINT_TYPE_FILE_SENDER, NULL);
  self->widget = widget;
  self->actions = g_object_ref (actions);
  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
  self->target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (self->target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->target));
  g_signal_connect_object (gtk_widget_get_clipboard (widget), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return self;
}

void
sprint_file_sender_set_transfers (SprintFileSender    *self,
                                  SprintFileTransfers *transfers)
{
  g_return_if_fail (SPRINT_IS_FILE_SENDER (self));

  if (!g_set_object (&self->transfers, transfers))
    return;

  if (self->agent != NULL)
    g_signal_handlers_disconnect_by_data (self->agent, self);
  g_clear_object (&self->agent);
  if (transfers != NULL)
    self->agent = g_object_ref (sprint_file_transfers_get_agent (transfers));
  if (self->agent != NULL)
    g_signal_connect_swapped (self->agent, "notify::capabilities", G_CALLBACK (update), self);
  update (self);
}
