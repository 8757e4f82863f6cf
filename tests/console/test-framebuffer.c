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

static void
test_resize (void)
{
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  int resized = 0;

  g_signal_connect (framebuffer, "resized", G_CALLBACK (count_cb), &resized);
  g_assert_null (sprint_framebuffer_get_data (framebuffer));
  g_assert_true (sprint_framebuffer_resize (framebuffer, 5, 3));
  g_assert_cmpint (sprint_framebuffer_get_width (framebuffer), ==, 5);
  g_assert_cmpint (sprint_framebuffer_get_height (framebuffer), ==, 3);
  g_assert_cmpint (sprint_framebuffer_get_stride (framebuffer), ==, 20);
  g_assert_cmphex (get (framebuffer, 4, 2), ==, 0xff000000);
  g_assert_true (sprint_framebuffer_resize (framebuffer, 5, 3));
  g_assert_cmpint (resized, ==, 1);

  g_assert_false (sprint_framebuffer_resize (framebuffer, -1, 3));
  g_assert_false (sprint_framebuffer_resize (framebuffer, SPRINT_FRAMEBUFFER_MAX_SIZE + 1, 1));
  g_assert_false (sprint_framebuffer_resize (framebuffer, G_MAXINT, G_MAXINT));
  g_assert_cmpint (sprint_framebuffer_get_width (framebuffer), ==, 5);
  g_assert_cmpint (resized, ==, 1);

  g_assert_true (sprint_framebuffer_resize (framebuffer, 7, 0));
  g_assert_cmpint (sprint_framebuffer_get_width (framebuffer), ==, 0);
  g_assert_null (sprint_framebuffer_get_data (framebuffer));
  g_assert_null (sprint_framebuffer_copy_pixels (framebuffer));
  g_assert_cmpint (resized, ==, 2);
}

static void
test_formats (void)
{
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  guint32 wide[] = { 0x00112233, 0x80ffeedd };
  guint16 low[] = { 0x7fff, 0x7c00, 0x03e0, 0x001f, 0x8001 };
  guint16 high[] = { 0xffff, 0xf800, 0x07e0, 0x001f, 0x0821 };
  SprintPixels source = { SPRINT_PIXEL_FORMAT_XRGB32, 2, 1, 8, (guint8 *) wide };

  g_assert_true (sprint_framebuffer_resize (framebuffer, 5, 1));
  g_assert_true (sprint_framebuffer_update (framebuffer, &source, 0, 0, 0, 0, 2, 1));
  g_assert_cmphex (get (framebuffer, 0, 0), ==, 0xff112233);
  g_assert_cmphex (get (framebuffer, 1, 0), ==, 0xffffeedd);
  g_assert_cmphex (get (framebuffer, 2, 0), ==, 0xff000000);

  source = (SprintPixels) { SPRINT_PIXEL_FORMAT_RGB555, 5, 1, 10, (guint8 *) low };
  g_assert_true (sprint_framebuffer_update (framebuffer, &source, 0, 0, 0, 0, 5, 1));
  g_assert_cmphex (get (framebuffer, 0, 0), ==, 0xffffffff);
  g_assert_cmphex (get (framebuffer, 1, 0), ==, 0xffff0000);
  g_assert_cmphex (get (framebuffer, 2, 0), ==, 0xff00ff00);
  g_assert_cmphex (get (framebuffer, 3, 0), ==, 0xff0000ff);
  g_assert_cmphex (get (framebuffer, 4, 0), ==, 0xff000008);

  source = (SprintPixels) { SPRINT_PIXEL_FORMAT_RGB565, 5, 1, 10, (guint8 *) high };
  g_assert_true (sprint_framebuffer_update (framebuffer, &source, 0, 0, 0, 0, 5, 1));
  g_assert_cmphex (get (framebuffer, 0, 0), ==, 0xffffffff);
  g_assert_cmphex (get (framebuffer, 1, 0), ==, 0xffff0000);
  g_assert_cmphex (get (framebuffer, 2, 0), ==, 0xff00ff00);
  g_assert_cmphex (get (framebuffer, 3, 0), ==, 0xff0000ff);
  g_assert_cmphex (get (framebuffer, 4, 0), ==, 0xff080408);
}

static void
test_damage (void)
{
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  guint32 pixels[8 * 6];
  SprintPixels source = { SPRINT_PIXEL_FORMAT_XRGB32, 8, 6, 32, (guint8 *) pixels };
  Damage damage = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (pixels); i++)
    pixels[i] = i + 1;
  g_assert_true (sprint_framebuffer_resize (framebuffer, 4, 3));
  g_signal_connect (framebuffer, "damaged", G_CALLBACK (damaged_cb), &damage);

  /* The picture is the part of the surface from (2, 1) on. */
  g_assert_true (sprint_framebuffer_update (framebuffer, &source, 2, 1, 3, 2, 2, 1));
  g_assert_cmpint (damage.n, ==, 1);
  g_assert_cmpint (damage.x, ==, 1);
  g_assert_cmpint (damage.y, ==, 1);
  g_assert_cmpint (damage.width, ==, 2);
  g_assert_cmpint (damage.height, ==, 1);
  g_assert_cmphex (get (framebuffer, 0, 1), ==, 0xff000000);
  g_assert_cmphex (get (framebuffer, 1, 1), ==, 0xff000000 | (2 * 8 + 3 + 1));
  g_assert_cmphex (get (framebuffer, 2, 1), ==, 0xff000000 | (2 * 8 + 4 + 1));
  g_assert_cmphex (get (framebuffer, 3, 1), ==, 0xff000000);
  g_assert_cmphex (get (framebuffer, 1, 0), ==, 0xff000000);
  g_assert_cmphex (get (framebuffer, 1, 2), ==, 0xff000000);

  /* Cut on every side. */
  g_assert_true (sprint_framebuffer_update (framebuffer, &source, 2, 1, -5, -5, 1000, 1000));
  g_assert_cmpint (damage.x, ==, 0);
  g_assert_cmpint (damage.y, ==, 0);
  g_assert_cmpint (damage.width, ==, 4);
  g_assert_cmpint (damage.height, ==, 3);
  g_assert_cmphex (get (framebuffer, 3, 2), ==, 0xff000000 | (3 * 8 + 5 + 1));
}

static void
test_hostile (void)
{
  static const int values[] = { G_MININT, -70000, -1, 0, 1, 3, 70000, G_MAXINT - 1, G_MAXINT };
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  guint32 pixels[4 * 4] = { 0 };
  SprintPixels source = { SPRINT_PIXEL_FORMAT_XRGB32, 4, 4, 16, (guint8 *) pixels };
  SprintPixels bad;
  const guint n = G_N_ELEMENTS (values);
  guint copied = 0;

  g_assert_true (sprint_framebuffer_resize (framebuffer, 3, 3));
  for (guint i = 0; i < n * n * n * n; i++) {
    for (guint origin = 0; origin < n; origin++)
      copied += sprint_framebuffer_update (framebuffer, &source, values[origin], values[origin],
                                           values[i % n], values[i / n % n],
                                           values[i / n / n % n], values[i / n / n / n]);
  }
  g_assert_cmpuint (copied, >, 0);

  bad = source;
  bad.stride = 15;
  g_assert_false (sprint_framebuffer_update (framebuffer, &bad, 0, 0, 0, 0, 4, 4));
  bad = source;
  bad.width = G_MAXINT;
  g_assert_false (sprint_framebuffer_update (framebuffer, &bad, 0, 0, 0, 0, 4, 4));
  bad = source;
  bad.height = -1;
  g_assert_false (sprint_framebuffer_update (framebuffer, &bad, 0, 0, 0, 0, 4, 4));
  bad = source;
  bad.data = NULL;
  g_assert_false (sprint_framebuffer_update (framebuffer, &bad, 0, 0, 0, 0, 4, 4));
}

static void
test_memory (void)
{
  g_autoptr (SprintFramebuffer) framebuffer = sprint_framebuffer_new ();
  g_autoptr (GBytes) memory = NULL;
  g_autoptr (GBytes) copy = NULL;
  guint32 pixel = 0x00123456;
  SprintPixels source = { SPRINT_PIXEL_FORMAT_XRGB32, 1, 1, 4, (guint8 *) &pixel };

  g_assert_true (sprint_framebuffer_resize (framebuffer, 2, 1));
  memory = sprint_framebuffer_ref_memory (framebuffer);
  copy = sprint_framebuffer_copy_pixels (framebuffer);
  g_assert_true (sprint_framebuffer_update (framebuffer, &source, 0, 0, 0, 0, 1, 1));
  g_assert_cmpmem (g_bytes_get_data (copy, NULL), 8, "\0\0\0\xff\0\0\0\xff", 8);
  g_assert_cmpmem (g_bytes_get_data (memory, NULL), 8, "\x56\x34\x12\xff\0\0\0\xff", 8);

  g_assert_true (sprint_framebuffer_resize (framebuffer, 0, 0));
  g_assert_cmpuint (g_bytes_get_size (memory), ==, 8);
  g_assert_cmpmem (g_bytes_get_data (memory, NULL), 4, "\x56\x34\x12\xff", 4);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/framebuffer/resize", test_resize);
  g_test_add_func ("/framebuffer/formats", test_formats);
  g_test_add_func ("/framebuffer/damage", test_damage);
  g_test_add_func ("/framebuffer/hostile", test_hostile);
  g_test_add_func ("/framebuffer/memory", test_memory);

  return g_test_run ();
}
