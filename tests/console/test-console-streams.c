/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gst/gst.h>

#include "core/console/session/console-statistics.h"
#include "session-fixture.h"
#include "tcp-source.h"

#define WIDTH 320
#define HEIGHT 240
/* A codec's colours are not the guest's to the bit; of what moves this smoothly they are close. */
#define CLOSE 24
/* Pictures that may be on their way when the next one is drawn, and how long one is waited for, in microseconds. */
#define KEPT_BACK 8
#define PICTURE_TIME (G_USEC_PER_SEC / 25)
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

/* The same of the nearest of the last pictures: a decoder may keep some of them back. */
static guint
measure_nearest (Fixture *fixture,
                 guint    picture,
                 guint    step)
{
  guint nearest = measure_distance (fixture, picture, step);

  for (guint i = 1; i <= MIN (picture, KEPT_BACK) && nearest > 0; i++)
    nearest = MIN (nearest, measure_distance (fixture, picture - i, step));

  return nearest;
}

static void
damaged_cb (guint *n)
{
  ++*n;
}

typedef struct {
  const char *name;
  const char *codecs;      /* as spice_server_set_video_codecs() has them */
  const char *encoder;     /* GStreamer's, NULL for the server's own */
  const char *media;       /* what has to be decoded here */
  const char *parser;      /* what a decoder wants before it, or NULL */
  SprintPictureCoding coding;
} Codec;

/* The server's encoders, and what spice-gtk asks GStreamer to decode. */
static const Codec codecs[] = {
  { "mjpeg", "spice:mjpeg", NULL, NULL, NULL, SPRINT_PICTURE_MJPEG },
  { "vp8", "gstreamer:vp8", "vp8enc", "video/x-vp8", NULL, SPRINT_PICTURE_VP8 },
  { "vp9", "gstreamer:vp9", "vp9enc", "video/x-vp9", NULL, SPRINT_PICTURE_VP9 },
  { "h264", "gstreamer:h264", "x264enc", "video/x-h264", "h264parse", SPRINT_PICTURE_H264 },
};

static gboolean
has_element (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  return factory != NULL;
}

static gboolean
can_decode (const char *media)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (media);
  GList *all = gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER, GST_RANK_MARGINAL);
  GList *fit = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);
  gboolean can = fit != NULL;

  gst_plugin_feature_list_free (fit);
  gst_plugin_feature_list_free (all);

  return can;
}

/* (nullable): why there can be no such film here. */
static char *
find_obstacle (const Codec *codec)
{
  if (codec->encoder != NULL && !has_element (codec->encoder))
    return g_strdup_printf ("GStreamer has no %s here: libspice-server cannot make the film", codec->encoder);
  if (codec->media != NULL && !can_decode (codec->media))
    return g_strdup_printf ("GStreamer has no decoder for %s here", codec->media);
  if (codec->parser != NULL && !has_element (codec->parser))
    return g_strdup_printf ("GStreamer has no %s here, which decoders want", codec->parser);

  return NULL;
}

/* A film: its pictures come through a codec, which is told, and what then stands still is the guest's to the bit. */
static void
test_stream (Fixture       *fixture,
             gconstpointer  data)
{
  const Codec *codec = data;
  g_autofree char *obstacle = find_obstacle (codec);
  g_autoptr (SprintConsoleStatistics) statistics = NULL;
  g_autofree guint32 *pixels = g_new (guint32, WIDTH * HEIGHT);
  gint64 end = g_get_monotonic_time () + FILM_SECONDS * G_USEC_PER_SEC;
  guint picture = 0, lossy = 0, n = 0;

  if (obstacle != NULL) {
    g_test_skip (obstacle);
    return;
  }

  /* Past the guard, which knows how films come. */
  use_tcp (fixture);
  spice_server_double_set_streaming (fixture->server, codec->codecs);
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, WIDTH, HEIGHT);
  draw (fixture, pixels, 0);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
  g_signal_connect_swapped (fixture->framebuffer, "damaged", G_CALLBACK (damaged_cb), &n);

  /* A server takes what has changed twenty times for a film, if each came within a fifth of a second of the one before:
   * nothing here may take long. */
  for (picture = 1; lossy < 10 && g_get_monotonic_time () < end; picture++) {
    gint64 next = g_get_monotonic_time () + PICTURE_TIME;
    guint before = n, distance;

    draw (fixture, pixels, picture);
    await (n != before || g_get_monotonic_time () >= next);
    distance = n != before ? measure_nearest (fixture, picture, 8) : 0;
    if (distance == 0 || distance > CLOSE)
      continue;
    lossy++;
  }
  g_test_message ("%u pictures, %u of them through %s", picture, lossy, codec->codecs);
  g_assert_cmpuint (lossy, ==, 10);
  statistics = sprint_console_statistics_new (fixture->session, sprint_console_session_get_monitor (fixture->session));
  g_assert_cmpint (sprint_console_statistics_get_coding (statistics), ==, codec->coding);

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
  gst_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (codecs); i++) {
    g_autofree char *path = g_strconcat ("/console-streams/", codecs[i].name, NULL);

    g_test_add (path, Fixture, &codecs[i], start, test_stream, tear_down);
  }
  g_test_add ("/console-streams/cut", Fixture, "gstreamer:vp8", start, test_cut, tear_down);

  return g_test_run ();
}
