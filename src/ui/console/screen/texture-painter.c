/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "texture-painter.h"

#define TILE 256

struct _SprintTexturePainter
{
  SprintPainter parent_instance;

  GskRenderNode **nodes;
  int columns, rows;
  gboolean plain;
};

G_DEFINE_FINAL_TYPE (SprintTexturePainter, sprint_texture_painter, SPRINT_TYPE_PAINTER)

static void
sprint_texture_painter_reshaped (SprintPainter *painter)
{
  SprintTexturePainter *self = SPRINT_TEXTURE_PAINTER (painter);

  for (int i = 0; i < self->columns * self->rows; i++)
    g_clear_pointer (&self->nodes[i], gsk_render_node_unref);
}

static void
sprint_texture_painter_moved (SprintPainter *painter)
{
  SprintTexturePainter *self = SPRINT_TEXTURE_PAINTER (painter);

  sprint_texture_painter_reshaped (painter);
  g_clear_pointer (&self->nodes, g_free);
  self->columns = self->rows = 0;
}

static void
sprint_texture_painter_damaged (SprintPainter               *painter,
                                const cairo_rectangle_int_t *area)
{
  SprintTexturePainter *self = SPRINT_TEXTURE_PAINTER (painter);
  int bleed = sprint_painter_get_bleed (painter);
  int first_column = MAX (0, area->x - bleed) / TILE;
  int first_row = MAX (0, area->y - bleed) / TILE;
  int last_column = MIN (self->columns - 1, (area->x + area->width - 1 + bleed) / TILE);
  int last_row = MIN (self->rows - 1, (area->y + area->height - 1 + bleed) / TILE);

  for (int row = first_row; row <= last_row; row++) {
    for (int column = first_column; column <= last_column; column++)
      g_clear_pointer (&self->nodes[row * self->columns + column], gsk_render_node_unref);
  }
  sprint_painter_emit_changed (painter);
}

/* A format that no renderer has to convert. */
static GdkTexture *
create_texture (SprintFramebuffer           *framebuffer,
                const cairo_rectangle_int_t *area)
{
  gsize stride = area->width * (gsize) 4;
  guint8 *pixels = g_malloc (stride * area->height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, stride * area->height);

  sprint_framebuffer_copy_rectangle (framebuffer, area->x, area->y, area->width, area->height, pixels, stride);

  return gdk_memory_texture_new (area->width, area->height, GDK_MEMORY_DEFAULT, bytes, stride);
}

/* Smoothly scaled, a tile needs its neighbours' pixels at its edges, or seams show. */
static GskRenderNode *
create_node (SprintTexturePainter        *self,
             const cairo_rectangle_int_t *area,
             const graphene_rect_t       *bounds)
{
  SprintPainter *painter = SPRINT_PAINTER (self);
  const SprintPointerGeometry *geometry = sprint_painter_get_geometry (painter);
  double zoom_x = geometry->width / geometry->scale / geometry->guest_width;
  double zoom_y = geometry->height / geometry->scale / geometry->guest_height;
  int bleed = self->plain ? 0 : sprint_painter_get_bleed (painter);
  int right = MIN (geometry->guest_width, area->x + area->width + bleed);
  int lower = MIN (geometry->guest_height, area->y + area->height + bleed);
  cairo_rectangle_int_t wide = { .x = MAX (0, area->x - bleed), .y = MAX (0, area->y - bleed) };
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GskRenderNode) scaled = NULL;
  graphene_rect_t wide_bounds;

  wide.width = right - wide.x;
  wide.height = lower - wide.y;
  texture = create_texture (sprint_painter_get_framebuffer (painter), &wide);
  if (self->plain)
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

static void
sprint_texture_painter_snapshot (SprintPainter *painter,
                                 GtkSnapshot   *snapshot)
{
  SprintTexturePainter *self = SPRINT_TEXTURE_PAINTER (painter);
  const SprintPointerGeometry *geometry = sprint_painter_get_geometry (painter);

  if (self->nodes == NULL) {
    self->columns = (geometry->guest_width + TILE - 1) / TILE;
    self->rows = (geometry->guest_height + TILE - 1) / TILE;
    self->nodes = g_new0 (GskRenderNode *, self->columns * self->rows);
  }
  for (int i = 0; i < self->columns * self->rows; i++) {
    cairo_rectangle_int_t area = { .x = i % self->columns * TILE, .y = i / self->columns * TILE };
    graphene_rect_t bounds;

    area.width = MIN (TILE, geometry->guest_width - area.x);
    area.height = MIN (TILE, geometry->guest_height - area.y);
    if (self->nodes[i] == NULL && sprint_painter_get_bounds (painter, &area, &bounds))
      self->nodes[i] = create_node (self, &area, &bounds);
    if (self->nodes[i] != NULL)
      gtk_snapshot_append_node (snapshot, self->nodes[i]);
  }
}

static void
sprint_texture_painter_class_init (SprintTexturePainterClass *klass)
{
  SprintPainterClass *painter_class = SPRINT_PAINTER_CLASS (klass);

  painter_class->moved = sprint_texture_painter_moved;
  painter_class->reshaped = sprint_texture_painter_reshaped;
  painter_class->damaged = sprint_texture_painter_damaged;
  painter_class->snapshot = sprint_texture_painter_snapshot;
}

static void
sprint_texture_painter_init (SprintTexturePainter *self)
{
}

SprintPainter *
sprint_texture_painter_new (gboolean plain)
{
  SprintTexturePainter *self = g_object_new (SPRINT_TYPE_TEXTURE_PAINTER, NULL);

  self->plain = plain;

  return SPRINT_PAINTER (self);
}
