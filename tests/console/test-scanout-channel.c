/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "session-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "await-channels.h"
#include "core/console/screen/drm-pixel.h"
#include "resources.h"

#define XRGB SPRINT_DRM_FOURCC ('X', 'R', '2', '4')
#define WIDTH 64
#define HEIGHT 48

static int
create_memory (gsize length)
{
  int fd = memfd_create ("scanout", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, length), ==, 0);

  return fd;
}

/* @y: of the picture, whichever way up it lies in memory. */
static void
set_pixel (int      fd,
           gboolean upright,
           int      x,
           int      y,
           guint32  pixel)
{
  guint32 word = GUINT32_TO_LE (pixel);

  g_assert_cmpint (pwrite (fd, &word, 4, ((upright ? y : HEIGHT - 1 - y) * WIDTH + x) * 4), ==, 4);
}

static guint32
pattern (int x,
         int y)
{
  return (guint32) x << 16 | (guint32) y << 8 | 0x42;
}

static void
fill (int      fd,
      gboolean upright)
{
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++)
      set_pixel (fd, upright, x, y, pattern (x, y));
  }
}

static guint32
get_pixel (Fixture *fixture,
           int      x,
           int      y)
{
  const guint8 *data = sprint_framebuffer_get_data (fixture->framebuffer);
  guint32 pixel;

  memcpy (&pixel, data + y * sprint_framebuffer_get_stride (fixture->framebuffer) + x * 4, 4);

  return pixel & 0xffffff;
}

static gboolean
has_pattern (Fixture *fixture)
{
  if (sprint_framebuffer_get_width (fixture->framebuffer) != WIDTH ||
      sprint_framebuffer_get_height (fixture->framebuffer) != HEIGHT)
    return FALSE;

  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      if (get_pixel (fixture, x, y) != pattern (x, y))
        return FALSE;
    }
  }

  return TRUE;
}

static void
connect_guest (Fixture *fixture)
{
  spice_screen_double_set_monitor (fixture->screen, 0, 0, WIDTH, HEIGHT);
  sprint_console_session_connect (fixture->session, fixture->source);
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
}

static void
draw (Fixture *fixture,
      int      x,
      int      y,
      int      width,
      int      height)
{
  spice_screen_double_draw_scanout (fixture->screen, x, y, width, height);
  await (spice_screen_double_is_answered (fixture->screen));
}

static void
show_scanout (Fixture  *fixture,
              int       fd,
              gboolean  upright)
{
  fill (fd, upright);
  connect_guest (fixture);
  spice_screen_double_set_scanout (fixture->screen, fd, WIDTH, HEIGHT, WIDTH * 4, XRGB, upright);
  draw (fixture, 0, 0, WIDTH, HEIGHT);
  await (sprint_console_session_get_has_picture (fixture->session));
}

static void
check_picture (Fixture  *fixture,
               gboolean  upright)
{
  int fd = create_memory (WIDTH * HEIGHT * 4);

  show_scanout (fixture, fd, upright);
  g_assert_cmpint (fixture->first_frames, ==, 1);
  g_assert_false (sprint_console_session_get_accelerated (fixture->session));
  g_assert_true (has_pattern (fixture));

  /* What is not told is not looked at; what is told is, whichever way up it is meant. */
  for (int y = 10; y < 13; y++) {
    for (int x = 20; x < 25; x++)
      set_pixel (fd, upright, x, y, 0xabcdef);
  }
  g_assert_cmphex (get_pixel (fixture, 22, 11), ==, pattern (22, 11));
  draw (fixture, 20, 10, 5, 3);
  g_assert_cmphex (get_pixel (fixture, 22, 11), ==, 0xabcdef);
  g_assert_cmphex (get_pixel (fixture, 25, 11), ==, pattern (25, 11));
  g_close (fd, NULL);
}

static void
test_upright (Fixture       *fixture,
              gconstpointer  data)
{
  check_picture (fixture, TRUE);
}

static void
test_overturned (Fixture       *fixture,
                 gconstpointer  data)
{
  check_picture (fixture, FALSE);
}

/* A guest with two of them, one shown while it draws into the other. */
static void
test_flips (Fixture       *fixture,
            gconstpointer  data)
{
  int fds[2] = { create_memory (WIDTH * HEIGHT * 4), create_memory (WIDTH * HEIGHT * 4) };

  show_scanout (fixture, fds[0], TRUE);
  for (int i = 1; i <= 20; i++) {
    for (int x = 0; x < WIDTH; x++)
      set_pixel (fds[i % 2], TRUE, x, 5, i);
    spice_screen_double_set_scanout (fixture->screen, fds[i % 2], WIDTH, HEIGHT, WIDTH * 4, XRGB, TRUE);
    draw (fixture, 0, 5, WIDTH, 1);
    g_assert_cmphex (get_pixel (fixture, WIDTH - 1, 5), ==, i);
  }
  g_assert_cmpint (fixture->first_frames, ==, 1);
  g_close (fds[0], NULL);
  g_close (fds[1], NULL);
}

static void
test_part (Fixture       *fixture,
           gconstpointer  data)
{
  int fd = create_memory (WIDTH * HEIGHT * 4);

  show_scanout (fixture, fd, FALSE);
  spice_screen_double_set_monitor (fixture->screen, 8, 4, 40, 30);
  await (sprint_framebuffer_get_width (fixture->framebuffer) == 40);
  g_assert_cmpint (sprint_framebuffer_get_height (fixture->framebuffer), ==, 30);
  for (int y = 0; y < 30; y++) {
    for (int x = 0; x < 40; x++)
      g_assert_cmphex (get_pixel (fixture, x, y), ==, pattern (x + 8, y + 4));
  }

  /* Outside of what is shown. */
  draw (fixture, 60, 0, 4, 4);
  g_close (fd, NULL);
}

/* Back and forth between the surface and graphics memory. */
static void
test_surface (Fixture       *fixture,
              gconstpointer  data)
{
  int fd = create_memory (WIDTH * HEIGHT * 4);

  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 320, 200);
  show_scanout (fixture, fd, TRUE);
  /* The two go to the server by ways of their own: the one is to be there before the other. */
  spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, 0x102030);
  await (get_pixel (fixture, 0, 0) == 0x102030);
  draw (fixture, 0, 0, WIDTH, HEIGHT);
  g_assert_true (has_pattern (fixture));

  /* The server does not tell that it is over: the guest draws elsewhere. */
  spice_screen_double_set_monitor (fixture->screen, 0, 0, 320, 200);
  spice_screen_double_set_scanout (fixture->screen, -1, 0, 0, 0, 0, FALSE);
  spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, 0x302010);
  await (sprint_framebuffer_get_width (fixture->framebuffer) == 320);
  await (get_pixel (fixture, 319, 199) == 0x302010);
  spice_screen_double_fill (fixture->screen, 0, 0, 320, 200, 0x203040);
  await (get_pixel (fixture, 319, 199) == 0x203040);

  spice_screen_double_set_scanout (fixture->screen, fd, WIDTH, HEIGHT, WIDTH * 4, XRGB, TRUE);
  draw (fixture, 0, 0, WIDTH, HEIGHT);
  g_assert_true (has_pattern (fixture));
  spice_screen_double_destroy_surface (fixture->screen);
  draw (fixture, 0, 0, WIDTH, HEIGHT);
  g_assert_true (has_pattern (fixture));
  g_assert_true (sprint_console_session_get_has_picture (fixture->session));
  g_close (fd, NULL);
}

/* One that a guest hands over and does not draw into is seen all the same, and so is that of before. */
static void
test_undrawn (Fixture       *fixture,
              gconstpointer  data)
{
  int fd = create_memory (WIDTH * HEIGHT * 4);

  fill (fd, TRUE);
  spice_screen_double_set_scanout (fixture->screen, fd, WIDTH, HEIGHT, WIDTH * 4, XRGB, TRUE);
  connect_guest (fixture);
  await (sprint_console_session_get_has_picture (fixture->session));
  g_assert_true (has_pattern (fixture));
  g_close (fd, NULL);
}

static void
test_nonsense (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct {
    guint width, height, stride;
    guint32 fourcc;
    gsize length;
  } cases[] = {
    { 64, 48, 256, XRGB, 64 * 48 * 4 - 1 },
    { 64, 48, 255, XRGB, 64 * 48 * 4 },
    { 0, 0, 0, XRGB, 4096 },
    { 0xffffffff, 0xffffffff, 0xffffffff, XRGB, 4096 },
    { 65536, 65536, 262144, XRGB, 4096 },
    { 64, 48, 0, 0xdeadbeef, 4096 },
  };
  int fd = create_memory (WIDTH * HEIGHT * 4);

  show_scanout (fixture, fd, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    int bad = create_memory (cases[i].length);

    spice_screen_double_set_scanout (fixture->screen, bad, cases[i].width, cases[i].height, cases[i].stride,
                                     cases[i].fourcc, TRUE);
    draw (fixture, 0, 0, 0xffffffff, 0xffffffff);
    await (sprint_console_session_get_accelerated (fixture->session));
    g_assert_false (sprint_console_session_get_has_picture (fixture->session));

    /* A sound one is shown again. */
    spice_screen_double_set_scanout (fixture->screen, fd, WIDTH, HEIGHT, WIDTH * 4, XRGB, TRUE);
    draw (fixture, 0, 0, 0xffffffff, 0xffffffff);
    await (!sprint_console_session_get_accelerated (fixture->session));
    await (sprint_console_session_get_has_picture (fixture->session));
    await (has_pattern (fixture));
    g_close (bad, NULL);
  }
  g_close (fd, NULL);
}

/* Memory that is taken away while it is shown. */
static void
test_shrinks (Fixture       *fixture,
              gconstpointer  data)
{
  int fd = create_memory (WIDTH * HEIGHT * 4);
  g_autoptr (GBytes) pixels = NULL;

  show_scanout (fixture, fd, TRUE);
  g_assert_cmpint (ftruncate (fd, 100), ==, 0);
  draw (fixture, 0, 0, WIDTH, HEIGHT);
  pixels = sprint_framebuffer_copy_pixels (fixture->framebuffer);
  g_assert_nonnull (pixels);
  g_close (fd, NULL);
}

/* Whoever leaves while a frame waits for its answer leaves no guest that waits. */
static void
test_leaves (Fixture       *fixture,
             gconstpointer  data)
{
  SprintConsoleMonitor *monitor = sprint_console_session_get_monitor (fixture->session);
  SprintFramePacer *pacer = sprint_scanout_feed_get_pacer (sprint_console_monitor_get_scanouts (monitor));
  int fd = create_memory (WIDTH * HEIGHT * 4);

  show_scanout (fixture, fd, TRUE);
  await_channels (fixture->session, fixture->server, 2);
  sprint_frame_pacer_watch (pacer);
  spice_screen_double_draw_scanout (fixture->screen, 0, 0, WIDTH, HEIGHT);
  sprint_console_session_disconnect (fixture->session);
  await (spice_screen_double_is_answered (fixture->screen));
  await (!spice_server_double_has_clients (fixture->server));

  /* The same where the server hangs up; the picture stays meanwhile. */
  sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
  await_channels (fixture->session, fixture->server, 3);
  spice_screen_double_draw_scanout (fixture->screen, 0, 0, WIDTH, HEIGHT);
  spice_server_double_hang_up (fixture->server);
  await (get_state (fixture) != SPRINT_CONSOLE_STATE_CONNECTED);
  g_assert_true (has_pattern (fixture));
  await (spice_screen_double_is_answered (fixture->screen));
  await (get_state (fixture) == SPRINT_CONSOLE_STATE_CONNECTED);
  await (sprint_scanout_feed_get_scanout (sprint_console_monitor_get_scanouts (monitor)) != NULL);
  draw (fixture, 0, 0, WIDTH, HEIGHT);
  sprint_frame_pacer_unwatch (pacer);
  g_close (fd, NULL);
}

static void
test_descriptors (Fixture       *fixture,
                  gconstpointer  data)
{
  int fd = create_memory (WIDTH * HEIGHT * 4);
  guint before;

  show_scanout (fixture, fd, TRUE);
  before = count_descriptors ();
  for (int i = 0; i < 200; i++) {
    spice_screen_double_set_scanout (fixture->screen, fd, WIDTH, HEIGHT - i % 2, WIDTH * 4, XRGB, TRUE);
    draw (fixture, 0, 0, WIDTH, HEIGHT);
  }
  await (count_descriptors () <= before + 2);
  g_close (fd, NULL);
}

#define add(path, test) g_test_add ("/scanout-channel/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* The server warns of a client that leaves while something is on its way to it. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_fatal_mask ("sprint", G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  await_own_context ();
  add ("upright", test_upright);
  add ("overturned", test_overturned);
  add ("flips", test_flips);
  add ("part", test_part);
  add ("surface", test_surface);
  add ("undrawn", test_undrawn);
  add ("nonsense", test_nonsense);
  add ("shrinks", test_shrinks);
  add ("leaves", test_leaves);
  add ("descriptors", test_descriptors);

  return g_test_run ();
}
