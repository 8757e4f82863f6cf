/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-fixture.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "await-channels.h"
#include "core/console/screen/drm-pixel.h"
#include "ui/console/screen/console-paint.h"

#define XRGB SPRINT_DRM_FOURCC ('X', 'R', '2', '4')
#define WIDTH 300
#define HEIGHT 280

static gboolean
is_gpu (Fixture *fixture)
{
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (fixture->window));

  return strcmp (G_OBJECT_TYPE_NAME (renderer), "GskCairoRenderer") != 0;
}

static SprintScanoutFeed *
get_feed (Fixture *fixture)
{
  return sprint_console_monitor_get_scanouts (sprint_console_session_get_monitor (fixture->session));
}

/* A memory's pixels, the first row the picture's upper or its lowest one. */
static int
create_memory (void)
{
  int fd = memfd_create ("scanout", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, WIDTH * HEIGHT * 4), ==, 0);

  return fd;
}

static void
fill (int      fd,
      gboolean upright,
      guint32  difference)
{
  g_autofree guint32 *pixels = g_new (guint32, WIDTH * HEIGHT);

  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++)
      pixels[(upright ? y : HEIGHT - 1 - y) * WIDTH + x] = GUINT32_TO_LE (pattern (x, y) ^ difference);
  }
  g_assert_cmpint (pwrite (fd, pixels, WIDTH * HEIGHT * 4, 0), ==, WIDTH * HEIGHT * 4);
}

static void
draw (Fixture *fixture)
{
  spice_screen_double_draw_scanout (fixture->screen, 0, 0, WIDTH, HEIGHT);
  await (spice_screen_double_is_answered (fixture->screen));
}

static void
show_scanout (Fixture  *fixture,
              int       fd,
              gboolean  upright)
{
  spice_screen_double_set_monitor (fixture->screen, 0, 0, WIDTH, HEIGHT);
  spice_screen_double_set_scanout (fixture->screen, fd, WIDTH, HEIGHT, WIDTH * 4, XRGB, upright);
  show (fixture, WIDTH, HEIGHT);
  draw (fixture);
}

static guint32
get_pixel (Fixture *fixture,
           int      x,
           int      y)
{
  int width, height;
  g_autofree guint32 *pixels = fixture->x != NULL ? grab_screen (fixture, &width, &height)
                                                  : render (fixture, &width, &height);

  return pixels[(gsize) y * fixture->scale * width + x * fixture->scale];
}

static void
check_copied (Fixture  *fixture,
              gboolean  upright)
{
  int fd = create_memory ();
  g_autoptr (GdkTexture) picture = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree guint32 *pixels = g_new (guint32, WIDTH * HEIGHT);

  fill (fd, upright, 0);
  show_scanout (fixture, fd, upright);
  assert_picture (fixture, 0, 0, fixture->scale);
  g_assert_nonnull (sprint_scanout_feed_get_refusal (get_feed (fixture)));
  g_assert_null (sprint_scanout_feed_get_error (get_feed (fixture)));

  /* Frame after frame, each of which is answered. */
  for (int i = 1; i <= 20; i++) {
    fill (fd, upright, i);
    draw (fixture);
    await (get_pixel (fixture, 17, 23) == (0xff000000 | (pattern (17, 23) ^ i)));
  }

  picture = sprint_console_take_picture (fixture->console, &error);
  g_assert_no_error (error);
  gdk_texture_download (picture, (guchar *) pixels, WIDTH * 4);
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    g_assert_cmphex (pixels[i], ==, 0xff000000 | (pattern (i % WIDTH, i / WIDTH) ^ 20));
  g_close (fd, NULL);
}

static void
test_upright (Fixture       *fixture,
              gconstpointer  data)
{
  check_copied (fixture, TRUE);
}

static void
test_overturned (Fixture       *fixture,
                 gconstpointer  data)
{
  check_copied (fixture, FALSE);
}

/* The guest goes on where nobody sees it, and is seen as it is by who looks again. */
static void
test_hidden (Fixture       *fixture,
             gconstpointer  data)
{
  int fd = create_memory ();

  fill (fd, TRUE, 0xffffff);
  show_scanout (fixture, fd, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (fixture->console), FALSE);
  for (int i = 0; i < 20; i++)
    draw (fixture);
  fill (fd, TRUE, 0);
  draw (fixture);
  gtk_widget_set_visible (GTK_WIDGET (fixture->console), TRUE);
  await (gtk_widget_get_width (GTK_WIDGET (fixture->console)) == WIDTH);
  assert_picture (fixture, 0, 0, fixture->scale);
  draw (fixture);
  gtk_widget_set_visible (GTK_WIDGET (fixture->window), FALSE);
  for (int i = 0; i < 20; i++)
    draw (fixture);
  gtk_window_present (fixture->window);
  draw (fixture);

  /* The widget has gone while a frame waits for it. */
  spice_screen_double_draw_scanout (fixture->screen, 0, 0, WIDTH, HEIGHT);
  sprint_console_set_session (fixture->console, NULL);
  await (spice_screen_double_is_answered (fixture->screen));
  draw (fixture);
  g_close (fd, NULL);
}

/* A guest is not told to go on before its frame is seen. */
static void
test_paced (Fixture       *fixture,
            gconstpointer  data)
{
  int fd = create_memory ();
  gint64 begin;

  fill (fd, TRUE, 0);
  show_scanout (fixture, fd, TRUE);
  assert_picture (fixture, 0, 0, fixture->scale);
  begin = g_get_monotonic_time ();
  for (int i = 0; i < 30; i++)
    draw (fixture);
  g_test_message ("%d frames a second", (int) (30 * G_USEC_PER_SEC / (g_get_monotonic_time () - begin)));
  /* No more often than a screen of 1000 frames a second, which there is none of. */
  g_assert_cmpint (g_get_monotonic_time () - begin, >, 30 * G_TIME_SPAN_MILLISECOND);
  g_close (fd, NULL);
}

/* Neither to be imported nor to be copied. */
static void
test_unknown (Fixture       *fixture,
              gconstpointer  data)
{
  int fd = create_memory ();

  fill (fd, TRUE, 0);
  show_scanout (fixture, fd, TRUE);
  spice_screen_double_set_scanout (fixture->screen, fd, WIDTH, HEIGHT, WIDTH * 4,
                                   SPRINT_DRM_FOURCC ('?', '?', '?', '?'), TRUE);
  draw (fixture);
  await (sprint_console_session_get_accelerated (fixture->session));
  g_assert_false (sprint_console_session_get_has_picture (fixture->session));
  g_assert_nonnull (sprint_scanout_feed_get_error (get_feed (fixture)));
  draw (fixture);
  spice_screen_double_set_scanout (fixture->screen, fd, WIDTH, HEIGHT, WIDTH * 4, XRGB, TRUE);
  draw (fixture);
  await (!sprint_console_session_get_accelerated (fixture->session));
  assert_picture (fixture, 0, 0, fixture->scale);
  g_close (fd, NULL);
}

/* The connection goes, and the last picture stays. */
static void
test_lost (Fixture       *fixture,
           gconstpointer  data)
{
  int fd = create_memory ();

  fill (fd, FALSE, 0);
  show_scanout (fixture, fd, FALSE);
  assert_picture (fixture, 0, 0, fixture->scale);
  await_channels (fixture->session, fixture->server, 2);
  spice_server_double_set_manner (fixture->server, SPICE_DOUBLE_STALLS);
  spice_server_double_hang_up (fixture->server);
  await (sprint_console_session_get_state (fixture->session) != SPRINT_CONSOLE_STATE_CONNECTED);
  g_assert_null (sprint_scanout_feed_get_scanout (get_feed (fixture)));
  fill (fd, FALSE, 0xffffff);
  assert_picture (fixture, 0, 0, fixture->scale);
  sprint_console_session_disconnect (fixture->session);
  g_close (fd, NULL);
}

/* ---- imported: by a graphics card of the test's own ---- */

#define TYPE_STAGE (stage_get_type ())
G_DECLARE_FINAL_TYPE (Stage, stage, TEST, STAGE, GtkWidget)

/* A widget that paints a monitor, and nothing else. */
struct _Stage
{
  GtkWidget parent_instance;

  SprintConsoleMonitor *monitor;
  SprintConsolePaint *paint;
};

G_DEFINE_FINAL_TYPE (Stage, stage, GTK_TYPE_WIDGET)

static void
stage_dispose (GObject *object)
{
  g_clear_object (&TEST_STAGE (object)->paint);
  g_clear_object (&TEST_STAGE (object)->monitor);

  G_OBJECT_CLASS (stage_parent_class)->dispose (object);
}

static void
stage_size_allocate (GtkWidget *widget,
                     int        width,
                     int        height,
                     int        baseline)
{
  sprint_console_paint_allocate (TEST_STAGE (widget)->paint, width, height);
}

static void
stage_snapshot (GtkWidget   *widget,
                GtkSnapshot *snapshot)
{
  Stage *self = TEST_STAGE (widget);
  SprintFramebuffer *framebuffer = sprint_console_monitor_get_framebuffer (self->monitor);
  SprintPointerGeometry geometry;

  sprint_pointer_geometry_fit (&geometry, sprint_framebuffer_get_width (framebuffer),
                               sprint_framebuffer_get_height (framebuffer), gtk_widget_get_width (widget),
                               gtk_widget_get_height (widget), 0, 0, gtk_widget_get_scale_factor (widget), TRUE);
  sprint_console_paint_snapshot (self->paint, snapshot,
                                 gtk_native_get_renderer (gtk_widget_get_native (widget)), &geometry);
}

static void
stage_class_init (StageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = stage_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = stage_size_allocate;
  GTK_WIDGET_CLASS (klass)->snapshot = stage_snapshot;
}

static void
stage_init (Stage *self)
{
  self->paint = sprint_console_paint_new (GTK_WIDGET (self));
  g_signal_connect_object (self->paint, "changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

/* Whether the card takes no more from now on. */
static gboolean card_is_full;

/* As memory lies, as a graphics card would take it. */
static GdkTexture *
import (SprintScanout         *scanout,
        GdkDisplay            *display,
        GdkTexture            *before,
        const cairo_region_t  *damage,
        GError               **error)
{
  const SprintScanoutLayout *layout = sprint_scanout_get_layout (scanout);
  g_autofree guint32 *pixels = g_new (guint32, layout->width * layout->height);
  g_autoptr (GBytes) bytes = NULL;

  if (card_is_full || pread (sprint_scanout_get_fd (scanout), pixels, layout->width * layout->height * 4, 0) < 0) {
    g_set_error_literal (error, GDK_DMABUF_ERROR, GDK_DMABUF_ERROR_CREATION_FAILED, "No card");
    return NULL;
  }

  for (guint i = 0; i < layout->width * layout->height; i++)
    pixels[i] = GUINT32_FROM_LE (pixels[i]) | 0xff000000;
  bytes = g_bytes_new (pixels, layout->width * layout->height * 4);

  return gdk_memory_texture_new (layout->width, layout->height, GDK_MEMORY_DEFAULT, bytes, layout->width * 4);
}

static GdkTexture *
import_nothing (SprintScanout         *scanout,
                GdkDisplay            *display,
                GdkTexture            *before,
                const cairo_region_t  *damage,
                GError               **error)
{
  g_set_error_literal (error, GDK_DMABUF_ERROR, GDK_DMABUF_ERROR_UNSUPPORTED_FORMAT, "No card");

  return NULL;
}

static guint32
stage_pixel (Stage *stage,
             int    x,
             int    y)
{
  GtkWidget *widget = GTK_WIDGET (stage);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint32 pixel;

  gtk_snapshot_scale (snapshot, scale, scale);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return 0;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (x * scale, y * scale, 1, 1));
  gdk_texture_download (texture, (guchar *) &pixel, 4);

  return pixel & 0xffffff;
}

static void
count_cb (int *n)
{
  ++*n;
}

static void
check_imported (Fixture  *fixture,
                gboolean  upright)
{
  Stage *stage = g_object_new (TYPE_STAGE, NULL);
  GtkWidget *window = gtk_window_new ();
  SprintFramePacer *pacer;
  SprintScanoutFeed *feed;
  const SprintScanoutLayout layout = { WIDTH, HEIGHT, WIDTH * 4, XRGB, upright };
  int fd = create_memory ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SprintScanout) scanout = sprint_scanout_new (fd, &layout, &error);
  g_autoptr (GBytes) picture = NULL;
  int answers = 0;

  g_assert_no_error (error);
  fill (fd, upright, 0);
  stage->monitor = sprint_console_monitor_new ();
  sprint_console_paint_set_import (stage->paint, import);
  sprint_console_paint_set_monitor (stage->paint, stage->monitor);
  feed = sprint_console_monitor_get_scanouts (stage->monitor);
  pacer = sprint_scanout_feed_get_pacer (feed);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (stage));
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  await (gtk_widget_get_width (GTK_WIDGET (stage)) == WIDTH && gtk_widget_get_height (GTK_WIDGET (stage)) == HEIGHT);

  g_assert_true (sprint_scanout_feed_show (feed, scanout, 0, 0, WIDTH, HEIGHT));
  g_assert_null (sprint_scanout_feed_get_refusal (feed));
  await (stage_pixel (stage, 17, 23) == pattern (17, 23) && stage_pixel (stage, 299, 0) == pattern (299, 0) &&
         stage_pixel (stage, 0, 279) == pattern (0, 279));
  g_assert_nonnull (gtk_widget_get_first_child (GTK_WIDGET (stage)));
  g_assert_true (GTK_IS_GRAPHICS_OFFLOAD (gtk_widget_get_first_child (GTK_WIDGET (stage))));

  /* A frame is answered when it is shown, and shows what was drawn. */
  g_signal_connect_swapped (pacer, "answered", G_CALLBACK (count_cb), &answers);
  fill (fd, upright, 0x123456);
  g_assert_true (sprint_scanout_feed_draw (feed, 0, 0, WIDTH, HEIGHT));
  sprint_frame_pacer_begin (pacer);
  g_assert_cmpint (answers, ==, 0);
  await (answers == 1);
  await (stage_pixel (stage, 17, 23) == (pattern (17, 23) ^ 0x123456));

  /* Whoever reads it has it as it is seen. */
  picture = sprint_framebuffer_copy_pixels (sprint_console_monitor_get_framebuffer (stage->monitor));
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    g_assert_cmphex (((const guint32 *) g_bytes_get_data (picture, NULL))[i], ==,
                     0xff000000 | (pattern (i % WIDTH, i / WIDTH) ^ 0x123456));

  /* A monitor that is a part of it. */
  g_assert_true (sprint_scanout_feed_show (feed, scanout, 100, 40, 150, 140));
  await (stage_pixel (stage, 20, 30) == (pattern (110, 55) ^ 0x123456) &&
         stage_pixel (stage, 298, 278) == (pattern (249, 179) ^ 0x123456));

  /* In the middle of drawing the card takes no more: the frame is answered, and shown as those after it, copied. */
  g_assert_true (sprint_scanout_feed_show (feed, scanout, 0, 0, WIDTH, HEIGHT));
  await (stage_pixel (stage, 17, 23) == (pattern (17, 23) ^ 0x123456));
  card_is_full = TRUE;
  for (int i = 1; i <= 3; i++) {
    answers = 0;
    fill (fd, upright, 0x123456 ^ i);
    g_assert_true (sprint_scanout_feed_draw (feed, 0, 0, WIDTH, HEIGHT));
    sprint_frame_pacer_begin (pacer);
    await (answers == 1);
    await (stage_pixel (stage, 17, 23) == (pattern (17, 23) ^ 0x123456 ^ i));
    g_assert_cmpstr (sprint_scanout_feed_get_refusal (feed), ==, "No card");
    g_assert_null (sprint_scanout_feed_get_error (feed));
    g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (stage)));
  }
  fill (fd, upright, 0x123456);
  g_assert_true (sprint_scanout_feed_draw (feed, 0, 0, WIDTH, HEIGHT));
  card_is_full = FALSE;

  /* Of another layout it may take one; of this one nothing, from the beginning. */
  sprint_console_paint_set_import (stage->paint, import_nothing);
  sprint_scanout_feed_end (feed);
  g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (stage)));
  g_assert_true (sprint_scanout_feed_show (feed, scanout, 0, 0, WIDTH, HEIGHT));
  g_assert_cmpstr (sprint_scanout_feed_get_refusal (feed), ==, "No card");
  g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (stage)));
  await (stage_pixel (stage, 17, 23) == (pattern (17, 23) ^ 0x123456));
  gtk_window_destroy (GTK_WINDOW (window));
  g_close (fd, NULL);
}

static void
test_imported (Fixture       *fixture,
               gconstpointer  data)
{
  gtk_window_present (fixture->window);
  await (gtk_native_get_renderer (GTK_NATIVE (fixture->window)) != NULL);
  if (!is_gpu (fixture)) {
    g_test_skip ("Nothing is imported without a graphics card");
    return;
  }

  check_imported (fixture, TRUE);
  check_imported (fixture, FALSE);
}

int
main (int   argc,
      char *argv[])
{
  init (&argc, &argv);
  add ("upright", NULL, test_upright);
  add ("overturned", NULL, test_overturned);
  add ("hidden", NULL, test_hidden);
  add ("paced", NULL, test_paced);
  add ("unknown", NULL, test_unknown);
  add ("gone", NULL, test_lost);
  add ("imported", NULL, test_imported);

  return g_test_run ();
}
