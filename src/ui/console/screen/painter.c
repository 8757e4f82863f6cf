/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "painter.h"

typedef struct {
  SprintFramebuffer *framebuffer;
  SprintPointerGeometry geometry;
} SprintPainterPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SprintPainter, sprint_painter, G_TYPE_OBJECT)

enum {
  CHANGED,
  PUT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static SprintPainterPrivate *
get (SprintPainter *self)
{
  return sprint_painter_get_instance_private (self);
}

static void
sprint_painter_dispose (GObject *object)
{
  sprint_painter_set_framebuffer (SPRINT_PAINTER (object), NULL);

  G_OBJECT_CLASS (sprint_painter_parent_class)->dispose (object);
}

static void
sprint_painter_class_init (SprintPainterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_painter_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PUT] =
    g_signal_new ("put", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_painter_init (SprintPainter *self)
{
}

/* What a painter finds out may have it replaced at once. */
static void
moved_cb (SprintPainter *self)
{
  g_autoptr (SprintPainter) alive = g_object_ref (self);

  SPRINT_PAINTER_GET_CLASS (self)->moved (self);
  sprint_painter_emit_changed (self);
}

static void
damaged_cb (SprintPainter *self,
            int            x,
            int            y,
            int            width,
            int            height)
{
  g_autoptr (SprintPainter) alive = g_object_ref (self);
  const cairo_rectangle_int_t area = { x, y, width, height };

  SPRINT_PAINTER_GET_CLASS (self)->damaged (self, &area);
}

void
sprint_painter_set_framebuffer (SprintPainter     *self,
                                SprintFramebuffer *framebuffer)
{
  SprintPainterPrivate *priv;

  g_return_if_fail (SPRINT_IS_PAINTER (self));
  g_return_if_fail (framebuffer == NULL || SPRINT_IS_FRAMEBUFFER (framebuffer));

  priv = get (self);
  if (priv->framebuffer == framebuffer)
    return;

  if (priv->framebuffer != NULL)
    g_signal_handlers_disconnect_by_data (priv->framebuffer, self);
  SPRINT_PAINTER_GET_CLASS (self)->moved (self);
  g_set_object (&priv->framebuffer, framebuffer);
  if (framebuffer == NULL)
    return;

  g_signal_connect_swapped (framebuffer, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (framebuffer, "damaged", G_CALLBACK (damaged_cb), self);
  moved_cb (self);
}

SprintFramebuffer *
sprint_painter_get_framebuffer (SprintPainter *self)
{
  g_return_val_if_fail (SPRINT_IS_PAINTER (self), NULL);

  return get (self)->framebuffer;
}

void
sprint_painter_snapshot (SprintPainter               *self,
                         GtkSnapshot                 *snapshot,
                         const SprintPointerGeometry *geometry)
{
  SprintPainterPrivate *priv;

  g_return_if_fail (SPRINT_IS_PAINTER (self));

  priv = get (self);
  if (!sprint_pointer_geometry_equal (geometry, &priv->geometry)) {
    priv->geometry = *geometry;
    SPRINT_PAINTER_GET_CLASS (self)->reshaped (self);
  }
  if (geometry->guest_width > 0 && priv->framebuffer != NULL &&
      geometry->guest_width == sprint_framebuffer_get_width (priv->framebuffer) &&
      geometry->guest_height == sprint_framebuffer_get_height (priv->framebuffer))
    SPRINT_PAINTER_GET_CLASS (self)->snapshot (self, snapshot);
}

void
sprint_painter_emit_changed (SprintPainter *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sprint_painter_emit_put (SprintPainter *self)
{
  g_signal_emit (self, signals[PUT], 0);
}

const SprintPointerGeometry *
sprint_painter_get_geometry (SprintPainter *self)
{
  return &get (self)->geometry;
}

int
sprint_painter_get_bleed (SprintPainter *self)
{
  const SprintPointerGeometry *geometry = &get (self)->geometry;

  if (geometry->width <= 0 || sprint_pointer_geometry_get_multiple (geometry) > 0)
    return 0;

  return 2 + 2 * geometry->guest_width / geometry->width;
}

gboolean
sprint_painter_get_bounds (SprintPainter               *self,
                           const cairo_rectangle_int_t *area,
                           graphene_rect_t             *bounds)
{
  const SprintPointerGeometry *geometry = &get (self)->geometry;
  double left = sprint_pointer_geometry_edge_x (geometry, area->x);
  double top = sprint_pointer_geometry_edge_y (geometry, area->y);
  double right = sprint_pointer_geometry_edge_x (geometry, area->x + area->width);
  double lower = sprint_pointer_geometry_edge_y (geometry, area->y + area->height);

  graphene_rect_init (bounds, left, top, right - left, lower - top);

  return right > left && lower > top;
}
