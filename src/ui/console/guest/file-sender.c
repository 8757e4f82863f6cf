/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-sender.h"

#include <glib/gi18n.h>

struct _SprintFileSender
{
  GObject parent_instance;

  GtkWidget *parent;
  GSimpleAction *action;
  SprintConsoleSession *session;
};

G_DEFINE_FINAL_TYPE (SprintFileSender, sprint_file_sender, G_TYPE_OBJECT)

enum {
  PROBLEM,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update (SprintFileSender *self)
{
  g_simple_action_set_enabled (self->action,
                               self->session != NULL &&
                                 sprint_guest_agent_can (sprint_console_session_get_agent (self->session),
                                                         SPRINT_GUEST_CAN_FILES));
}

static void
sprint_file_sender_dispose (GObject *object)
{
  SprintFileSender *self = SPRINT_FILE_SENDER (object);

  if (self->action != NULL)
    sprint_file_sender_set_session (self, NULL);
  g_clear_object (&self->action);
  self->parent = NULL;

  G_OBJECT_CLASS (sprint_file_sender_parent_class)->dispose (object);
}

static GSList *
list_files (GListModel *model)
{
  GSList *files = NULL;

  for (guint i = g_list_model_get_n_items (model); i > 0; i--)
    files = g_slist_prepend (files, g_list_model_get_item (model, i - 1));

  return files;
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SprintFileSender) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) model =
    gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, &error);
  GSList *files;

  if (model == NULL) {
    if (error->domain != GTK_DIALOG_ERROR || error->code == GTK_DIALOG_ERROR_FAILED)
      g_signal_emit (self, signals[PROBLEM], 0, error);
    return;
  }

  if (self->session == NULL)
    return;
  files = list_files (model);
  sprint_file_transfers_add (sprint_console_session_get_transfers (self->session), files);
  g_slist_free_full (files, g_object_unref);
}

static void
activate_cb (SprintFileSender *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Send Files to the Machine"));
  gtk_file_dialog_set_accept_label (dialog, _("_Send"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (self->parent)), NULL, chosen_cb,
                                 g_object_ref (self));
}

static void
sprint_file_sender_class_init (SprintFileSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_file_sender_dispose;

  signals[PROBLEM] =
    g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sprint_file_sender_init (SprintFileSender *self)
{
  self->action = g_simple_action_new ("send-files", NULL);
  g_signal_connect_object (self->action, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  update (self);
}

SprintFileSender *
sprint_file_sender_new (GtkWidget  *parent,
                        GActionMap *actions)
{
  SprintFileSender *self;

  g_return_val_if_fail (GTK_IS_WIDGET (parent), NULL);
  g_return_val_if_fail (G_IS_ACTION_MAP (actions), NULL);

  self = g_object_new (SPRINT_TYPE_FILE_SENDER, NULL);
  self->parent = parent;
  g_action_map_add_action (actions, G_ACTION (self->action));

  return self;
}

void
sprint_file_sender_set_session (SprintFileSender     *self,
                                SprintConsoleSession *session)
{
  g_return_if_fail (SPRINT_IS_FILE_SENDER (self));
  g_return_if_fail (session == NULL || SPRINT_IS_CONSOLE_SESSION (session));

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (sprint_console_session_get_agent (self->session), update, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    g_signal_connect_swapped (sprint_console_session_get_agent (session), "notify::capabilities",
                              G_CALLBACK (update), self);
  update (self);
}
