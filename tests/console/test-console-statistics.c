/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/session/console-statistics.h"

#include <spice/enums.h>
#include <unistd.h>

#include "session-fixture.h"

/* Channels over TCP, as those of another computer are. */
static void
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

static int
open_tcp_finish (gpointer       provider,
                 GAsyncResult  *result,
                 GError       **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}

static void
connect_guest (Fixture *fixture)
{
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 320, 200);
  spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, 0x102030);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
}

static void
set_cb (gboolean *changed)
{
  *changed = TRUE;
}

static void
test_rates (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (SprintConsoleStatistics) statistics = sprint_console_statistics_new (fixture->session);
  gboolean changed = FALSE;
  guint32 colour = 0;

  g_assert_cmpint (sprint_console_statistics_get_frame_rate (statistics), ==, -1);
  g_assert_cmpint (sprint_console_statistics_get_data_rate (statistics), ==, -1);
  connect_guest (fixture);
  g_signal_connect_swapped (statistics, "changed", G_CALLBACK (set_cb), &changed);
  await (changed);

  /* Of a guest that draws. */
  changed = FALSE;
  while (!changed) {
    const guint8 *pixels = sprint_framebuffer_get_data (fixture->framebuffer);

    spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, ++colour & 0xff);
    await (pixels[0] == (colour & 0xff) || changed);
  }
  g_assert_cmpint (sprint_console_statistics_get_frame_rate (statistics), >, 1);
  g_assert_cmpint (sprint_console_statistics_get_frame_rate (statistics), <=, 61);
  g_assert_cmpint (sprint_console_statistics_get_data_rate (statistics), >, 100);

  /* Over a socket of this computer nobody knows. */
  g_assert_cmpint (sprint_console_statistics_get_round_trip (statistics), ==, -1);

  /* Of one that does not. */
  changed = FALSE;
  await (changed);
  changed = FALSE;
  await (changed);
  g_assert_cmpint (sprint_console_statistics_get_frame_rate (statistics), ==, 0);

  sprint_console_session_disconnect (fixture->session);
  changed = FALSE;
  await (changed);
  g_assert_cmpint (sprint_console_statistics_get_data_rate (statistics), ==, -1);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SprintConsoleStatistics) statistics = NULL;

  g_set_object (&fixture->source, NULL);
  fixture->source = sprint_console_source_new (G_OBJECT (fixture->server), open_tcp, open_tcp_finish);
  connect_guest (fixture);
  statistics = sprint_console_statistics_new (fixture->session);
  /* The kernel's, of the loopback device. */
  g_assert_cmpint (sprint_console_statistics_get_round_trip (statistics), >=, 0);
  g_assert_cmpint (sprint_console_statistics_get_round_trip (statistics), <, G_USEC_PER_SEC);
}

/* It measures no longer than it is there, and holds nothing. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsoleStatistics *statistics;

  connect_guest (fixture);
  statistics = sprint_console_statistics_new (fixture->session);
  g_assert_finalize_object (statistics);
}

#define ADD(name, function) g_test_add ("/console-statistics/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  ADD ("rates", test_rates);
  ADD ("round-trip", test_round_trip);
  ADD ("gone", test_gone);

  return g_test_run ();
}
