/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-console-soak ROUNDS: so often the same thing, and nothing is left of it. */
#include "console-fixture.h"

#include <adwaita.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "await.h"
#include "core/console/source/spice-uri.h"
#include "resources.h"

/* Before anything is compared: caches of GTK, of the font and of the sockets fill in the first rounds. */
#define WARM_UP 20
/* Bytes. A picture of these tests has 480,000, a session with its widget and its channels more than 200,000: one of
 * them that stayed in every hundredth round would be more. What libraries keep for good is far less. */
#define GROWTH_MAX (2 * 1024 * 1024)
/* The renderers of GPUs keep textures for some seconds: fifty pictures, of a thousand; but of few rounds less than
 * what one picture in each would be. */
#define GPU_GROWTH_MAX (24 * 1024 * 1024)
#define GPU_GROWTH_ROUND 400000

/* GLib's own, which come and go; those of a connection that stayed would be more. */
#define POOL_MAX 10

static guint rounds = 30;

typedef struct {
  guint descriptors;
  guint threads;
  gsize allocated;
} Resources;

static void
settle (void)
{
  for (guint i = 0; i < 100; i++)
    g_main_context_iteration (NULL, FALSE);
}

static Resources
measure (void)
{
  settle ();

  return (Resources) { count_descriptors (), count_threads (), count_allocated () };
}

static void
assert_no_growth (Fixture         *fixture,
                  const Resources *before)
{
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (fixture->window));
  gsize gpu_growth = MIN (GPU_GROWTH_MAX, (gsize) rounds * GPU_GROWTH_ROUND);
  gsize most = before->allocated + (GSK_IS_CAIRO_RENDERER (renderer) ? GROWTH_MAX : gpu_growth);

  await (count_descriptors () <= before->descriptors);
  await (count_threads () <= before->threads + POOL_MAX);
  settle ();
  g_test_message ("%u rounds: %" G_GSSIZE_FORMAT " bytes more", rounds,
                  (gssize) (count_allocated () - before->allocated));
  await (count_allocated () < most);
}

/* A widget and a session, from nothing to a picture that has been drawn, and to nothing again. */
static void
connect_once (Fixture             *fixture,
              SprintConsoleSource *source)
{
  SprintConsoleSession *session = sprint_console_session_new ();
  GtkWidget *console = sprint_console_new (session);
  gpointer console_left = console, session_left = session;
  GdkFrameClock *clock;
  gint64 frame;

  g_object_add_weak_pointer (G_OBJECT (session), &session_left);
  g_object_add_weak_pointer (G_OBJECT (console), &console_left);
  gtk_window_set_child (fixture->window, console);
  sprint_console_session_connect (session, source);
  await (sprint_console_session_get_has_picture (session));
  g_assert_true (spice_server_double_has_clients (fixture->server));
  clock = gtk_widget_get_frame_clock (console);
  frame = gdk_frame_clock_get_frame_counter (clock);
  gtk_widget_queue_draw (console);
  await (gdk_frame_clock_get_frame_counter (clock) > frame);

  gtk_window_set_child (fixture->window, NULL);
  g_object_unref (session);
  await (console_left == NULL && session_left == NULL);
  spice_server_double_hang_up (fixture->server);
  await (!spice_server_double_has_clients (fixture->server));
}

static void
connect_often (Fixture             *fixture,
               SprintConsoleSource *source)
{
  SprintConsole *console = fixture->console;
  Resources before;

  g_object_ref (console);
  gtk_window_set_child (fixture->window, NULL);
  gtk_window_set_default_size (fixture->window, 400, 300);
  gtk_window_present (fixture->window);
  for (guint i = 0; i < WARM_UP; i++)
    connect_once (fixture, source);
  before = measure ();
  for (guint i = 0; i < rounds; i++)
    connect_once (fixture, source);
  assert_no_growth (fixture, &before);

  gtk_window_set_child (fixture->window, GTK_WIDGET (console));
  g_object_unref (console);
}

static void
test_connects (Fixture       *fixture,
               gconstpointer  data)
{
  draw_pattern (fixture, 400, 300);
  connect_often (fixture, fixture->source);
}

static gboolean
incoming_cb (SpiceServerDouble *server,
             GSocketConnection *connection)
{
  int fd = fcntl (g_socket_get_fd (g_socket_connection_get_socket (connection)), F_DUPFD_CLOEXEC, 0);

  spice_server_double_add_client (server, fd);

  return TRUE;
}

static gboolean
is_fatal_cb (const char     *domain,
             GLogLevelFlags  level,
             const char     *message,
             gpointer        user_data)
{
  return g_strcmp0 (domain, "Spice") != 0 || (level & G_LOG_LEVEL_WARNING) == 0;
}

static void
warned_cb (const char     *domain,
           GLogLevelFlags  level,
           const char     *message,
           gpointer        user_data)
{
  g_printerr ("# %s: %s\n", domain, message);
}

/* libspice-server warns of a client that goes while something is on its way to it, which one of a thousand does. What
 * GLib's tests do with a warning that is fatal is to fail, even where it is not to end them. Till the test's end. */
static guint
bear_server (void)
{
  g_test_log_set_fatal_handler (is_fatal_cb, NULL);

  return g_log_set_handler ("Spice", G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, warned_cb, NULL);
}

/* Each channel with a guard, and its thread. */
static void
test_remote_connects (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr (GSocketAddress) anywhere = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) place = NULL;
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (SprintConsoleAddress) address = NULL;
  g_autoptr (SprintConsoleSource) source = NULL;
  g_autofree char *uri = NULL;
  guint handler = bear_server ();

  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (service), anywhere, G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_DEFAULT, NULL, &place, NULL));
  g_signal_connect_swapped (service, "incoming", G_CALLBACK (incoming_cb), fixture->server);
  uri = g_strdup_printf ("spice://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (place)));
  address = sprint_spice_uri_parse (uri, NULL);
  source = sprint_console_source_new_for_address (address);
  draw_pattern (fixture, 400, 300);
  connect_often (fixture, source);
  g_socket_service_stop (service);
  g_log_remove_handler ("Spice", handler);
}

static gboolean
has_pattern (SprintFramebuffer *framebuffer,
             int                width,
             int                height)
{
  const guint8 *data = sprint_framebuffer_get_data (framebuffer);
  guint32 last;

  if (sprint_framebuffer_get_width (framebuffer) != width || sprint_framebuffer_get_height (framebuffer) != height)
    return FALSE;
  memcpy (&last, data + (gsize) sprint_framebuffer_get_stride (framebuffer) * (height - 1) + (width - 1) * 4, 4);

  return (last & 0xffffff) == pattern (width - 1, height - 1);
}

/* Sizes of which no two in a row are alike. Each has come whole before the next: where a surface goes, libspice-server
 * holds this thread until what it sends of it is gone, and this thread is what reads it. */
static void
resize (Fixture *fixture,
        guint    i)
{
  int width = 240 + 40 * (i % 5), height = 180 + 30 * (i % 4);

  draw_pattern (fixture, width, height);
  await (has_pattern (fixture->framebuffer, width, height));
}

static void
test_resolutions (Fixture       *fixture,
                  gconstpointer  data)
{
  Resources before;

  draw_pattern (fixture, 400, 300);
  show (fixture, 400, 300);
  for (guint i = 0; i < WARM_UP; i++)
    resize (fixture, i);
  draw_pattern (fixture, 400, 300);
  assert_picture (fixture, 0, 0, fixture->scale);
  before = measure ();
  for (guint i = 0; i < rounds; i++)
    resize (fixture, i);
  draw_pattern (fixture, 400, 300);
  assert_picture (fixture, 0, 0, fixture->scale);
  assert_no_growth (fixture, &before);
}

int
main (int   argc,
      char *argv[])
{
  init (&argc, &argv);
  if (argc > 1)
    rounds = atoi (argv[1]);
  add ("soak/connects", NULL, test_connects);
  add ("soak/remote-connects", NULL, test_remote_connects);
  add ("soak/resolutions", NULL, test_resolutions);

  return g_test_run ();
}
