/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-fixture.h"

#include <X11/extensions/XTest.h>
#include <gdk/x11/gdkx.h>
#include <spice/enums.h>
#include <string.h>

#include "await.h"
#include "hands.h"

void
init (int    *argc,
      char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  await_own_context ();
}

void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = spice_server_double_new (data == NULL);
  fixture->screen = spice_server_double_get_screen (fixture->server);
  fixture->input = spice_server_double_get_input (fixture->server);
  fixture->source = spice_server_double_create_source (fixture->server);
  fixture->session = sprint_console_session_new ();
  fixture->framebuffer = sprint_console_session_get_framebuffer (fixture->session);
  fixture->console = SPRINT_CONSOLE (sprint_console_new (fixture->session));
  fixture->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_decorated (fixture->window, FALSE);
  gtk_window_set_child (fixture->window, GTK_WIDGET (fixture->console));
  if (GDK_IS_X11_DISPLAY (gdk_display_get_default ())) {
    fixture->x = XOpenDisplay (NULL);
    g_assert_nonnull (fixture->x);
  }
  fixture->hands = hands_new (fixture);
}

void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  SprintConsole *console = fixture->console;
  SprintConsoleSession *session = fixture->session;

  g_object_add_weak_pointer (G_OBJECT (console), (gpointer *) &fixture->console);
  g_object_add_weak_pointer (G_OBJECT (session), (gpointer *) &fixture->session);
  gtk_window_destroy (fixture->window);
  await (fixture->console == NULL);
  g_object_unref (session);
  await (fixture->session == NULL);
  g_object_unref (fixture->source);
  g_object_add_weak_pointer (G_OBJECT (fixture->server), (gpointer *) &fixture->server);
  g_object_unref (fixture->server);
  await (fixture->server == NULL);
  hands_free (fixture->hands);
  if (fixture->x != NULL)
    XCloseDisplay (fixture->x);
}

guint32
pattern (int x,
         int y)
{
  return ((x * 7 + y * 13) & 0xff) << 16 | ((x * 3 + y * 5) & 0xff) << 8 | ((x ^ y) & 0xff);
}

void
draw_pattern (Fixture *fixture,
              int      width,
              int      height)
{
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);

  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++)
      pixels[y * width + x] = pattern (x, y);
  }
  spice_screen_double_create_surface (fixture->screen, SPICE_SURFACE_FMT_32_xRGB, width, height);
  spice_screen_double_draw (fixture->screen, 0, 0, width, height, pixels);
}

/* A window of that many units, with the guest's picture in it and the focus. */
void
show (Fixture *fixture,
      int      width,
      int      height)
{
  gtk_window_set_default_size (fixture->window, width, height);
  gtk_window_present (fixture->window);
  await (gtk_widget_get_width (GTK_WIDGET (fixture->console)) == width &&
         gtk_widget_get_height (GTK_WIDGET (fixture->console)) == height);
  fixture->scale = gtk_widget_get_scale_factor (GTK_WIDGET (fixture->console));
  if (sprint_console_session_get_state (fixture->session) == SPRINT_CONSOLE_STATE_OFF)
    sprint_console_session_connect (fixture->session, fixture->source);
  await (sprint_console_session_get_has_picture (fixture->session));
}

void
focus (Fixture *fixture)
{
  await (gtk_window_is_active (fixture->window));
  gtk_widget_grab_focus (GTK_WIDGET (fixture->console));
  await (sprint_console_get_capturing (fixture->console));
  spice_input_double_clear (fixture->input);
}

/* What the renderer makes of the widget, in device pixels. */
guint32 *
render (Fixture *fixture,
        int     *width,
        int     *height)
{
  GtkWidget *widget = GTK_WIDGET (fixture->console);
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint32 *pixels;

  *width = gtk_widget_get_width (widget) * fixture->scale;
  *height = gtk_widget_get_height (widget) * fixture->scale;
  gtk_snapshot_scale (snapshot, fixture->scale, fixture->scale);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget),
                          gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return g_new0 (guint32, (gsize) *width * *height);

  texture = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, *width, *height));
  pixels = g_new (guint32, (gsize) *width * *height);
  gdk_texture_download (texture, (guchar *) pixels, *width * 4);

  return pixels;
}

/* What is really on the X11 screen. */
guint32 *
grab_screen (Fixture *fixture,
             int     *width,
             int     *height)
{
  GtkWidget *widget = GTK_WIDGET (fixture->console);
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  XImage *image;
  guint32 *pixels;

  *width = gtk_widget_get_width (widget) * fixture->scale;
  *height = gtk_widget_get_height (widget) * fixture->scale;
  image = XGetImage (fixture->x, gdk_x11_surface_get_xid (surface), 0, 0, *width, *height,
                     AllPlanes, ZPixmap);
  g_assert_nonnull (image);
  pixels = g_new (guint32, (gsize) *width * *height);
  for (int y = 0; y < *height; y++) {
    for (int x = 0; x < *width; x++)
      pixels[y * *width + x] = 0xff000000 | XGetPixel (image, x, y);
  }
  XDestroyImage (image);

  return pixels;
}

/* One pixel of the window's, on the X11 screen. */
guint32
peek (Fixture *fixture,
      int      x,
      int      y)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (fixture->window));
  XImage *image = XGetImage (fixture->x, gdk_x11_surface_get_xid (surface), x, y, 1, 1, AllPlanes, ZPixmap);
  guint32 pixel;

  g_assert_nonnull (image);
  pixel = XGetPixel (image, 0, 0) & 0xffffff;
  XDestroyImage (image);

  return pixel;
}

/* Whether each guest pixel is @zoom device pixels, from (@left, @top) on, and all else black. */
gboolean
picture_is (Fixture  *fixture,
            GrabFunc  grab,
            int       left,
            int       top,
            int       zoom)
{
  int guest_width = sprint_framebuffer_get_width (fixture->framebuffer);
  int guest_height = sprint_framebuffer_get_height (fixture->framebuffer);
  int width, height;
  g_autofree guint32 *pixels = grab (fixture, &width, &height);

  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      int guest_x = (x - left) / zoom, guest_y = (y - top) / zoom;
      guint32 expected = 0xff000000;

      if (x >= left && y >= top && guest_x < guest_width && guest_y < guest_height)
        expected |= pattern (guest_x, guest_y);
      if (pixels[y * width + x] != expected) {
        g_test_message ("(%d,%d) of %dx%d is %08x, not %08x", x, y, width, height,
                        pixels[y * width + x], expected);
        return FALSE;
      }
    }
  }

  return TRUE;
}

void
assert_picture (Fixture *fixture,
                int      left,
                int      top,
                int      zoom)
{
  await (picture_is (fixture, render, left, top, zoom));
  if (fixture->x != NULL)
    await (picture_is (fixture, grab_screen, left, top, zoom));
}
