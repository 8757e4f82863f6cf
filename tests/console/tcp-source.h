/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <unistd.h>

#include "session-fixture.h"

G_BEGIN_DECLS

/* Channels over TCP, as those of another computer are. */
static inline void
open_tcp (gpointer             provider,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) listener = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, 0, &error);
  g_autoptr (GSocket) client = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, 0, &error);
  g_autoptr (GSocket) server = NULL;

  g_assert_true (g_socket_bind (listener, any, TRUE, &error) && g_socket_listen (listener, &error));
  address = g_socket_get_local_address (listener, &error);
  g_assert_true (g_socket_connect (client, address, NULL, &error));
  server = g_socket_accept (listener, NULL, &error);
  g_assert_no_error (error);
  spice_server_double_add_client (provider, dup (g_socket_get_fd (server)));
  g_task_return_int (task, dup (g_socket_get_fd (client)));
}

static inline int
open_tcp_finish (gpointer       provider,
                 GAsyncResult  *result,
                 GError       **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

/* Before the session is connected. */
static inline void
use_tcp (Fixture *fixture)
{
  g_object_unref (fixture->source);
  fixture->source = sprint_console_source_new (G_OBJECT (fixture->server), open_tcp, open_tcp_finish);
}

G_END_DECLS
