/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-shape.h"

#include <math.h>

struct _SprintConsoleShape
{
  GObject parent_instance;

  SprintConsoleCursor *cursor;
  GdkTexture *texture;
};

G_DEFINE_FINAL_TYPE (SprintConsoleShape, sprint_console_shape, G_TYPE_OBJECT)

enum {
  CHANGED,
  MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_console_shape_dispose (GObject *object)
{
  sprint_console_shape_set_cursor (SPRINT_CONSOLE_SHAPE (object), NULL);

  G_OBJECT_CLASS (sprint_console_shape_parent_class)->dispose (object);
}

static void
sprint_console_shape_class_init (SprintConsoleShapeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_console_shape_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_console_shape_init (SprintConsoleShape *self)
{
}

static void
changed_cb (SprintConsoleShape *self)
{
  GBytes *pixels = sprint_console_cursor_get_pixels (self->cursor);
  int width, height;

  g_clear_object (&self->texture);
  if (pixels != NULL) {
    sprint_console_cursor_get_size (self->cursor, &width, &height);
    self->texture = gdk_memory_texture_new (width, height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED,
                                            pixels, width * 4);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

/* In the upper left of a canvas, or a little to the right and below. */
static GdkTexture *
scale_texture (GdkTexture               *texture,
               const SprintPointerShape *shape,
               int                       canvas_width,
               int                       canvas_height,
               double                    right,
               double                    below)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  gsize size = (gsize) canvas_width * 4 * canvas_height;
  gboolean whole = shape->width % width == 0 && shape->height % height == 0;
  g_autofree guchar *pixels = NULL;
  guchar *canvas = NULL;
  g_autoptr (GBytes) bytes = NULL;
  cairo_surface_t *from, *to;
  cairo_t *cr;

  if (shape->width == width && shape->height == height && canvas_width == width && canvas_height == height)
    return g_object_ref (texture);

  pixels = g_malloc ((gsize) width * 4 * height);
  gdk_texture_download (texture, pixels, width * 4);
  canvas = g_malloc0 (size);
  bytes = g_bytes_new_take (canvas, size);
  from = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, width, height, width * 4);
  to = cairo_image_surface_create_for_data (canvas, CAIRO_FORMAT_ARGB32, canvas_width, canvas_height,
                                            canvas_width * 4);
  cr = cairo_create (to);
  cairo_translate (cr, right, below);
  cairo_scale (cr, (double) shape->width / width, (double) shape->height / height);
  cairo_set_source_surface (cr, from, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), whole ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (to);
  cairo_surface_destroy (from);

  return gdk_memory_texture_new (canvas_width, canvas_height, GDK_MEMORY_DEFAULT, bytes, canvas_width * 4);
}

#if GTK_CHECK_VERSION (4, 16, 0)
typedef struct {
  GdkTexture *texture;
  SprintPointerShape shape;
  double scale;
} Drawing;

static void
drawing_free (gpointer data)
{
  Drawing *drawing = data;

  g_object_unref (drawing->texture);
  g_free (drawing);
}

/* Sizes are whole units: what is over is left clear, and the hot spot is moved on to one. */
static GdkTexture *
draw_cb (GdkCursor *cursor,
         int        cursor_size,
         double     scale,
         int       *width,
         int       *height,
         int       *hot_x,
         int       *hot_y,
         gpointer   user_data)
{
  const Drawing *drawing = user_data;
  double again = scale / drawing->scale;
  SprintPointerShape shape = {
    .width = MAX (1, (int) lround (drawing->shape.width * again)),
    .height = MAX (1, (int) lround (drawing->shape.height * again)),
  };
  double right, below;

  shape.hot_x = CLAMP ((int) ((drawing->shape.hot_x + 0.5) * again), 0, shape.width - 1);
  shape.hot_y = CLAMP ((int) ((drawing->shape.hot_y + 0.5) * again), 0, shape.height - 1);
  *hot_x = ceil (shape.hot_x / scale);
  *hot_y = ceil (shape.hot_y / scale);
  right = round (*hot_x * scale) - shape.hot_x;
  below = round (*hot_y * scale) - shape.hot_y;
  *width = ceil ((shape.width + right) / scale);
  *height = ceil ((shape.height + below) / scale);

  return scale_texture (drawing->texture, &shape, ceil (*width * scale), ceil (*height * scale), right, below);
}

G_GNUC_BEGIN_IGNORE_DEPRECATIONS
static GdkCursor *
create_drawn_cursor (GdkTexture               *texture,
                     const SprintPointerShape *shape,
                     double                    scale,
                     GdkCursor                *fallback)
{
  Drawing *drawing = g_new (Drawing, 1);

  *drawing = (Drawing) { g_object_ref (texture), *shape, scale };

  return gdk_cursor_new_from_callback (draw_cb, drawing, drawing_free, fallback);
}
G_GNUC_END_IGNORE_DEPRECATIONS
#else
/* A unit of such a cursor's is one of the widget's. */
static GdkCursor *
create_drawn_cursor (GdkTexture               *texture,
                     const SprintPointerShape *shape,
                     double                    scale,
                     GdkCursor                *fallback)
{
  SprintPointerShape units = {
    .width = MAX (1, (int) lround (shape->width / scale)),
    .height = MAX (1, (int) lround (shape->height / scale)),
  };
  g_autoptr (GdkTexture) scaled = scale_texture (texture, &units, units.width, units.height, 0, 0);

  return gdk_cursor_new_from_texture (scaled,
                                      CLAMP ((int) ((shape->hot_x + 0.5) / scale), 0, units.width - 1),
                                      CLAMP ((int) ((shape->hot_y + 0.5) / scale), 0, units.height - 1),
                                      fallback);
}
#endif

static void
moved_cb (SprintConsoleShape *self)
{
  g_signal_emit (self, signals[MOVED], 0);
}

SprintConsoleShape *
sprint_console_shape_new (void)
{
  return g_object_new (SPRINT_TYPE_CONSOLE_SHAPE, NULL);
}

void
sprint_console_shape_set_cursor (SprintConsoleShape  *self,
                                 SprintConsoleCursor *cursor)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_SHAPE (self));

  if (self->cursor == cursor)
    return;

  if (self->cursor != NULL)
    g_signal_handlers_disconnect_by_data (self->cursor, self);
  g_clear_object (&self->texture);
  g_set_object (&self->cursor, cursor);
  if (cursor == NULL)
    return;

  g_signal_connect_swapped (cursor, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (cursor, "moved", G_CALLBACK (moved_cb), self);
  changed_cb (self);
}

gboolean
sprint_console_shape_is_known (SprintConsoleShape *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_SHAPE (self), FALSE);

  return self->texture != NULL;
}

GdkCursor *
sprint_console_shape_create_cursor (SprintConsoleShape          *self,
                                    GdkDisplay                  *display,
                                    const SprintPointerGeometry *geometry)
{
  g_autoptr (GdkCursor) fallback = NULL;
  g_autoptr (GdkTexture) scaled = NULL;
  SprintPointerShape shape;
  int hot_x, hot_y;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_SHAPE (self), NULL);

  if (self->cursor != NULL && !sprint_console_cursor_get_visible (self->cursor))
    return gdk_cursor_new_from_name ("none", NULL);
  if (self->texture == NULL)
    return NULL;

  fallback = gdk_cursor_new_from_name ("default", NULL);
  sprint_console_cursor_get_hotspot (self->cursor, &hot_x, &hot_y);
  sprint_pointer_geometry_fit_shape (geometry, gdk_texture_get_width (self->texture),
                                     gdk_texture_get_height (self->texture), hot_x, hot_y, &shape);

  /* X11's have pixels of the device's. */
  if (g_strcmp0 (G_OBJECT_TYPE_NAME (display), "GdkX11Display") != 0)
    return create_drawn_cursor (self->texture, &shape, geometry->scale > 0 ? geometry->scale : 1, fallback);

  scaled = scale_texture (self->texture, &shape, shape.width, shape.height, 0, 0);

  return gdk_cursor_new_from_texture (scaled, shape.hot_x, shape.hot_y, fallback);
}

void
sprint_console_shape_snapshot (SprintConsoleShape          *self,
                               GtkSnapshot                 *snapshot,
                               int                          x,
                               int                          y,
                               const SprintPointerGeometry *geometry)
{
  int cursor_x, cursor_y, hot_x, hot_y, width, height;
  double left, top, right, lower;

  g_return_if_fail (SPRINT_IS_CONSOLE_SHAPE (self));

  if (self->texture == NULL || geometry->guest_width == 0 || !sprint_console_cursor_get_visible (self->cursor))
    return;

  sprint_console_cursor_get_position (self->cursor, &cursor_x, &cursor_y);
  sprint_console_cursor_get_hotspot (self->cursor, &hot_x, &hot_y);
  sprint_console_cursor_get_size (self->cursor, &width, &height);
  x = cursor_x - x;
  y = cursor_y - y;

  /* On another of the guest's monitors. */
  if (x - hot_x >= geometry->guest_width || y - hot_y >= geometry->guest_height ||
      x - hot_x + width <= 0 || y - hot_y + height <= 0)
    return;

  left = sprint_pointer_geometry_edge_x (geometry, x - hot_x);
  top = sprint_pointer_geometry_edge_y (geometry, y - hot_y);
  right = sprint_pointer_geometry_edge_x (geometry, x - hot_x + width);
  lower = sprint_pointer_geometry_edge_y (geometry, y - hot_y + height);
  if (right <= left || lower <= top)
    return;

  gtk_snapshot_append_scaled_texture (snapshot, self->texture,
                                      sprint_pointer_geometry_get_multiple (geometry) > 0
                                      ? GSK_SCALING_FILTER_NEAREST : GSK_SCALING_FILTER_LINEAR,
                                      &GRAPHENE_RECT_INIT (left, top, right - left, lower - top));
}
