/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/screen/scanout.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/console/screen/drm-pixel.h"
#include "core/console/screen/frame-pacer.h"
#include "core/console/screen/scanout-feed.h"
#include "core/console/session/console-session.h"

#define XRGB SPRINT_DRM_FOURCC ('X', 'R', '2', '4')

/* @sealed: what can never become shorter, as memory of a graphics card. */
static int
create_memory (gsize    length,
               gboolean sealed)
{
  int fd = memfd_create ("scanout", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, length), ==, 0);
  if (sealed)
    g_assert_cmpint (fcntl (fd, F_ADD_SEALS, F_SEAL_SHRINK), ==, 0);

  return fd;
}

static guint32
colour (int x,
        int y)
{
  return (guint32) x << 16 | (guint32) y << 8 | ((x * 3 + y) & 0xff);
}

/* Rows with a gap, in the order in which they lie in memory. */
static void
fill (int                        fd,
      const SprintScanoutLayout *layout)
{
  for (int row = 0; row < (int) layout->height; row++) {
    int y = layout->upright ? row : (int) layout->height - 1 - row;

    for (int x = 0; x < (int) layout->width; x++) {
      guint32 pixel = GUINT32_TO_LE (colour (x, y));

      g_assert_cmpint (pwrite (fd, &pixel, 4, row * layout->stride + x * 4), ==, 4);
    }
  }
}

static void
test_read (gconstpointer data)
{
  int bits = GPOINTER_TO_INT (data);
  SprintScanoutLayout layout = { .width = 37, .height = 11, .stride = 160, .fourcc = XRGB, .upright = bits & 1 };
  int fd = create_memory (layout.stride * layout.height, bits & 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintScanout) scanout = NULL;
  guint32 pixels[6 * 40];

  fill (fd, &layout);
  scanout = sprint_scanout_new (fd, &layout, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);
  g_assert_false (sprint_scanout_is_importable (scanout));
  g_assert_true (sprint_scanout_check_readable (scanout, &error));
  g_assert_no_error (error);

  memset (pixels, 0x11, sizeof pixels);
  g_assert_true (sprint_scanout_read (scanout, 30, 4, 7, 5, pixels, 40, &error));
  g_assert_no_error (error);
  for (int y = 0; y < 6; y++) {
    for (int x = 0; x < 40; x++)
      g_assert_cmphex (pixels[y * 40 + x], ==, x < 7 && y < 5 ? 0xff000000 | colour (30 + x, 4 + y) : 0x11111111);
  }
}

static void
test_nonsense (void)
{
  static const struct {
    guint width, height, stride;
    guint32 fourcc;
    gsize length;
  } cases[] = {
    { 0, 10, 40, XRGB, 400 },
    { 10, 0, 40, XRGB, 400 },
    { 10, 10, 39, XRGB, 400 },
    { 10, 10, 0, XRGB, 400 },
    { 10, 10, 40, XRGB, 399 },
    { 10, 10, 40, XRGB, 0 },
    { 10, 10, 44, XRGB, 435 },
    { 0xffffffff, 0xffffffff, 0xffffffff, XRGB, 4096 },
    { 0x40000001, 1, 4, XRGB, 4096 },
    { 10, 10, 0x80000000, XRGB, 4096 },
    { 16385, 1, 16385 * 4, XRGB, 16385 * 4 },
    { 10, 10, 9, SPRINT_DRM_FOURCC ('N', 'V', '1', '2'), 4096 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SprintScanoutLayout layout = {
      .width = cases[i].width,
      .height = cases[i].height,
      .stride = cases[i].stride,
      .fourcc = cases[i].fourcc,
    };
    int fd = create_memory (cases[i].length, FALSE);
    g_autoptr (GError) error = NULL;

    g_assert_null (sprint_scanout_new (fd, &layout, &error));
    g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_PROTOCOL);
    g_close (fd, NULL);
  }
}

static void
test_no_memory (void)
{
  const SprintScanoutLayout layout = { .width = 4, .height = 4, .stride = 16, .fourcc = XRGB };
  g_autoptr (GError) error = NULL;
  int fds[2];

  g_assert_null (sprint_scanout_new (-1, &layout, &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_PROTOCOL);
  g_clear_error (&error);
  g_assert_cmpint (pipe (fds), ==, 0);
  g_assert_null (sprint_scanout_new (fds[0], &layout, &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_PROTOCOL);
  g_close (fds[0], NULL);
  g_close (fds[1], NULL);
}

/* What was long enough need not stay so. */
static void
test_shrinks (void)
{
  const SprintScanoutLayout layout = { .width = 64, .height = 64, .stride = 256, .fourcc = XRGB, .upright = TRUE };
  int fd = create_memory (64 * 256, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintScanout) scanout = NULL;
  g_autofree guint32 *pixels = g_new0 (guint32, 64 * 64);

  fill (fd, &layout);
  scanout = sprint_scanout_new (fd, &layout, &error);
  g_assert_no_error (error);
  g_assert_true (sprint_scanout_read (scanout, 0, 0, 64, 64, pixels, 64, &error));
  g_assert_cmpint (ftruncate (fd, 10 * 256), ==, 0);
  g_assert_false (sprint_scanout_read (scanout, 0, 0, 64, 64, pixels, 64, &error));
  g_assert_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_FAILED);
  g_assert_cmphex (pixels[63 * 64 + 63], ==, 0xff000000 | colour (63, 63));
  g_close (fd, NULL);
}

static void
test_formats (void)
{
  static const struct {
    const char *fourcc;
    guint8 memory[4];
    guint32 pixel;
  } cases[] = {
    { "XR24", { 0x03, 0x02, 0x01, 0x77 }, 0xff010203 },
    { "AR24", { 0x03, 0x02, 0x01, 0x00 }, 0xff010203 },
    { "XB24", { 0x01, 0x02, 0x03, 0x77 }, 0xff010203 },
    { "AB24", { 0x01, 0x02, 0x03, 0x00 }, 0xff010203 },
    { "RX24", { 0x77, 0x03, 0x02, 0x01 }, 0xff010203 },
    { "RA24", { 0x77, 0x03, 0x02, 0x01 }, 0xff010203 },
    { "BX24", { 0x77, 0x01, 0x02, 0x03 }, 0xff010203 },
    { "BA24", { 0x77, 0x01, 0x02, 0x03 }, 0xff010203 },
    { "XR30", { 0x0f, 0x00, 0xf0, 0x3f }, 0xffff0003 },
    { "AR30", { 0xff, 0x03, 0x00, 0x00 }, 0xff0000ff },
    { "XB30", { 0xff, 0x03, 0x00, 0x00 }, 0xffff0000 },
    { "AB30", { 0x00, 0xfc, 0x0f, 0x00 }, 0xff00ff00 },
    { "RG16", { 0x1f, 0xf8 }, 0xffff00ff },
    { "RG16", { 0xe0, 0x07 }, 0xff00ff00 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *name = cases[i].fourcc;
    const SprintDrmPixel *pixel = sprint_drm_pixel_find (SPRINT_DRM_FOURCC (name[0], name[1], name[2], name[3]));
    guint32 converted = 0;

    g_assert_nonnull (pixel);
    sprint_drm_pixel_convert (pixel, &converted, cases[i].memory, 1);
    g_assert_cmphex (converted, ==, cases[i].pixel);
    g_assert_nonnull (sprint_drm_pixel_find (pixel->opaque));
  }
  g_assert_null (sprint_drm_pixel_find (SPRINT_DRM_FOURCC ('N', 'V', '1', '2')));
  g_assert_null (sprint_drm_pixel_find (0));
}

/* ---- who is told when ---- */

static void
count_cb (int *n)
{
  ++*n;
}

static void
test_pacer (void)
{
  g_autoptr (SprintFramePacer) pacer = sprint_frame_pacer_new ();
  int n = 0;

  g_signal_connect_swapped (pacer, "answered", G_CALLBACK (count_cb), &n);

  /* Nobody looks. */
  sprint_frame_pacer_begin (pacer);
  g_assert_cmpint (n, ==, 1);
  sprint_frame_pacer_shown (pacer);
  g_assert_cmpint (n, ==, 1);

  /* Two do, and one is enough. */
  sprint_frame_pacer_watch (pacer);
  sprint_frame_pacer_watch (pacer);
  sprint_frame_pacer_begin (pacer);
  g_assert_cmpint (n, ==, 1);
  sprint_frame_pacer_shown (pacer);
  sprint_frame_pacer_shown (pacer);
  g_assert_cmpint (n, ==, 2);

  /* Each is answered, also of a server that does not wait. */
  sprint_frame_pacer_begin (pacer);
  sprint_frame_pacer_begin (pacer);
  sprint_frame_pacer_begin (pacer);
  sprint_frame_pacer_shown (pacer);
  g_assert_cmpint (n, ==, 5);

  /* Who looked goes away. */
  sprint_frame_pacer_begin (pacer);
  sprint_frame_pacer_unwatch (pacer);
  g_assert_cmpint (n, ==, 5);
  sprint_frame_pacer_unwatch (pacer);
  g_assert_cmpint (n, ==, 6);

  /* Or shows nothing. */
  sprint_frame_pacer_watch (pacer);
  sprint_frame_pacer_begin (pacer);
  while (n == 6)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (n, ==, 7);

  /* Or whoever asked does. */
  sprint_frame_pacer_begin (pacer);
  sprint_frame_pacer_forget (pacer);
  sprint_frame_pacer_shown (pacer);
  g_assert_cmpint (n, ==, 7);
  sprint_frame_pacer_unwatch (pacer);
}

/* ---- the feed ---- */

static SprintScanout *
create_scanout (const SprintScanoutLayout *layout)
{
  int fd = create_memory (layout->stride * layout->height, TRUE);
  g_autoptr (GError) error = NULL;
  SprintScanout *scanout;

  fill (fd, layout);
  scanout = sprint_scanout_new (fd, layout, &error);
  g_assert_no_error (error);
  g_close (fd, NULL);

  return scanout;
}

static gboolean
reader_cb (SprintScanout *scanout,
           guint32       *to,
           gsize          to_stride,
           gpointer       user_data)
{
  ++*(int *) user_data;
  to[0] = 0xff0000ff;

  return TRUE;
}

static void
test_feed (void)
{
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  g_autoptr (SprintScanoutFeed) feed = sprint_scanout_feed_new (framebuffer);
  const SprintScanoutLayout layout = { .width = 20, .height = 10, .stride = 80, .fourcc = XRGB, .upright = TRUE };
  const SprintScanoutLayout other = { .width = 20, .height = 10, .stride = 80, .fourcc = 1, .upright = TRUE };
  const SprintScanoutLayout large = { .width = 200, .height = 100, .stride = 800, .fourcc = XRGB };
  g_autoptr (SprintScanout) scanout = create_scanout (&layout);
  g_autoptr (SprintScanout) unknown = create_scanout (&other);
  g_autoptr (SprintScanout) larger = create_scanout (&large);
  const guint32 *data;
  int reads = 0;

  /* Copied only when it is read. */
  g_assert_true (sprint_scanout_feed_show (feed, scanout, 0, 0, 20, 10));
  g_assert_cmpint (sprint_framebuffer_get_width (framebuffer), ==, 20);
  data = (gconstpointer) sprint_framebuffer_get_data (framebuffer);
  g_assert_cmphex (data[9 * 20 + 19], ==, 0xff000000 | colour (19, 9));
  g_assert_null (sprint_scanout_feed_get_refusal (feed));
  g_assert_null (sprint_scanout_feed_get_error (feed));

  /* Whoever has imported it reads it. */
  sprint_scanout_feed_set_reader (feed, reader_cb, &reads);
  g_assert_true (sprint_scanout_feed_draw (feed, 0, 0, 1, 1));
  g_assert_cmpint (reads, ==, 0);
  data = (gconstpointer) sprint_framebuffer_get_data (framebuffer);
  g_assert_cmphex (data[0], ==, 0xff0000ff);
  g_assert_cmpint (reads, ==, 1);
  sprint_scanout_feed_unset_reader (feed, &reads);

  /* What is outside is nothing. */
  g_assert_false (sprint_scanout_feed_draw (feed, 20, 0, 1, 1));
  g_assert_false (sprint_scanout_feed_draw (feed, 0, 0xffffffff, 1, 1));
  g_assert_true (sprint_scanout_feed_draw (feed, 1, 1, 0xffffffff, 0xffffffff));

  /* Not imported, it is copied, and one that cannot be is not shown. */
  sprint_scanout_feed_refuse (feed, "No");
  g_assert_cmpstr (sprint_scanout_feed_get_refusal (feed), ==, "No");
  g_assert_null (sprint_scanout_feed_get_error (feed));
  g_assert_true (sprint_scanout_feed_show (feed, unknown, 0, 0, 20, 10));
  g_assert_null (sprint_scanout_feed_get_refusal (feed));
  g_assert_null (sprint_scanout_feed_get_error (feed));
  sprint_scanout_feed_refuse (feed, "No");
  g_assert_error (sprint_scanout_feed_get_error (feed), SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_FAILED);

  /* A larger one, and a part of it; wrong parts are not shown. */
  g_assert_true (sprint_scanout_feed_show (feed, larger, 150, 80, 50, 20));
  g_assert_null (sprint_scanout_feed_get_error (feed));
  data = (gconstpointer) sprint_framebuffer_get_data (framebuffer);
  g_assert_cmpint (sprint_framebuffer_get_width (framebuffer), ==, 50);
  g_assert_cmphex (data[0], ==, 0xff000000 | (colour (150, 80) & 0xffffff));
  g_assert_false (sprint_scanout_feed_show (feed, larger, 151, 80, 50, 20));
  g_assert_null (sprint_scanout_feed_get_scanout (feed));

  /* The last picture stays. */
  g_assert_true (sprint_scanout_feed_show (feed, scanout, 0, 0, 20, 10));
  sprint_scanout_feed_end (feed);
  data = (gconstpointer) sprint_framebuffer_get_data (framebuffer);
  g_assert_cmphex (data[9 * 20 + 19] | 0xff000000, ==, 0xff000000 | colour (19, 9));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/scanout/lowest-first/read", GINT_TO_POINTER (0), test_read);
  g_test_add_data_func ("/scanout/upper-first/read", GINT_TO_POINTER (1), test_read);
  g_test_add_data_func ("/scanout/lowest-first/mapped", GINT_TO_POINTER (2), test_read);
  g_test_add_data_func ("/scanout/upper-first/mapped", GINT_TO_POINTER (3), test_read);
  g_test_add_func ("/scanout/nonsense", test_nonsense);
  g_test_add_func ("/scanout/no-memory", test_no_memory);
  g_test_add_func ("/scanout/shrinks", test_shrinks);
  g_test_add_func ("/scanout/formats", test_formats);
  g_test_add_func ("/scanout/pacer", test_pacer);
  g_test_add_func ("/scanout/feed", test_feed);

  return g_test_run ();
}
