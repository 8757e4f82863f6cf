/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/screen/pointer-geometry.h"

G_BEGIN_DECLS

/**
 * SprintScanoutView:
 *
 * Draws one texture and nothing else, as a GtkGraphicsOffload wants its child to.
 */
#define SPRINT_TYPE_SCANOUT_VIEW (sprint_scanout_view_get_type ())
G_DECLARE_FINAL_TYPE (SprintScanoutView, sprint_scanout_view, SPRINT, SCANOUT_VIEW, GtkWidget)

GtkWidget  *sprint_scanout_view_new          (void);

/**
 * sprint_scanout_view_set_texture:
 * @texture: (nullable): what to draw
 * @upright: whether its first row is the picture's upper one
 * @x: the picture's first column in the scanout
 * @y: the picture's first row in the scanout
 */
void        sprint_scanout_view_set_texture  (SprintScanoutView           *self,
                                              GdkTexture                  *texture,
                                              gboolean                     upright,
                                              int                          x,
                                              int                          y);
GdkTexture *sprint_scanout_view_get_texture  (SprintScanoutView           *self);

/**
 * sprint_scanout_view_set_geometry:
 * @geometry: where the picture is drawn
 */
void        sprint_scanout_view_set_geometry (SprintScanoutView           *self,
                                              const SprintPointerGeometry *geometry);

G_END_DECLS
