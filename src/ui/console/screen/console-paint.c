/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-paint.h"

#include <math.h>
#include <string.h>

#define TILE 256

typedef enum {
  PAINT_CAIRO,
  PAINT_TEXTURE,
  PAINT_PLAIN_TEXTURE,
} PaintKind;

struct _SprintConsolePaint
{
  GObject parent_instance;

  SprintFramebuffer *framebuffer;
  cairo_surface_t *surface;
  GskRenderNode **nodes;
  int columns, rows;
  PaintKind kind;
  SprintPointerGeometry geometry;
};

G_DEFINE_FINAL_TYPE (SprintConsolePaint, sprint_console_paint, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const cairo_user_data_key_t memory_key;

static void
drop_nodes (SprintConsolePaint *self)
{
  for (int i = 0; i < self->columns * self->rows; i++)
    g_clear_pointer (&self->nodes[i], gsk_render_node_unref);
}

static void
drop_tiles (SprintConsolePaint *self)
{
  drop_nodes (self);
  g_clear_pointer (&self->nodes, g_free);
  self->columns = self->rows = 0;
  g_clear_pointer (&self->surface, cairo_surface_destroy);
}

static void
sprint_console_paint_dispose (GObject *object)
{
  SprintConsolePaint *self = SPRINT_CONSOLE_PAINT (object);

  sprint_console_paint_set_framebuffer (self, NULL);

  G_OBJECT_CLASS (sprint_console_paint_parent_class)->dispose (object);
}

static void
sprint_console_paint_class_init (SprintConsolePaintClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_console_paint_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_console_paint_init (SprintConsolePaint *self)
{
}

static void
resized_cb (SprintConsolePaint *self)
{
  drop_tiles (self);
  self->columns = (sprint_framebuffer_get_width (self->framebuffer) + TILE - 1) / TILE;
  self->rows = (sprint_framebuffer_get_height (self->framebuffer) + TILE - 1) / TILE;
  self->nodes = g_new0 (GskRenderNode *, MAX (1, self->columns * self->rows));
  g_signal_emit (self, signals[CHANGED], 0);
}

/* How far a changed pixel reaches when the picture is scaled, in guest pixels. */
static int
get_bleed (SprintConsolePaint *self)
{
  if (self->geometry.width <= 0 || sprint_pointer_geometry_get_multiple (&self->geometry) > 0)
    return 0;

  return 2 + 2 * self->geometry.guest_width / self->geometry.width;
}

static void
damaged_cb (SprintConsolePaint *self,
            int                 x,
            int                 y,
            int                 width,
            int                 height)
{
  int bleed = get_bleed (self);
  int first_column = MAX (0, x - bleed) / TILE;
  int first_row = MAX (0, y - bleed) / TILE;
  int last_column = MIN (self->columns - 1, (x + width - 1 + bleed) / TILE);
  int last_row = MIN (self->rows - 1, (y + height - 1 + bleed) / TILE);

  for (int row = first_row; row <= last_row; row++) {
    for (int column = first_column; column <= last_column; column++)
      g_clear_pointer (&self->nodes[row * self->columns + column], gsk_render_node_unref);
  }

  g_signal_emit (self, signals[CHANGED], 0);
}

/* No copy: GTK draws these nodes while it draws the frame, when the picture does not change. */
static cairo_surface_t *
create_surface (SprintConsolePaint *self)
{
  GBytes *memory = sprint_framebuffer_ref_memory (self->framebuffer);
  cairo_surface_t *surface;

  surface = cairo_image_surface_create_for_data ((guchar *) g_bytes_get_data (memory, NULL),
                                                 CAIRO_FORMAT_RGB24,
                                                 sprint_framebuffer_get_width (self->framebuffer),
                                                 sprint_framebuffer_get_height (self->framebuffer),
                                                 sprint_framebuffer_get_stride (self->framebuffer));
  cairo_surface_set_user_data (surface, &memory_key, memory,
                               (cairo_destroy_func_t) g_bytes_unref);

  return surface;
}

static GskRenderNode *
create_cairo_node (SprintConsolePaint    *self,
                   const graphene_rect_t *bounds)
{
  const SprintPointerGeometry *geometry = &self->geometry;
  GskRenderNode *node = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  gboolean whole = sprint_pointer_geometry_get_multiple (geometry) > 0;

  if (self->surface == NULL)
    self->surface = create_surface (self);

  cairo_rectangle (cr, bounds->origin.x, bounds->origin.y, bounds->size.width, bounds->size.height);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_translate (cr, geometry->x / geometry->scale, geometry->y / geometry->scale);
  cairo_scale (cr,
               geometry->width / geometry->scale / geometry->guest_width,
               geometry->height / geometry->scale / geometry->guest_height);
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), whole ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_fill (cr);
  cairo_destroy (cr);

  return node;
}

static GdkTexture *
create_texture (SprintConsolePaint          *self,
                const cairo_rectangle_int_t *area)
{
  gsize stride = sprint_framebuffer_get_stride (self->framebuffer);
  const guint8 *from = sprint_framebuffer_get_data (self->framebuffer) +
                       area->y * stride + area->x * (gsize) 4;
  gsize row_size = area->width * (gsize) 4;
  guint8 *pixels = g_malloc (row_size * area->height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, row_size * area->height);

  for (int row = 0; row < area->height; row++)
    memcpy (pixels + row * row_size, from + row * stride, row_size);

  return gdk_memory_texture_new (area->width, area->height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED,
                                 bytes, row_size);
}

/* Smoothly scaled, a tile needs its neighbours' pixels at its edges, or seams show. */
static GskRenderNode *
create_texture_node (SprintConsolePaint          *self,
                     const cairo_rectangle_int_t *area,
                     const graphene_rect_t       *bounds)
{
  const SprintPointerGeometry *geometry = &self->geometry;
  double zoom_x = geometry->width / geometry->scale / geometry->guest_width;
  double zoom_y = geometry->height / geometry->scale / geometry->guest_height;
  int bleed = self->kind == PAINT_PLAIN_TEXTURE ? 0 : get_bleed (self);
  int right = MIN (geometry->guest_width, area->x + area->width + bleed);
  int lower = MIN (geometry->guest_height, area->y + area->height + bleed);
  cairo_rectangle_int_t wide = { .x = MAX (0, area->x - bleed), .y = MAX (0, area->y - bleed) };
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) scaled = NULL;
  graphene_rect_t wide_bounds;

  wide.width = right - wide.x;
  wide.height = lower - wide.y;
  texture = create_texture (self, &wide);
  if (self->kind == PAINT_PLAIN_TEXTURE)
    return gsk_texture_node_new (texture, bounds);
  if (bleed == 0)
    return gsk_texture_scale_node_new (texture, bounds, GSK_SCALING_FILTER_NEAREST);

  graphene_rect_init (&wide_bounds,
                      geometry->x / geometry->scale + wide.x * zoom_x,
                      geometry->y / geometry->scale + wide.y * zoom_y,
                      wide.width * zoom_x, wide.height * zoom_y);
  scaled = gsk_texture_scale_node_new (texture, &wide_bounds,
                                       zoom_x * geometry->scale < 0.5 ? GSK_SCALING_FILTER_TRILINEAR
                                                                      : GSK_SCALING_FILTER_LINEAR);

  return gsk_clip_node_new (scaled, bounds);
}

static GskRenderNode *
create_node (SprintConsolePaint *self,
             int                 column,
             int                 row)
{
  const SprintPointerGeometry *geometry = &self->geometry;
  cairo_rectangle_int_t area = { .x = column * TILE, .y = row * TILE };
  double left, top, right, lower;
  graphene_rect_t bounds;

  area.width = MIN (TILE, geometry->guest_width - area.x);
  area.height = MIN (TILE, geometry->guest_height - area.y);
  left = sprint_pointer_geometry_edge_x (geometry, area.x);
  top = sprint_pointer_geometry_edge_y (geometry, area.y);
  right = sprint_pointer_geometry_edge_x (geometry, area.x + area.width);
  lower = sprint_pointer_geometry_edge_y (geometry, area.y + area.height);

  /* Scaled down far enough, a tile has no pixel of its own. */
  if (right <= left || lower <= top)
    return NULL;

  graphene_rect_init (&bounds, left, top, right - left, lower - top);
  if (self->kind == PAINT_CAIRO)
    return create_cairo_node (self, &bounds);

  return create_texture_node (self, &area, &bounds);
}

static PaintKind
choose_kind (GskRenderer *renderer)
{
  const char *name = renderer != NULL ? G_OBJECT_TYPE_NAME (renderer) : "";

  if (strcmp (name, "GskCairoRenderer") == 0)
    return PAINT_CAIRO;

  /* The browser scales by itself; what is clipped would be drawn here, and sent whole each time. */
  if (strcmp (name, "GskBroadwayRenderer") == 0)
    return PAINT_PLAIN_TEXTURE;

  return PAINT_TEXTURE;
}

SprintConsolePaint *
sprint_console_paint_new (void)
{
  return g_object_new (SPRINT_TYPE_CONSOLE_PAINT, NULL);
}

void
sprint_console_paint_set_framebuffer (SprintConsolePaint *self,
                                      SprintFramebuffer  *framebuffer)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_PAINT (self));

  if (self->framebuffer == framebuffer)
    return;

  if (self->framebuffer != NULL)
    g_signal_handlers_disconnect_by_data (self->framebuffer, self);
  drop_tiles (self);
  g_set_object (&self->framebuffer, framebuffer);
  if (framebuffer == NULL)
    return;

  g_signal_connect_swapped (framebuffer, "resized", G_CALLBACK (resized_cb), self);
  g_signal_connect_swapped (framebuffer, "damaged", G_CALLBACK (damaged_cb), self);
  resized_cb (self);
}

void
sprint_console_paint_snapshot (SprintConsolePaint          *self,
                               GtkSnapshot                 *snapshot,
                               GskRenderer                 *renderer,
                               const SprintPointerGeometry *geometry)
{
  PaintKind kind = choose_kind (renderer);

  g_return_if_fail (SPRINT_IS_CONSOLE_PAINT (self));

  if (kind != self->kind || !sprint_pointer_geometry_equal (geometry, &self->geometry)) {
    drop_nodes (self);
    self->kind = kind;
    self->geometry = *geometry;
  }

  if (geometry->guest_width == 0)
    return;

  for (int row = 0; row < self->rows; row++) {
    for (int column = 0; column < self->columns; column++) {
      GskRenderNode **node = &self->nodes[row * self->columns + column];

      if (*node == NULL)
        *node = create_node (self, column, row);
      if (*node != NULL)
        gtk_snapshot_append_node (snapshot, *node);
    }
  }
}
