/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-fixture.h"

#include <adwaita.h>
#include <linux/input-event-codes.h>
#include <spice/enums.h>
#include <string.h>

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

/* Whether what is put into the window past GTK's frames is on the screen, pixel by pixel. */
static gboolean
is_put (Fixture *fixture)
{
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (fixture->window));

  return fixture->x != NULL && strcmp (G_OBJECT_TYPE_NAME (renderer), "GskCairoRenderer") == 0 && fixture->scale == 1;
}

static guint32
grab_pixel (Fixture *fixture,
            int      x,
            int      y)
{
  int width, height;
  g_autofree guint32 *pixels = fixture->x != NULL ? grab_screen (fixture, &width, &height)
                                                  : render (fixture, &width, &height);

  return pixels[(gsize) y * fixture->scale * width + x * fixture->scale];
}

/* Every frame that was asked for is drawn. */
static void
settle (Fixture *fixture)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->console));
  gint64 frames = -1;

  await (fixture->x == NULL || gtk_window_is_active (fixture->window));
  while (frames != gdk_frame_clock_get_frame_counter (clock)) {
    gint64 begin = g_get_monotonic_time ();

    frames = gdk_frame_clock_get_frame_counter (clock);
    await (g_get_monotonic_time () - begin > 100 * G_TIME_SPAN_MILLISECOND);
  }
}

static void
test_without_frames (Fixture       *fixture,
                     gconstpointer  data)
{
  GdkFrameClock *clock;
  gint64 frames;

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  if (!is_put (fixture)) {
    g_test_skip ("Nothing is put past GTK's frames here");
    return;
  }

  assert_picture (fixture, 0, 0, 1);
  settle (fixture);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->console));
  frames = gdk_frame_clock_get_frame_counter (clock);
  for (guint i = 1; i <= 20; i++) {
    spice_screen_double_fill (fixture->screen, 100, 100, 64, 64, i * 0x0a0b0c);
    await (grab_pixel (fixture, 163, 163) == (0xff000000 | i * 0x0a0b0c));
  }
  g_assert_cmpint (gdk_frame_clock_get_frame_counter (clock), ==, frames);

  /* What GTK draws then is the same. */
  g_assert_cmphex (grab_pixel (fixture, 99, 100), ==, 0xff000000 | pattern (99, 100));
  gtk_widget_queue_draw (GTK_WIDGET (fixture->console));
  await (gdk_frame_clock_get_frame_counter (clock) > frames);
  g_assert_cmphex (grab_pixel (fixture, 163, 163), ==, 0xff000000 | 20 * 0x0a0b0c);
}

/* In a window as Sprint's own is: neither its bars nor its outline are in the way, nor what GTK has drawn before. */
static void
test_decorated (Fixture       *fixture,
                gconstpointer  data)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *console = GTK_WIDGET (fixture->console);
  graphene_point_t at;
  double x, y;
  GdkFrameClock *clock;
  gint64 frames, end;
  GtkWindow *before = fixture->window;

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  if (!is_put (fixture)) {
    g_test_skip ("Nothing is put past GTK's frames here");
    gtk_window_destroy (GTK_WINDOW (window));
    g_object_unref (g_object_ref_sink (view));
    return;
  }

  g_object_ref (console);
  gtk_window_set_child (before, NULL);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), console);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_window_set_content (ADW_WINDOW (window), view);
  gtk_widget_set_size_request (console, 300, 280);
  fixture->window = GTK_WINDOW (window);
  gtk_window_present (GTK_WINDOW (window));
  await (gtk_widget_get_width (console) >= 300 && gtk_widget_get_height (console) >= 280);
  gtk_widget_set_size_request (console, -1, -1);
  sprint_console_set_scaling (fixture->console, FALSE);
  settle (fixture);
  gtk_native_get_surface_transform (GTK_NATIVE (window), &x, &y);
  g_assert_true (gtk_widget_compute_point (console, window, &GRAPHENE_POINT_INIT (0, 0), &at));
  x += at.x + (gtk_widget_get_width (console) - 300 + 1) / 2 + 163;
  y += at.y + (gtk_widget_get_height (console) - 280 + 1) / 2 + 163;

  /* Nothing is put where the picture is translucent: GTK draws that. */
  gtk_widget_set_opacity (console, 0.5);
  spice_screen_double_fill (fixture->screen, 0, 0, 300, 280, 0xffffff);
  await (peek (fixture, x, y) != pattern (163, 163));
  settle (fixture);
  gtk_widget_set_opacity (console, 1);
  await (peek (fixture, x, y) == 0xffffff);

  /* Five in a row without a frame, once the window's own are over. */
  clock = gtk_widget_get_frame_clock (console);
  end = g_get_monotonic_time () + AWAIT_SECONDS * G_USEC_PER_SEC;
  for (guint i = 1, calm = 0; calm < 5; i++) {
    guint32 colour = (i % 20 + 1) * 0x0a0b0c;

    g_assert_cmpint (g_get_monotonic_time (), <, end);
    frames = gdk_frame_clock_get_frame_counter (clock);
    spice_screen_double_fill (fixture->screen, 0, 0, 300, 280, colour);
    await (peek (fixture, x, y) == colour);
    calm = gdk_frame_clock_get_frame_counter (clock) == frames ? calm + 1 : 0;
  }

  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), NULL);
  gtk_window_set_child (before, console);
  g_object_unref (console);
  fixture->window = before;
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What lies over the picture stays there, whatever changes below. */
static void
test_overlay (Fixture       *fixture,
              gconstpointer  data)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *card = gtk_drawing_area_new ();
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();
  guint32 half;

  gtk_css_provider_load_from_string (css, ".card-of-test { background: #ff0000; border-radius: 0; }"
                                          ".card-of-test.half { opacity: 0.5; }");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_widget_add_css_class (card, "card-of-test");
  gtk_widget_set_size_request (card, 100, 80);
  gtk_widget_set_halign (card, GTK_ALIGN_START);
  gtk_widget_set_valign (card, GTK_ALIGN_START);
  g_object_ref (fixture->console);
  gtk_window_set_child (fixture->window, overlay);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (fixture->console));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), card);
  g_object_unref (fixture->console);

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  await (grab_pixel (fixture, 200, 200) == (0xff000000 | pattern (200, 200)));
  settle (fixture);
  if (fixture->x == NULL) {
    g_test_skip ("No screen to look at");
    return;
  }

  g_assert_cmphex (grab_pixel (fixture, 50, 40), ==, 0xffff0000);
  for (guint i = 1; i <= 10; i++) {
    guint32 colour = 0xff000000 | i * 0x0a0b0c, seen = 0;

    spice_screen_double_fill (fixture->screen, 0, 0, 300, 280, colour & 0xffffff);
    while (seen != colour) {
      g_main_context_iteration (NULL, TRUE);
      seen = grab_pixel (fixture, 200, 200);
      g_assert_cmphex (grab_pixel (fixture, 50, 40), ==, 0xffff0000);
      g_assert_cmphex (grab_pixel (fixture, 99, 79), ==, 0xffff0000);
    }
    await (grab_pixel (fixture, 100, 79) == colour && grab_pixel (fixture, 99, 80) == colour);
  }

  /* Through half a card the guest is seen as it is now. */
  gtk_widget_add_css_class (card, "half");
  spice_screen_double_fill (fixture->screen, 0, 0, 300, 280, 0x0000c0);
  await (((half = grab_pixel (fixture, 50, 40)) & 0xff) >= 0x5e && (half & 0xff) <= 0x62 &&
         (half >> 16 & 0xff) >= 0x7e && (half >> 16 & 0xff) <= 0x82);
  spice_screen_double_fill (fixture->screen, 0, 0, 300, 280, 0x000080);
  await (((half = grab_pixel (fixture, 50, 40)) & 0xff) >= 0x3e && (half & 0xff) <= 0x42);

  gtk_widget_set_visible (card, FALSE);
  spice_screen_double_fill (fixture->screen, 0, 0, 300, 280, 0x00ff00);
  await (grab_pixel (fixture, 50, 40) == 0xff00ff00);
  spice_screen_double_fill (fixture->screen, 0, 0, 300, 280, 0x00c000);
  await (grab_pixel (fixture, 50, 40) == 0xff00c000);

  /* Nor is it put into the window where GTK draws it otherwise than it is. */
  gtk_widget_set_opacity (GTK_WIDGET (fixture->console), 0.5);
  await (grab_pixel (fixture, 200, 200) != 0xff00c000);
  for (guint i = 1; i <= 10; i++) {
    guint32 before = grab_pixel (fixture, 200, 200), seen = before;

    spice_screen_double_fill (fixture->screen, 0, 0, 300, 280, i * 0x14);
    while (seen == before) {
      g_main_context_iteration (NULL, TRUE);
      seen = grab_pixel (fixture, 200, 200);
      g_assert_cmphex (seen, !=, 0xff000000 | i * 0x14);
    }
  }
  gtk_style_context_remove_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css));
}

static void
moved_cb (SprintFramebuffer *framebuffer,
          int               *n)
{
  ++*n;
}

/* GTK may draw at any time, and not only when the console has told it to. */
static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  GskRenderer *renderer;
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = g_new (guint32, 300 * 280);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int moved = 0;

  draw_pattern (fixture, 300, 280);
  show (fixture, 300, 280);
  assert_picture (fixture, 0, 0, fixture->scale);
  paintable = gtk_widget_paintable_new (GTK_WIDGET (fixture->console));
  gdk_paintable_snapshot (paintable, snapshot, 300, 280);
  node = gtk_snapshot_free_to_node (snapshot);

  g_signal_connect (fixture->framebuffer, "moved", G_CALLBACK (moved_cb), &moved);
  spice_screen_double_destroy_surface (fixture->screen);
  await (moved > 0);
  g_signal_handlers_disconnect_by_data (fixture->framebuffer, &moved);

  /* A frame of before, drawn once more. */
  renderer = gtk_native_get_renderer (GTK_NATIVE (fixture->window));
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, 300, 280));
  gdk_texture_download (texture, (guchar *) pixels, 300 * 4);
  if (fixture->scale == 1) {
    for (int i = 0; i < 300 * 280; i++)
      g_assert_cmphex (pixels[i], ==, 0xff000000 | pattern (i % 300, i / 300));
  }
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
  add ("without-frames", NULL, test_without_frames);
  add ("decorated", NULL, test_decorated);
  add ("overlay", NULL, test_overlay);
  add ("lost", NULL, test_lost);

  return g_test_run ();
}
