/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-services.h"

#include <glib/gi18n.h>

#include "ui/console/guest/clipboard-menu.h"
#include "ui/console/guest/file-sender.h"
#include "ui/console/guest/folder-dialog.h"
#include "ui/console/guest/host-clipboard.h"
#include "ui/console/login/password-prompt.h"

struct _SprintConsoleServices
{
  GObject parent_instance;

  GtkWidget *view;
  SprintTransferList *transfer_list;
  GActionGroup *actions;
  SprintConsoleSession *session;
  GSettings *settings;

  SprintPasswordPrompt *prompt;
  SprintHostClipboard *host_clipboard;
  SprintFileSender *file_sender;
  SprintTextTyping *typing;
  SprintConsoleDevices *devices;
};

G_DEFINE_FINAL_TYPE (SprintConsoleServices, sprint_console_services, G_TYPE_OBJECT)

enum {
  PROBLEM,
  MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
problem_cb (SprintConsoleServices *self,
            const GError          *error)
{
  g_signal_emit (self, signals[PROBLEM], 0, error);
}

static void
message_cb (SprintConsoleServices *self,
            const char            *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
share_folder_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  SprintConsoleServices *self = user_data;
  AdwDialog *dialog;

  if (self->session == NULL)
    return;

  dialog = sprint_folder_dialog_new (sprint_console_session_get_shared_folder (self->session), self->actions);
  g_signal_connect_object (dialog, "problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, self->view);
}

static const GActionEntry entries[] = {
  { .name = "share-folder", .activate = share_folder_cb },
};

static void
share_clipboard (SprintConsoleServices *self)
{
  SprintConsoleClipboard *clipboard =
    self->session != NULL ? sprint_console_session_get_clipboard (self->session) : NULL;

  sprint_clipboard_menu_bind (G_ACTION_MAP (self->actions), clipboard, self->settings);
}

static void
sprint_console_services_dispose (GObject *object)
{
  SprintConsoleServices *self = SPRINT_CONSOLE_SERVICES (object);

  if (self->typing != NULL)
    sprint_text_typing_set_session (self->typing, NULL);
  g_clear_object (&self->typing);
  g_clear_object (&self->devices);
  g_clear_object (&self->prompt);
  g_clear_object (&self->host_clipboard);
  /* A dialog of it that is still open holds it. */
  if (self->file_sender != NULL)
    g_object_run_dispose (G_OBJECT (self->file_sender));
  g_clear_object (&self->file_sender);
  /* Others hold the group, too. */
  if (self->actions != NULL)
    g_action_map_remove_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries));
  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sprint_console_services_parent_class)->dispose (object);
}

static void
sprint_console_services_class_init (SprintConsoleServicesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_console_services_dispose;

  signals[PROBLEM] =
    g_signal_new ("problem", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[MESSAGE] =
    g_signal_new ("message", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sprint_console_services_init (SprintConsoleServices *self)
{
}

SprintConsoleServices *
sprint_console_services_new (GtkWidget          *view,
                             SprintConsole      *console,
                             SprintTransferList *transfers,
                             SprintTypingCard   *card,
                             GActionGroup       *actions)
{
  SprintConsoleServices *self;
  GActionMap *map;

  g_return_val_if_fail (SPRINT_IS_CONSOLE (console), NULL);
  g_return_val_if_fail (G_IS_ACTION_MAP (actions), NULL);

  self = g_object_new (SPRINT_TYPE_CONSOLE_SERVICES, NULL);
  self->view = view;
  self->transfer_list = transfers;
  self->actions = g_object_ref (actions);
  map = G_ACTION_MAP (actions);
  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
  self->prompt = sprint_password_prompt_new (view);
  self->host_clipboard = sprint_host_clipboard_new (gtk_widget_get_display (view));
  self->file_sender = sprint_file_sender_new (GTK_WIDGET (console), map);
  self->typing = sprint_text_typing_new (console, card, map);
  self->devices = sprint_console_devices_new (view, map);
  g_signal_connect_object (self->file_sender, "problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->typing, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->devices, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);

  return self;
}

static void
ignored_cb (SprintConsoleServices *self)
{
  message_cb (self, _("The machine has not turned on another screen"));
}

void
sprint_console_services_set_session (SprintConsoleServices *self,
                                     SprintConsoleSession  *session)
{
  SprintFileTransfers *transfers = session != NULL ? sprint_console_session_get_transfers (session) : NULL;

  g_return_if_fail (SPRINT_IS_CONSOLE_SERVICES (self));

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (sprint_console_session_get_monitors (self->session), self);
  g_set_object (&self->session, session);
  sprint_password_prompt_set_session (self->prompt, session);
  sprint_text_typing_set_session (self->typing, session);
  sprint_console_devices_set_session (self->devices, session);
  sprint_file_sender_set_transfers (self->file_sender, transfers);
  sprint_transfer_list_set_transfers (self->transfer_list, transfers);
  sprint_host_clipboard_set_clipboard (self->host_clipboard,
                                       session != NULL ? sprint_console_session_get_clipboard (session) : NULL);
  share_clipboard (self);
  if (session != NULL)
    g_signal_connect_object (sprint_console_session_get_monitors (session), "ignored", G_CALLBACK (ignored_cb), self,
                             G_CONNECT_SWAPPED);
}

void
sprint_console_services_set_settings (SprintConsoleServices *self,
                                      GSettings             *settings)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SERVICES (self));

  g_set_object (&self->settings, settings);
  share_clipboard (self);
}

SprintTextTyping *
sprint_console_services_get_typing (SprintConsoleServices *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SERVICES (self), NULL);

  return self->typing;
}

SprintConsoleDevices *
sprint_console_services_get_devices (SprintConsoleServices *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SERVICES (self), NULL);

  return self->devices;
}
