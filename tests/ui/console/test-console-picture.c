/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-fixture.h"

#include <linux/input-event-codes.h>
#include <spice/enums.h>

#include "await.h"

static void
test_sharp (Fixture       *fixture,
            gconstpointer  data)
{
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  assert_picture (fixture, 0, 0, fixture->scale);
}

static void
test_twice (Fixture       *fixture,
            gconstpointer  data)
{
  draw_pattern (fixture, 300, 270);
  show (fixture, 600, 540);
  assert_picture (fixture, 0, 0, 2 * fixture->scale);
}

static void
test_bars (Fixture       *fixture,
           gconstpointer  data)
{
  draw_pattern (fixture, 320, 240);
  show (fixture, 420, 240);
  assert_picture (fixture, 50 * fixture->scale, 0, fixture->scale);
}

static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree guint32 *part = g_new (guint32, 30 * 20);
  int width, height;

  draw_pattern (fixture, 520, 300);
  show (fixture, 520, 300);
  assert_picture (fixture, 0, 0, fixture->scale);

  /* Across the edges of four tiles, and back to what it was. */
  spice_screen_double_fill (fixture->screen, 245, 245, 30, 20, 0xabcdef);
  for (gboolean seen = FALSE; !seen;) {
    g_autofree guint32 *pixels = NULL;

    g_main_context_iteration (NULL, TRUE);
    pixels = render (fixture, &width, &height);
    seen = pixels[(gsize) 264 * fixture->scale * width + 274 * fixture->scale] == 0xffabcdef;
  }
  for (int y = 0; y < 20; y++) {
    for (int x = 0; x < 30; x++)
      part[y * 30 + x] = pattern (245 + x, 245 + y);
  }
  spice_screen_double_draw (fixture->screen, 245, 245, 30, 20, part);
  assert_picture (fixture, 0, 0, fixture->scale);
}

static void
test_resolutions (Fixture       *fixture,
                  gconstpointer  data)
{
  draw_pattern (fixture, 400, 300);
  show (fixture, 400, 300);
  assert_picture (fixture, 0, 0, fixture->scale);
  draw_pattern (fixture, 200, 150);
  await (sprint_framebuffer_get_width (fixture->framebuffer) == 200);
  assert_picture (fixture, 0, 0, 2 * fixture->scale);
  draw_pattern (fixture, 400, 300);
  await (sprint_framebuffer_get_width (fixture->framebuffer) == 400);
  assert_picture (fixture, 0, 0, fixture->scale);
}

static void
test_unscaled (Fixture       *fixture,
               gconstpointer  data)
{
  int minimum, natural;

  draw_pattern (fixture, 200, 150);
  show (fixture, 400, 300);
  sprint_console_set_scaling (fixture->console, FALSE);
  gtk_widget_measure (GTK_WIDGET (fixture->console), GTK_ORIENTATION_HORIZONTAL, -1,
                      &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 200);
  g_assert_cmpint (natural, ==, 200);
  assert_picture (fixture, 100 * fixture->scale, 75 * fixture->scale, fixture->scale);
}

/* A guest that has turned its screen off shows none, not the last picture. */
static void
test_off (Fixture       *fixture,
          gconstpointer  data)
{
  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  assert_picture (fixture, 0, 0, fixture->scale);
  spice_screen_double_destroy_surface (fixture->screen);
  await (!sprint_console_session_get_has_picture (fixture->session));
  for (gboolean black = FALSE; !black;) {
    int width, height;
    g_autofree guint32 *pixels = NULL;

    g_main_context_iteration (NULL, TRUE);
    pixels = fixture->x != NULL ? grab_screen (fixture, &width, &height)
                                : render (fixture, &width, &height);
    black = TRUE;
    for (int i = 0; i < width * height; i++)
      black = black && pixels[i] == 0xff000000;
  }
}

/* Scaled by a fraction there is no seam: one colour stays one colour. */
static void
test_seams (Fixture       *fixture,
            gconstpointer  data)
{
  int width, height;

  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, 700, 600);
  spice_screen_double_fill (fixture->screen, 0, 0, 700, 600, 0x3366cc);
  for (int size = 411; size < 420; size += 4) {
    gboolean even = FALSE;

    show (fixture, size * 700 / 600, size);
    while (!even) {
      g_autofree guint32 *pixels = NULL;
      int odd = 0;

      g_main_context_iteration (NULL, TRUE);
      pixels = render (fixture, &width, &height);
      for (int y = 2; y < height - 2; y++) {
        for (int x = 2; x < width - 2; x++)
          odd += pixels[y * width + x] != 0xff3366cc;
      }
      even = odd == 0;
    }
  }
}

static void
test_still (Fixture       *fixture,
            gconstpointer  data)
{
  GByteArray *got = spice_input_double_get_scancodes (fixture->input);
  guint code = KEY_A;
  GdkFrameClock *clock;
  gint64 frames;

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  assert_picture (fixture, 0, 0, fixture->scale);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->console));
  frames = gdk_frame_clock_get_frame_counter (clock);

  /* Keys come and go, and nothing is drawn for them. */
  for (guint i = 1; i <= 20; i++) {
    sprint_console_send_keys (fixture->console, &code, 1);
    await (got->len == 2 * i);
  }
  g_assert_cmpint (gdk_frame_clock_get_frame_counter (clock), <=, frames + 1);
}

int
main (int   argc,
      char *argv[])
{
  init (&argc, &argv);
  add ("sharp", NULL, test_sharp);
  add ("twice", NULL, test_twice);
  add ("bars", NULL, test_bars);
  add ("damage", NULL, test_damage);
  add ("resolutions", NULL, test_resolutions);
  add ("unscaled", NULL, test_unscaled);
  add ("off", NULL, test_off);
  add ("seams", NULL, test_seams);
  add ("still", NULL, test_still);

  return g_test_run ();
}
