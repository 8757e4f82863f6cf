/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/screen/framebuffer.h"

#include <string.h>

typedef struct {
  int n;
  int x, y, width, height;
} Damage;

static void
damaged_cb (SprintFramebuffer *framebuffer,
            int                x,
            int                y,
            int                width,
            int                height,
            Damage            *damage)
{
  *damage = (Damage) { damage->n + 1, x, y, width, height };
}

static void
count_cb (SprintFramebuffer *framebuffer,
          int               *n)
{
  ++*n;
}

static guint32
get (SprintFramebuffer *framebuffer,
     int                x,
     int                y)
{
  const guint8 *at = sprint_framebuffer_get_data (framebuffer) +
                     y * sprint_framebuffer_get_stride (framebuffer) + x * 4;

  return at[0] | at[1] << 8 | at[2] << 16 | (guint32) at[3] << 24;
}

/* Where the pixels are looked at for the last time, their old memory is still there. */
typedef struct {
  int moved, resized;
  const guint8 *data;
  guint8 seen;
} Moves;

static void
moved_cb (SprintFramebuffer *framebuffer,
          Moves             *moves)
{
  moves->moved++;
  if (moves->data != NULL)
    moves->seen = moves->data[0];
  moves->data = sprint_framebuffer_get_data (framebuffer);
}

static void
test_show (void)
{
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  guint32 pixels[8 * 6] = { 0 };
  const SprintPixels source = { SPRINT_PIXEL_FORMAT_XRGB32, 8, 6, 32, (guint8 *) pixels };
  Moves moves = { 0 };

  g_signal_connect (framebuffer, "moved", G_CALLBACK (moved_cb), &moves);
  g_signal_connect (framebuffer, "resized", G_CALLBACK (count_cb), &moves.resized);
  g_assert_null (sprint_framebuffer_get_data (framebuffer));
  g_assert_null (sprint_framebuffer_copy_pixels (framebuffer));

  /* A window on the surface itself. */
  g_assert_true (sprint_framebuffer_show (framebuffer, &source, 2, 1, 5, 3));
  g_assert_cmpint (sprint_framebuffer_get_width (framebuffer), ==, 5);
  g_assert_cmpint (sprint_framebuffer_get_height (framebuffer), ==, 3);
  g_assert_cmpint (sprint_framebuffer_get_stride (framebuffer), ==, 32);
  g_assert_true (sprint_framebuffer_get_data (framebuffer) == (guint8 *) &pixels[8 + 2]);
  g_assert_cmpint (moves.moved, ==, 1);
  g_assert_cmpint (moves.resized, ==, 1);

  g_assert_true (sprint_framebuffer_show (framebuffer, &source, 2, 1, 5, 3));
  g_assert_cmpint (moves.moved, ==, 1);
  g_assert_true (sprint_framebuffer_show (framebuffer, &source, 3, 2, 5, 3));
  g_assert_cmpint (moves.moved, ==, 2);
  g_assert_cmpint (moves.resized, ==, 1);

  sprint_framebuffer_clear (framebuffer);
  g_assert_cmpint (sprint_framebuffer_get_width (framebuffer), ==, 0);
  g_assert_null (sprint_framebuffer_get_data (framebuffer));
  g_assert_false (sprint_framebuffer_update (framebuffer, 0, 0, 8, 6));
  g_assert_cmpint (moves.moved, ==, 3);
  g_assert_cmpint (moves.resized, ==, 2);
}

/* Several monitors of one surface; each hears of its own damage. */
static void
test_windows (void)
{
  g_autoptr (SprintFramebuffer) left = sprint_framebuffer_new ();
  g_autoptr (SprintFramebuffer) right = sprint_framebuffer_new ();
  guint32 pixels[8 * 2] = { 0 };
  const SprintPixels source = { SPRINT_PIXEL_FORMAT_XRGB32, 8, 2, 32, (guint8 *) pixels };
  Damage damage = { 0 };

  g_assert_true (sprint_framebuffer_show (left, &source, 0, 0, 4, 2));
  g_assert_true (sprint_framebuffer_show (right, &source, 4, 0, 4, 2));
  g_signal_connect (right, "damaged", G_CALLBACK (damaged_cb), &damage);
  pixels[8 + 6] = 0x123456;
  g_assert_false (sprint_framebuffer_update (left, 6, 1, 1, 1));
  g_assert_true (sprint_framebuffer_update (right, 6, 1, 1, 1));
  g_assert_cmpint (damage.n, ==, 1);
  g_assert_cmpint (damage.x, ==, 2);
  g_assert_cmpint (damage.y, ==, 1);
  g_assert_cmphex (get (right, 2, 1), ==, 0x123456);
}

static void
test_formats (void)
{
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  g_autoptr (GBytes) copy = NULL;
  guint32 wide[] = { 0x00112233, 0x80ffeedd };
  guint16 low[] = { 0x7fff, 0x7c00, 0x03e0, 0x001f, 0x8001 };
  guint16 high[] = { 0xffff, 0xf800, 0x07e0, 0x001f, 0x0821 };
  guint8 askew[4 * 4 + 1] = { 0, 0x33, 0x22, 0x11, 0, 0xdd, 0xee, 0xff, 0 };
  SprintPixels source = { SPRINT_PIXEL_FORMAT_XRGB32, 2, 1, 8, (guint8 *) wide };

  g_assert_true (sprint_framebuffer_show (framebuffer, &source, 0, 0, 2, 1));
  g_assert_cmphex (get (framebuffer, 0, 0), ==, 0x00112233);
  g_assert_cmphex (get (framebuffer, 1, 0), ==, 0x80ffeedd);
  copy = sprint_framebuffer_copy_pixels (framebuffer);
  g_assert_cmpmem (g_bytes_get_data (copy, NULL), g_bytes_get_size (copy), "\x33\x22\x11\xff\xdd\xee\xff\xff", 8);

  /* Words that nobody may read as words. */
  source.data = askew + 1;
  g_assert_true (sprint_framebuffer_show (framebuffer, &source, 0, 0, 2, 1));
  g_assert_true (sprint_framebuffer_get_data (framebuffer) != source.data);
  g_assert_cmphex (get (framebuffer, 1, 0), ==, 0xffffeedd);

  source = (SprintPixels) { SPRINT_PIXEL_FORMAT_RGB555, 5, 1, 10, (guint8 *) low };
  g_assert_true (sprint_framebuffer_show (framebuffer, &source, 0, 0, 5, 1));
  g_assert_cmphex (get (framebuffer, 0, 0), ==, 0xffffffff);
  g_assert_cmphex (get (framebuffer, 1, 0), ==, 0xffff0000);
  g_assert_cmphex (get (framebuffer, 2, 0), ==, 0xff00ff00);
  g_assert_cmphex (get (framebuffer, 3, 0), ==, 0xff0000ff);
  g_assert_cmphex (get (framebuffer, 4, 0), ==, 0xff000008);

  source = (SprintPixels) { SPRINT_PIXEL_FORMAT_RGB565, 5, 1, 10, (guint8 *) high };
  g_assert_true (sprint_framebuffer_show (framebuffer, &source, 1, 0, 4, 1));
  g_assert_cmphex (get (framebuffer, 0, 0), ==, 0xffff0000);
  g_assert_cmphex (get (framebuffer, 1, 0), ==, 0xff00ff00);
  g_assert_cmphex (get (framebuffer, 2, 0), ==, 0xff0000ff);
  g_assert_cmphex (get (framebuffer, 3, 0), ==, 0xff080408);
  high[4] = 0xffff;
  g_assert_cmphex (get (framebuffer, 3, 0), ==, 0xff080408);
  g_assert_true (sprint_framebuffer_update (framebuffer, 4, 0, 1, 1));
  g_assert_cmphex (get (framebuffer, 3, 0), ==, 0xffffffff);
}

static void
test_damage (void)
{
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  guint32 pixels[8 * 6];
  const SprintPixels source = { SPRINT_PIXEL_FORMAT_XRGB32, 8, 6, 32, (guint8 *) pixels };
  Damage damage = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    pixels[i] = i + 1;
  g_signal_connect (framebuffer, "damaged", G_CALLBACK (damaged_cb), &damage);

  /* The picture is the part of the surface from (2, 1) on, and all of it is new. */
  g_assert_true (sprint_framebuffer_show (framebuffer, &source, 2, 1, 4, 3));
  g_assert_cmpint (damage.n, ==, 1);
  g_assert_cmpint (damage.width, ==, 4);
  g_assert_cmpint (damage.height, ==, 3);

  g_assert_true (sprint_framebuffer_update (framebuffer, 3, 2, 2, 1));
  g_assert_cmpint (damage.n, ==, 2);
  g_assert_cmpint (damage.x, ==, 1);
  g_assert_cmpint (damage.y, ==, 1);
  g_assert_cmpint (damage.width, ==, 2);
  g_assert_cmpint (damage.height, ==, 1);
  g_assert_cmphex (get (framebuffer, 1, 1), ==, 2 * 8 + 3 + 1);

  /* Cut on every side. */
  g_assert_true (sprint_framebuffer_update (framebuffer, -5, -5, 1000, 1000));
  g_assert_cmpint (damage.x, ==, 0);
  g_assert_cmpint (damage.y, ==, 0);
  g_assert_cmpint (damage.width, ==, 4);
  g_assert_cmpint (damage.height, ==, 3);
  g_assert_cmphex (get (framebuffer, 3, 2), ==, 3 * 8 + 5 + 1);

  /* Beside the picture. */
  g_assert_false (sprint_framebuffer_update (framebuffer, 0, 0, 2, 6));
  g_assert_false (sprint_framebuffer_update (framebuffer, 6, 0, 2, 6));
  g_assert_cmpint (damage.n, ==, 3);
}

static void
test_hostile (void)
{
  static const int values[] = { G_MININT, -70000, -1, 0, 1, 3, 70000, G_MAXINT - 1, G_MAXINT };
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  g_autofree guint16 *pixels = g_new0 (guint16, 4 * 4);
  const SprintPixels source = { SPRINT_PIXEL_FORMAT_RGB565, 4, 4, 8, (guint8 *) pixels };
  SprintPixels bad;
  const guint n = G_N_ELEMENTS (values);
  guint shown = 0, updated = 0;

  for (guint i = 0; i < n * n * n * n; i++)
    shown += sprint_framebuffer_show (framebuffer, &source, values[i % n], values[i / n % n],
                                      values[i / n / n % n], values[i / n / n / n]);
  g_assert_cmpuint (shown, >, 0);
  g_assert_true (sprint_framebuffer_show (framebuffer, &source, 1, 1, 3, 2));
  for (guint i = 0; i < n * n * n * n; i++)
    updated += sprint_framebuffer_update (framebuffer, values[i % n], values[i / n % n],
                                          values[i / n / n % n], values[i / n / n / n]);
  g_assert_cmpuint (updated, >, 0);

  bad = source;
  bad.stride = 7;
  g_assert_false (sprint_framebuffer_show (framebuffer, &bad, 0, 0, 4, 4));
  bad = source;
  bad.width = G_MAXINT;
  g_assert_false (sprint_framebuffer_show (framebuffer, &bad, 0, 0, 4, 4));
  bad = source;
  bad.height = -1;
  g_assert_false (sprint_framebuffer_show (framebuffer, &bad, 0, 0, 4, 4));
  bad = source;
  bad.data = NULL;
  g_assert_false (sprint_framebuffer_show (framebuffer, &bad, 0, 0, 4, 4));
  bad = source;
  bad.width = SPRINT_FRAMEBUFFER_MAX_SIZE + 1;
  bad.stride = G_MAXINT;
  g_assert_false (sprint_framebuffer_show (framebuffer, &bad, 0, 0, 4, 4));
  g_assert_cmpint (sprint_framebuffer_get_width (framebuffer), ==, 3);
  g_assert_cmpint (sprint_framebuffer_get_height (framebuffer), ==, 2);
}

/* The surface goes, and its last picture stays. */
static void
test_keep (void)
{
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  guint32 *pixels = g_new0 (guint32, 4 * 2);
  const SprintPixels source = { SPRINT_PIXEL_FORMAT_XRGB32, 4, 2, 16, (guint8 *) pixels };
  Moves moves = { 0 };

  pixels[1] = 0x123456;
  pixels[4 + 2] = 0x654321;
  g_assert_true (sprint_framebuffer_show (framebuffer, &source, 1, 0, 2, 2));
  g_signal_connect (framebuffer, "moved", G_CALLBACK (moved_cb), &moves);
  g_signal_connect (framebuffer, "resized", G_CALLBACK (count_cb), &moves.resized);
  moves.data = sprint_framebuffer_get_data (framebuffer);
  sprint_framebuffer_keep (framebuffer);
  g_assert_cmpint (moves.moved, ==, 1);
  g_assert_cmpint (moves.resized, ==, 0);
  g_assert_cmphex (moves.seen, ==, 0x56);
  memset (pixels, 0xee, 4 * 2 * 4);
  g_free (pixels);

  g_assert_cmpint (sprint_framebuffer_get_stride (framebuffer), ==, 8);
  g_assert_cmphex (get (framebuffer, 0, 0), ==, 0xff123456);
  g_assert_cmphex (get (framebuffer, 1, 1), ==, 0xff654321);

  /* Nothing of the surface is looked at any more. */
  g_assert_false (sprint_framebuffer_update (framebuffer, 0, 0, 4, 2));
  sprint_framebuffer_keep (framebuffer);
  g_assert_cmpint (moves.moved, ==, 1);
  sprint_framebuffer_clear (framebuffer);
  g_assert_cmpint (moves.moved, ==, 2);
  g_assert_cmphex (moves.seen, ==, 0x56);
}

/* Rows of every length, from every column. */
static void
test_copies (void)
{
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  guint32 pixels[50 * 2];
  guint32 to[50 * 2];
  const SprintPixels source = { SPRINT_PIXEL_FORMAT_XRGB32, 50, 2, 200, (guint8 *) pixels };

  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    pixels[i] = i * 0x010203;
  g_assert_true (sprint_framebuffer_show (framebuffer, &source, 0, 0, 50, 2));
  for (int x = 0; x < 50; x++) {
    for (int width = 0; width <= 50 - x; width++) {
      memset (to, 0xee, sizeof to);
      sprint_framebuffer_copy_rectangle (framebuffer, x, 0, width, 2, (guint8 *) to, 200);
      for (int i = 0; i < 100; i++)
        g_assert_cmphex (to[i], ==, i % 50 < width ? 0xff000000 | pixels[i + x] : 0xeeeeeeee);
    }
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/framebuffer/show", test_show);
  g_test_add_func ("/framebuffer/windows", test_windows);
  g_test_add_func ("/framebuffer/formats", test_formats);
  g_test_add_func ("/framebuffer/damage", test_damage);
  g_test_add_func ("/framebuffer/hostile", test_hostile);
  g_test_add_func ("/framebuffer/keep", test_keep);
  g_test_add_func ("/framebuffer/copies", test_copies);

  return g_test_run ();
}
