/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanout-painter.h"

#include "scanout-view.h"

struct _SprintScanoutPainter
{
  SprintPainter parent_instance;

  GtkWidget *widget;
  SprintScanoutFeed *feed;
  SprintScanoutImport import;
  SprintScanout *scanout;     /* what the texture is of */
  GtkWidget *offload;
  SprintScanoutView *view;
};

G_DEFINE_FINAL_TYPE (SprintScanoutPainter, sprint_scanout_painter, SPRINT_TYPE_PAINTER)

static void
drop (SprintScanoutPainter *self)
{
  g_clear_object (&self->scanout);
  if (self->view != NULL)
    sprint_scanout_view_set_texture (self->view, NULL, TRUE, 0, 0);
}

static void
sprint_scanout_painter_dispose (GObject *object)
{
  SprintScanoutPainter *self = SPRINT_SCANOUT_PAINTER (object);

  G_OBJECT_CLASS (sprint_scanout_painter_parent_class)->dispose (object);

  drop (self);
  self->view = NULL;
  g_clear_pointer (&self->offload, gtk_widget_unparent);
  if (self->feed != NULL)
    sprint_scanout_feed_unset_reader (self->feed, self);
  g_clear_object (&self->feed);
}

/* @damage: of the picture; NULL for all */
static cairo_region_t *
create_damage (SprintScanoutPainter        *self,
               SprintScanout               *scanout,
               const cairo_rectangle_int_t *damage)
{
  const SprintScanoutLayout *layout = sprint_scanout_get_layout (scanout);
  cairo_rectangle_int_t area = { 0, 0, layout->width, layout->height };

  if (damage != NULL) {
    area = *damage;
    sprint_scanout_feed_get_origin (self->feed, &area.x, &area.y);
    area.x += damage->x;
    area.y += damage->y;
    if (!layout->upright)
      area.y = (int) layout->height - area.y - area.height;
  }

  return cairo_region_create_rectangle (&area);
}

/* GTK knows by a new texture that there is something new. */
static void
renew (SprintScanoutPainter        *self,
       const cairo_rectangle_int_t *damage)
{
  SprintScanout *scanout = sprint_scanout_feed_get_scanout (self->feed);
  gboolean same = scanout != NULL && scanout == self->scanout;
  GdkTexture *before = same ? sprint_scanout_view_get_texture (self->view) : NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;
  cairo_region_t *region;
  int x, y;

  if (scanout == NULL) {
    drop (self);
    return;
  }

  region = create_damage (self, scanout, before != NULL ? damage : NULL);
  texture = self->import (scanout, gtk_widget_get_display (self->widget), before, region, &error);
  cairo_region_destroy (region);
  if (texture == NULL) {
    drop (self);
    sprint_scanout_feed_refuse (self->feed, error->message);
    return;
  }

  g_set_object (&self->scanout, scanout);
  sprint_scanout_feed_get_origin (self->feed, &x, &y);
  sprint_scanout_view_set_texture (self->view, texture, sprint_scanout_get_layout (scanout)->upright, x, y);
}

static void
sprint_scanout_painter_moved (SprintPainter *painter)
{
  SprintScanoutPainter *self = SPRINT_SCANOUT_PAINTER (painter);

  if (sprint_painter_get_framebuffer (painter) != NULL)
    renew (self, NULL);
  else
    drop (self);
}

static void
sprint_scanout_painter_reshaped (SprintPainter *painter)
{
  SprintScanoutPainter *self = SPRINT_SCANOUT_PAINTER (painter);

  sprint_scanout_view_set_geometry (self->view, sprint_painter_get_geometry (painter));
}

static void
sprint_scanout_painter_damaged (SprintPainter               *painter,
                                const cairo_rectangle_int_t *area)
{
  renew (SPRINT_SCANOUT_PAINTER (painter), area);
  sprint_painter_emit_changed (painter);
}

static void
sprint_scanout_painter_snapshot (SprintPainter *painter,
                                 GtkSnapshot   *snapshot)
{
  SprintScanoutPainter *self = SPRINT_SCANOUT_PAINTER (painter);

  gtk_widget_snapshot_child (self->widget, self->offload, snapshot);
}

static void
turn_over (guint32 *pixels,
           gsize    stride,
           int      width,
           int      height)
{
  for (int row = 0; row < height / 2; row++) {
    guint32 *upper = pixels + row * stride, *lower = pixels + (height - 1 - row) * stride;

    for (int x = 0; x < width; x++) {
      guint32 kept = upper[x];

      upper[x] = lower[x];
      lower[x] = kept;
    }
  }
}

/* The graphics card knows how its memory is tiled. */
static gboolean
reader_cb (SprintScanout *scanout,
           guint32       *to,
           gsize          to_stride,
           gpointer       user_data)
{
  SprintScanoutPainter *self = user_data;
  GdkTexture *texture = self->scanout == scanout ? sprint_scanout_view_get_texture (self->view) : NULL;

  if (texture == NULL)
    return FALSE;

  gdk_texture_download (texture, (guchar *) to, to_stride * sizeof *to);
  if (!sprint_scanout_get_layout (scanout)->upright)
    turn_over (to, to_stride, gdk_texture_get_width (texture), gdk_texture_get_height (texture));

  return TRUE;
}

static void
sprint_scanout_painter_class_init (SprintScanoutPainterClass *klass)
{
  SprintPainterClass *painter_class = SPRINT_PAINTER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_scanout_painter_dispose;
  painter_class->moved = sprint_scanout_painter_moved;
  painter_class->reshaped = sprint_scanout_painter_reshaped;
  painter_class->damaged = sprint_scanout_painter_damaged;
  painter_class->snapshot = sprint_scanout_painter_snapshot;
}

static void
sprint_scanout_painter_init (SprintScanoutPainter *self)
{
}

SprintPainter *
sprint_scanout_painter_new (GtkWidget           *widget,
                            SprintScanoutFeed   *feed,
                            SprintScanoutImport  import)
{
  SprintScanoutPainter *self = g_object_new (SPRINT_TYPE_SCANOUT_PAINTER, NULL);

  self->widget = widget;
  self->feed = g_object_ref (feed);
  self->import = import;
  self->view = SPRINT_SCANOUT_VIEW (sprint_scanout_view_new ());
  self->offload = gtk_graphics_offload_new (GTK_WIDGET (self->view));
  gtk_widget_set_can_target (self->offload, FALSE);
  gtk_widget_set_parent (self->offload, widget);
  sprint_scanout_feed_set_reader (feed, reader_cb, self);

  return SPRINT_PAINTER (self);
}

void
sprint_scanout_painter_allocate (SprintScanoutPainter *self,
                                 int                   width,
                                 int                   height)
{
  g_return_if_fail (SPRINT_IS_SCANOUT_PAINTER (self));

  gtk_widget_size_allocate (self->offload, &(GtkAllocation) { 0, 0, width, height }, -1);
}
