/* SPDX-License-Identifier: GPL-3.0-or-later */
/* console-window SOCKET: the console's widget alone, in full screen, on a SPICE server behind a Unix socket. */
#include <gio/gunixsocketaddress.h>

#include "ui/console/console.h"

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);

  if (connection == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_int (task, dup (g_socket_get_fd (g_socket_connection_get_socket (connection))));
}

static void
open_channel (gpointer             provider,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();

  g_socket_client_connect_async (client, G_SOCKET_CONNECTABLE (provider), cancellable, connected_cb,
                                 g_task_new (provider, cancellable, callback, user_data));
}

static int
open_channel_finish (gpointer       provider,
                     GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (SprintConsoleSource) source = NULL;
  g_autoptr (SprintConsoleSession) session = NULL;
  GtkWidget *window;
  GtkWidget *console;

  g_assert_cmpint (argc, ==, 2);
  gtk_init ();
  address = g_unix_socket_address_new (argv[1]);
  source = sprint_console_source_new (G_OBJECT (address), open_channel, open_channel_finish);
  session = sprint_console_session_new ();
  sprint_console_session_connect (session, source);
  console = sprint_console_new (session);
  window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), console);
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  gtk_widget_grab_focus (console);
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    g_main_context_iteration (NULL, TRUE);

  return 0;
}
