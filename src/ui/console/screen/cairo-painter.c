/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cairo-painter.h"

#include "uncovered.h"
#include "x11-window.h"

/* More rectangles than these are drawn as the one around them. */
#define MAX_RECTANGLES 12

struct _SprintCairoPainter
{
  SprintPainter parent_instance;

  GtkWidget *widget;
  cairo_surface_t *surface;   /* the framebuffer's memory */
  GskRenderNode *node;        /* all of the picture */
  GPtrArray *marks;           /* of GskRenderNode: what the last frame had to draw again */
  cairo_region_t *damage;     /* what neither a frame nor the window has yet */

  GdkSurface *native;
  SprintX11Window *window;    /* NULL: not on X11 */
  cairo_region_t *uncovered;  /* what of the window shows the picture and nothing else; NULL: not known */
  gint64 frame;               /* the last one when that was found */
  int x, y;                   /* the picture in the window, device pixels */
  guint put_id, deadline_id;
  gint64 put_at;              /* when last, monotonic µs */
};

G_DEFINE_FINAL_TYPE (SprintCairoPainter, sprint_cairo_painter, SPRINT_TYPE_PAINTER)

static void
cancel_put (SprintCairoPainter *self)
{
  g_clear_handle_id (&self->put_id, g_source_remove);
  g_clear_handle_id (&self->deadline_id, g_source_remove);
}

static void
drop_node (SprintCairoPainter *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_ptr_array_set_size (self->marks, 0);
  cairo_region_destroy (self->damage);
  self->damage = cairo_region_create ();
  g_clear_pointer (&self->uncovered, cairo_region_destroy);
  cancel_put (self);
}

static void
set_native (SprintCairoPainter *self,
            GdkSurface         *native)
{
  if (!g_set_object (&self->native, native))
    return;

  g_clear_pointer (&self->window, sprint_x11_window_free);
  if (native != NULL)
    self->window = sprint_x11_window_new (native);
}

/* Whoever keeps a frame that was drawn from the memory gets a copy from cairo now, which finishing makes. */
static void
sprint_cairo_painter_moved (SprintPainter *painter)
{
  SprintCairoPainter *self = SPRINT_CAIRO_PAINTER (painter);

  drop_node (self);
  if (self->surface != NULL)
    cairo_surface_finish (self->surface);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
}

static void
sprint_cairo_painter_reshaped (SprintPainter *painter)
{
  drop_node (SPRINT_CAIRO_PAINTER (painter));
}

/* The window is as the last frame of GTK's has left it, and that frame's nodes are still there to look at. */
static void
find_uncovered (SprintCairoPainter *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_native (self->widget));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autoptr (GskRenderNode) tree = NULL;
  GtkSnapshot *snapshot;
  graphene_rect_t bounds;
  double x, y;

  if (!gtk_widget_compute_bounds (window, window, &bounds))
    return;

  /* The paintable begins where the window's frame does, its surface where the shadow does. */
  snapshot = gtk_snapshot_new ();
  gtk_native_get_surface_transform (GTK_NATIVE (window), &x, &y);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x + bounds.origin.x, y + bounds.origin.y));
  gdk_paintable_snapshot (paintable, snapshot, bounds.size.width, bounds.size.height);
  tree = gtk_snapshot_free_to_node (snapshot);
  if (tree != NULL)
    self->uncovered = sprint_uncovered_find (tree, self->node, self->marks, gdk_surface_get_scale (self->native),
                                             &self->x, &self->y);
}

static const cairo_region_t *
get_uncovered (SprintCairoPainter *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->widget);
  gint64 frame = clock != NULL ? gdk_frame_clock_get_frame_counter (clock) : -1;

  if (self->uncovered == NULL || frame != self->frame) {
    g_clear_pointer (&self->uncovered, cairo_region_destroy);
    self->frame = frame;
    find_uncovered (self);
  }

  return self->uncovered;
}

/* Before the memory is drawn from. */
static void
bring_pixels (SprintCairoPainter *self)
{
  sprint_framebuffer_get_data (sprint_painter_get_framebuffer (SPRINT_PAINTER (self)));
}

static void
put (SprintCairoPainter *self)
{
  const cairo_region_t *uncovered = NULL;
  cairo_region_t *region;

  cancel_put (self);
  self->put_at = g_get_monotonic_time ();
  if (self->node != NULL && gtk_widget_get_mapped (self->widget))
    uncovered = get_uncovered (self);
  if (uncovered != NULL) {
    region = cairo_region_copy (uncovered);
    cairo_region_translate (region, -self->x, -self->y);
    cairo_region_intersect (region, self->damage);
    cairo_region_subtract (self->damage, region);
    cairo_region_translate (region, self->x, self->y);
    if (!cairo_region_is_empty (region)) {
      bring_pixels (self);
      sprint_x11_window_put (self->window, self->surface, self->x, self->y, region);
    }
    cairo_region_destroy (region);
  }
  if (!cairo_region_is_empty (self->damage))
    sprint_painter_emit_changed (SPRINT_PAINTER (self));
  else
    sprint_painter_emit_put (SPRINT_PAINTER (self));
}

static gboolean
put_cb (gpointer user_data)
{
  put (user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
can_put (SprintCairoPainter *self)
{
  return self->window != NULL && self->node != NULL &&
         sprint_pointer_geometry_get_multiple (sprint_painter_get_geometry (SPRINT_PAINTER (self))) == 1;
}

/* Microseconds from one put to the next: three quarters of the time that the screen shows a picture for, so
 * that a guest as fast as the screen is not held up. */
static gint64
get_interval (SprintCairoPainter *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->widget);
  gint64 refresh = 0, presented;

  if (clock != NULL)
    gdk_frame_clock_get_refresh_info (clock, g_get_monotonic_time (), &refresh, &presented);

  return (refresh > 0 ? refresh : G_USEC_PER_SEC / 60) * 3 / 4;
}

/* At once when all that has come is read, but no more often than the screen can show it, and no later. */
static void
schedule_put (SprintCairoPainter *self)
{
  gint64 interval = get_interval (self);
  gint64 wait = self->put_at + interval - g_get_monotonic_time ();

  if (self->deadline_id > 0)
    return;

  if (wait <= 0)
    self->put_id = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE + 10, put_cb, self, NULL);
  self->deadline_id = g_timeout_add_full (GDK_PRIORITY_REDRAW, ((wait > 0 ? wait : interval / 2) + 999) / 1000,
                                          put_cb, self, NULL);
}

static void
sprint_cairo_painter_damaged (SprintPainter               *painter,
                              const cairo_rectangle_int_t *area)
{
  SprintCairoPainter *self = SPRINT_CAIRO_PAINTER (painter);

  cairo_region_union_rectangle (self->damage, area);
  if (cairo_region_num_rectangles (self->damage) > MAX_RECTANGLES) {
    cairo_rectangle_int_t all;

    cairo_region_get_extents (self->damage, &all);
    cairo_region_union_rectangle (self->damage, &all);
  }
  if (can_put (self))
    schedule_put (self);
  else
    sprint_painter_emit_changed (painter);
}

/* No copy: GTK draws this node while it draws the frame, when the picture does not change. */
static GskRenderNode *
create_node (SprintCairoPainter *self)
{
  SprintPainter *painter = SPRINT_PAINTER (self);
  const SprintPointerGeometry *geometry = sprint_painter_get_geometry (painter);
  SprintFramebuffer *framebuffer = sprint_painter_get_framebuffer (painter);
  const cairo_rectangle_int_t all = { 0, 0, geometry->guest_width, geometry->guest_height };
  gboolean whole = sprint_pointer_geometry_get_multiple (geometry) > 0;
  graphene_rect_t bounds;
  GskRenderNode *node;
  cairo_t *cr;

  if (!sprint_painter_get_bounds (painter, &all, &bounds))
    return NULL;

  if (self->surface == NULL)
    self->surface = cairo_image_surface_create_for_data ((guchar *) sprint_framebuffer_get_data (framebuffer),
                                                         CAIRO_FORMAT_RGB24, all.width, all.height,
                                                         sprint_framebuffer_get_stride (framebuffer));
  node = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (node);
  cairo_rectangle (cr, bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height);
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

/* GTK compares two frames node by node: what is new, though empty, has it draw what is below again. */
static void
mark (SprintCairoPainter          *self,
      const cairo_rectangle_int_t *damaged)
{
  SprintPainter *painter = SPRINT_PAINTER (self);
  const SprintPointerGeometry *geometry = sprint_painter_get_geometry (painter);
  int bleed = sprint_painter_get_bleed (painter);
  cairo_rectangle_int_t area = { .x = MAX (0, damaged->x - bleed), .y = MAX (0, damaged->y - bleed) };
  graphene_rect_t bounds;

  area.width = MIN (geometry->guest_width, damaged->x + damaged->width + bleed) - area.x;
  area.height = MIN (geometry->guest_height, damaged->y + damaged->height + bleed) - area.y;
  if (sprint_painter_get_bounds (painter, &area, &bounds))
    g_ptr_array_add (self->marks, gsk_cairo_node_new (&bounds));
}

static void
sprint_cairo_painter_snapshot (SprintPainter *painter,
                               GtkSnapshot   *snapshot)
{
  SprintCairoPainter *self = SPRINT_CAIRO_PAINTER (painter);
  GtkNative *native = gtk_widget_get_native (self->widget);

  set_native (self, native != NULL ? gtk_native_get_surface (native) : NULL);
  if (self->node == NULL)
    self->node = create_node (self);
  else if (!cairo_region_is_empty (self->damage)) {
    g_ptr_array_set_size (self->marks, 0);
    for (int i = 0; i < cairo_region_num_rectangles (self->damage); i++) {
      cairo_rectangle_int_t damaged;

      cairo_region_get_rectangle (self->damage, i, &damaged);
      mark (self, &damaged);
    }
  }
  cairo_region_destroy (self->damage);
  self->damage = cairo_region_create ();
  cancel_put (self);
  if (self->node == NULL)
    return;

  bring_pixels (self);

  gtk_snapshot_append_node (snapshot, self->node);
  for (guint i = 0; i < self->marks->len; i++)
    gtk_snapshot_append_node (snapshot, g_ptr_array_index (self->marks, i));
}

static void
sprint_cairo_painter_dispose (GObject *object)
{
  SprintCairoPainter *self = SPRINT_CAIRO_PAINTER (object);

  G_OBJECT_CLASS (sprint_cairo_painter_parent_class)->dispose (object);

  cancel_put (self);
  set_native (self, NULL);
}

static void
sprint_cairo_painter_finalize (GObject *object)
{
  SprintCairoPainter *self = SPRINT_CAIRO_PAINTER (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  if (self->surface != NULL)
    cairo_surface_finish (self->surface);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_ptr_array_unref (self->marks);
  cairo_region_destroy (self->damage);
  g_clear_pointer (&self->uncovered, cairo_region_destroy);

  G_OBJECT_CLASS (sprint_cairo_painter_parent_class)->finalize (object);
}

static void
sprint_cairo_painter_class_init (SprintCairoPainterClass *klass)
{
  SprintPainterClass *painter_class = SPRINT_PAINTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_cairo_painter_dispose;
  G_OBJECT_CLASS (klass)->finalize = sprint_cairo_painter_finalize;
  painter_class->moved = sprint_cairo_painter_moved;
  painter_class->reshaped = sprint_cairo_painter_reshaped;
  painter_class->damaged = sprint_cairo_painter_damaged;
  painter_class->snapshot = sprint_cairo_painter_snapshot;
}

static void
sprint_cairo_painter_init (SprintCairoPainter *self)
{
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);
  self->damage = cairo_region_create ();
}

SprintPainter *
sprint_cairo_painter_new (GtkWidget *widget)
{
  SprintCairoPainter *self = g_object_new (SPRINT_TYPE_CAIRO_PAINTER, NULL);

  self->widget = widget;

  return SPRINT_PAINTER (self);
}
