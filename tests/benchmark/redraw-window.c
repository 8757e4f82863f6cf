/* SPDX-License-Identifier: GPL-3.0-or-later */
/* redraw-window SECONDS [picture]: a window in full screen that is drawn anew in every frame, and what that costs: in
 * one colour, which is the least that a renderer can do; or with a picture of its own size that stays the same, the
 * least for who shows one. */
#include <gtk/gtk.h>
#include <stdlib.h>
#include <time.h>

/* Microseconds that a window has to come up. */
#define WARM_UP (2 * G_USEC_PER_SEC)

#define REDRAW_TYPE_AREA (redraw_area_get_type ())
G_DECLARE_FINAL_TYPE (RedrawArea, redraw_area, REDRAW, AREA, GtkWidget)

struct _RedrawArea
{
  GtkWidget parent_instance;

  guint frames;
  GdkTexture *picture;   /* NULL: none */
};

G_DEFINE_FINAL_TYPE (RedrawArea, redraw_area, GTK_TYPE_WIDGET)

static void
redraw_area_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  RedrawArea *self = REDRAW_AREA (widget);
  GdkRGBA colour = { .red = (self->frames++ & 0xff) / 255.0, .alpha = 1 };
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));

  /* A new node over all of it has all drawn again, below a picture too. */
  gtk_snapshot_append_color (snapshot, &colour, &all);
  if (self->picture != NULL)
    gtk_snapshot_append_scaled_texture (snapshot, self->picture, GSK_SCALING_FILTER_NEAREST, &all);
}

static void
redraw_area_class_init (RedrawAreaClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = redraw_area_snapshot;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  gtk_widget_queue_draw (widget);

  return G_SOURCE_CONTINUE;
}

static void
redraw_area_init (RedrawArea *self)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* As large as the screen that the window fills. */
static GdkTexture *
create_picture (void)
{
  const int width = 1920, height = 1080;
  guint32 *pixels = g_new (guint32, width * height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, (gsize) width * height * 4);

  for (int i = 0; i < width * height; i++)
    pixels[i] = 0xff000000u | (guint) i;

  return gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, (gsize) width * 4);
}

static double
get_cpu (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);

  return now.tv_sec + now.tv_nsec / 1e9;
}

static void
run_for (gint64 microseconds)
{
  gint64 end = g_get_monotonic_time () + microseconds;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int    argc,
      char **argv)
{
  RedrawArea *area;
  GtkWidget *window;
  double cpu, seconds;
  guint frames;

  g_assert_cmpint (argc, >=, 2);
  seconds = g_ascii_strtod (argv[1], NULL);
  gtk_init ();
  area = g_object_new (REDRAW_TYPE_AREA, NULL);
  if (argc > 2)
    area->picture = create_picture ();
  window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (area));
  gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  run_for (WARM_UP);

  cpu = get_cpu ();
  frames = area->frames;
  run_for (seconds * G_USEC_PER_SEC);
  g_print ("{\"cpu\": %.3f, \"shown\": %.1f}\n", 100 * (get_cpu () - cpu) / seconds, (area->frames - frames) / seconds);

  return EXIT_SUCCESS;
}
