/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#define WIDTH 320
#define HEIGHT 240
/* A codec's colours are not the guest's to the bit; of what moves this smoothly they are close. */
#define CLOSE 24
/* Until then there has been a film, or there is none: before the program runs out of time. */
#define FILM_SECONDS (AWAIT_SECONDS * 3 / 2)

/* What moves: every pixel is another one in each picture, and none is far from its neighbour. */
static guint32
colour_of (guint picture,
           int   x,
           int   y)
{
  guint red = (x + picture * 2) % 256;
  guint green = (y + picture) % 256;

  return (red < 128 ? red : 255 - red) << 16 | (green < 128 ? green : 255 - green) << 8 | 0x40;
}

/* @pixels: room for a picture */
static void
draw (Fixture *fixture,
      guint32 *pixels,
      guint    picture)
{
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    pixels[i] = colour_of (picture, i % WIDTH, i / WIDTH);
  spice_screen_double_draw (fixture->screen, 0, 0, WIDTH, HEIGHT, pixels);
}

/* How far the picture is from that of the guest, at its worst pixel of those that are @step apart. */
static guint
measure_distance (Fixture *fixture,
                  guint    picture,
                  guint    step)
{
  const guint8 *data = sprint_framebuffer_get_data (fixture->framebuffer);
  gsize stride = sprint_framebuffer_get_stride (fixture->framebuffer);
  guint worst = 0;

  for (guint y = 0; y < HEIGHT; y += step) {
    for (guint x = 0; x < WIDTH; x += step) {
      guint32 colour = colour_of (picture, x, y);

      for (guint i = 0; i < 3; i++)
        worst = MAX (worst, (guint) ABS ((int) (colour >> 8 * i & 0xff) - data[y * stride + 4 * x + i]));
    }
  }

  return worst;
}

static void
damaged_cb (guint *n)
{
  ++*n;
}

/* A film: its pictures come through a codec, and what then stands still is the guest's to the bit. */
static void
test_stream (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree guint32 *pixels = g_new (guint32, WIDTH * HEIGHT);
  gint64 end = g_get_monotonic_time () + FILM_SECONDS * G_USEC_PER_SEC;
  guint picture = 0, lossy = 0, n = 0;

  spice_server_double_set_streaming (fixture->server, data);
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, WIDTH, HEIGHT);
  draw (fixture, pixels, 0);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
  g_signal_connect_swapped (fixture->framebuffer, "damaged", G_CALLBACK (damaged_cb), &n);

  /* A server takes what has changed twenty times for a film, if each came within a fifth of a second of the one before:
   * nothing here may take long. */
  for (picture = 1; lossy < 10 && g_get_monotonic_time () < end; picture++) {
    guint before = n, distance;

    draw (fixture, pixels, picture);
    await (n != before);
    distance = measure_distance (fixture, picture, 8);
    if (distance == 0 || distance > CLOSE)
      continue;
    lossy++;
  }
  g_test_message ("%u pictures, %u of them through %s", picture, lossy, (const char *) data);
  g_assert_cmpuint (lossy, ==, 10);

  await (measure_distance (fixture, picture - 1, 1) == 0);
}

/* The end of a connection in the middle of a film, and the next connection, which begins with a picture. */
static void
test_cut (Fixture       *fixture,
          gconstpointer  data)
{
  g_autofree guint32 *pixels = g_new (guint32, WIDTH * HEIGHT);
  guint picture = 1, n = 0;

  spice_server_double_set_streaming (fixture->server, data);
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, WIDTH, HEIGHT);
  draw (fixture, pixels, 0);
  g_signal_connect_swapped (fixture->framebuffer, "damaged", G_CALLBACK (damaged_cb), &n);
  for (guint round = 1; round <= 2; round++) {
    await (!spice_server_double_has_clients (fixture->server));
    sprint_console_session_connect (fixture->session, fixture->source);
    await (sprint_console_session_get_has_picture (fixture->session));
    await (measure_distance (fixture, picture - 1, 1) == 0);
    for (guint i = 0; i < 25 + round; i++) {
      guint before = n;

      draw (fixture, pixels, picture++);
      await (n != before);
    }
    sprint_console_session_disconnect (fixture->session);
    g_assert_cmpint (get_state (fixture), ==, SPRINT_CONSOLE_STATE_OFF);
  }
}

#define ADD(name, codec, function) g_test_add ("/console-streams/" name, Fixture, codec, start, function, tear_down)

/* With a tablet, whatever the codec is. */
static void
start (Fixture       *fixture,
       gconstpointer  data)
{
  set_up (fixture, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  /* The server may find the computer too slow to encode thirty pictures a second, and warns of it. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_fatal_mask ("sprint", G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  ADD ("mjpeg", "spice:mjpeg", test_stream);
  ADD ("vp8", "gstreamer:vp8", test_stream);
  ADD ("cut", "gstreamer:vp8", test_cut);

  return g_test_run ();
}
