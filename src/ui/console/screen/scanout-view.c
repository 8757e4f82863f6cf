/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanout-view.h"

struct _SprintScanoutView
{
  GtkWidget parent_instance;

  GdkTexture *texture;
  gboolean upright;
  int x, y;                         /* the picture in the scanout */
  SprintPointerGeometry geometry;   /* the picture in the widget */
};

G_DEFINE_FINAL_TYPE (SprintScanoutView, sprint_scanout_view, GTK_TYPE_WIDGET)

static void
sprint_scanout_view_dispose (GObject *object)
{
  g_clear_object (&SPRINT_SCANOUT_VIEW (object)->texture);

  G_OBJECT_CLASS (sprint_scanout_view_parent_class)->dispose (object);
}

/* A plain texture is what a compositor can show without GTK's drawing it. */
static void
append_texture (SprintScanoutView     *self,
                GtkSnapshot           *snapshot,
                const graphene_rect_t *bounds)
{
  const SprintPointerGeometry *geometry = &self->geometry;
  int multiple = sprint_pointer_geometry_get_multiple (geometry);

  if (multiple == 1)
    gtk_snapshot_append_texture (snapshot, self->texture, bounds);
  else if (multiple > 1)
    gtk_snapshot_append_scaled_texture (snapshot, self->texture, GSK_SCALING_FILTER_NEAREST, bounds);
  else
    gtk_snapshot_append_scaled_texture (snapshot, self->texture,
                                        geometry->width < 0.5 * geometry->guest_width ? GSK_SCALING_FILTER_TRILINEAR
                                                                                     : GSK_SCALING_FILTER_LINEAR,
                                        bounds);
}

static void
sprint_scanout_view_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  SprintScanoutView *self = SPRINT_SCANOUT_VIEW (widget);
  const SprintPointerGeometry *geometry = &self->geometry;
  graphene_rect_t picture, bounds;
  double zoom_x, zoom_y;
  gboolean part;

  if (self->texture == NULL || geometry->guest_width == 0 || geometry->guest_height == 0)
    return;

  zoom_x = geometry->width / geometry->scale / geometry->guest_width;
  zoom_y = geometry->height / geometry->scale / geometry->guest_height;
  graphene_rect_init (&picture, geometry->x / geometry->scale, geometry->y / geometry->scale,
                      geometry->width / geometry->scale, geometry->height / geometry->scale);
  graphene_rect_init (&bounds, picture.origin.x - self->x * zoom_x, picture.origin.y - self->y * zoom_y,
                      gdk_texture_get_width (self->texture) * zoom_x,
                      gdk_texture_get_height (self->texture) * zoom_y);
  part = !graphene_rect_equal (&picture, &bounds);
  if (part)
    gtk_snapshot_push_clip (snapshot, &picture);
  if (!self->upright) {
    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, 2 * bounds.origin.y + bounds.size.height));
    gtk_snapshot_scale (snapshot, 1, -1);
  }
  append_texture (self, snapshot, &bounds);
  if (!self->upright)
    gtk_snapshot_restore (snapshot);
  if (part)
    gtk_snapshot_pop (snapshot);
}

static void
sprint_scanout_view_class_init (SprintScanoutViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_scanout_view_dispose;
  widget_class->snapshot = sprint_scanout_view_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sprint_scanout_view_init (SprintScanoutView *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
sprint_scanout_view_new (void)
{
  return g_object_new (SPRINT_TYPE_SCANOUT_VIEW, NULL);
}

void
sprint_scanout_view_set_texture (SprintScanoutView *self,
                                 GdkTexture        *texture,
                                 gboolean           upright,
                                 int                x,
                                 int                y)
{
  g_return_if_fail (SPRINT_IS_SCANOUT_VIEW (self));

  g_set_object (&self->texture, texture);
  self->upright = upright;
  self->x = x;
  self->y = y;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

GdkTexture *
sprint_scanout_view_get_texture (SprintScanoutView *self)
{
  g_return_val_if_fail (SPRINT_IS_SCANOUT_VIEW (self), NULL);

  return self->texture;
}

void
sprint_scanout_view_set_geometry (SprintScanoutView           *self,
                                  const SprintPointerGeometry *geometry)
{
  g_return_if_fail (SPRINT_IS_SCANOUT_VIEW (self));

  if (sprint_pointer_geometry_equal (&self->geometry, geometry))
    return;

  self->geometry = *geometry;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
