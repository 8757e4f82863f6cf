/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/screen/placeholder.h"

#define LIT 684

typedef struct {
  SprintPixels pixels;
  guint32 *data;
} Surface;

static void
set_up (Surface       *surface,
        gconstpointer  data)
{
  surface->data = g_new0 (guint32, 640 * 480);
  surface->pixels = (SprintPixels) {
    .format = SPRINT_PIXEL_FORMAT_XRGB32,
    .width = 640,
    .height = 480,
    .stride = 640 * 4,
    .data = (const guint8 *) surface->data,
  };
}

static void
tear_down (Surface       *surface,
           gconstpointer  data)
{
  g_free (surface->data);
}

/* As many pixels as the line has, in three of its rows. */
static void
write_line (Surface *surface,
            int      x,
            int      y,
            guint32  pixel)
{
  for (int i = 0; i < LIT; i++)
    surface->data[(y + 2 + i / 232) * surface->pixels.width + x + i % 232] = pixel;
}

static void
test_line (Surface       *surface,
           gconstpointer  data)
{
  g_assert_false (sprint_placeholder_is (&surface->pixels));
  write_line (surface, 200, 224, 0xaaaaaa);
  g_assert_true (sprint_placeholder_is (&surface->pixels));

  /* The unused byte means nothing. */
  surface->data[0] = 0xff000000;
  g_assert_true (sprint_placeholder_is (&surface->pixels));

  /* The same in another size. */
  tear_down (surface, NULL);
  set_up (surface, NULL);
  surface->pixels.width = 328;
  surface->pixels.height = 250;
  surface->pixels.stride = 328 * 4;
  write_line (surface, 48, 112, 0xaaaaaa);
  g_assert_true (sprint_placeholder_is (&surface->pixels));
}

static void
test_other (Surface       *surface,
            gconstpointer  data)
{
  /* One pixel more or less, in the line or elsewhere; another colour; another place. */
  write_line (surface, 200, 224, 0xaaaaaa);
  surface->data[230 * 640 + 210] = 0xaaaaaa;
  g_assert_false (sprint_placeholder_is (&surface->pixels));
  surface->data[230 * 640 + 210] = 0;
  surface->data[639] = 0xaaaaaa;
  g_assert_false (sprint_placeholder_is (&surface->pixels));
  surface->data[639] = 1;
  g_assert_false (sprint_placeholder_is (&surface->pixels));
  surface->data[639] = 0;
  g_assert_true (sprint_placeholder_is (&surface->pixels));
  surface->data[226 * 640 + 200] = 0;
  g_assert_false (sprint_placeholder_is (&surface->pixels));
  write_line (surface, 200, 224, 0xa8a8a8);
  g_assert_false (sprint_placeholder_is (&surface->pixels));

  tear_down (surface, NULL);
  set_up (surface, NULL);
  write_line (surface, 200, 240, 0xaaaaaa);
  g_assert_false (sprint_placeholder_is (&surface->pixels));
}

/* Too small for the line, of another format, or none. */
static void
test_none (Surface       *surface,
           gconstpointer  data)
{
  surface->pixels.width = 231;
  g_assert_false (sprint_placeholder_is (&surface->pixels));
  surface->pixels.width = 640;
  surface->pixels.height = 15;
  g_assert_false (sprint_placeholder_is (&surface->pixels));
  surface->pixels.height = 480;
  write_line (surface, 200, 224, 0xaaaaaa);
  surface->pixels.format = SPRINT_PIXEL_FORMAT_RGB565;
  g_assert_false (sprint_placeholder_is (&surface->pixels));
  surface->pixels.format = SPRINT_PIXEL_FORMAT_XRGB32;
  surface->pixels.data = NULL;
  g_assert_false (sprint_placeholder_is (&surface->pixels));
}

#define add(path, test) g_test_add ("/placeholder/" path, Surface, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("line", test_line);
  add ("other", test_other);
  add ("none", test_none);

  return g_test_run ();
}
