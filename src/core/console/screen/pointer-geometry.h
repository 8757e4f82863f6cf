/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SprintPointerGeometry:
 * @guest_width: pixels of the guest's picture, 0 for none
 * @guest_height: pixels of the guest's picture, 0 for none
 * @scale: device pixels per unit of the widget
 * @x: left edge of the picture, device pixels from the widget's
 * @y: upper edge of the picture, device pixels from the widget's
 * @width: device pixels that the picture covers
 * @height: device pixels that the picture covers
 *
 * Where in a widget a guest's picture lies: its edges are on device pixels, its shape is kept to
 * within one.
 */
typedef struct {
  int    guest_width;
  int    guest_height;
  double scale;
  double x;
  double y;
  int    width;
  int    height;
} SprintPointerGeometry;

/**
 * sprint_pointer_geometry_fit:
 * @geometry: (out): what is computed
 * @guest_width: pixels
 * @guest_height: pixels
 * @widget_width: units of the widget
 * @widget_height: units of the widget
 * @origin_x: where on its surface the widget begins, in its units
 * @origin_y: where on its surface the widget begins, in its units
 * @scale: device pixels per unit; fractional ones too
 * @scaling: whether to fill the widget; else each guest pixel is a whole number of device pixels
 *
 * Puts the picture into the middle of the widget.
 */
void     sprint_pointer_geometry_fit       (SprintPointerGeometry       *geometry,
                                            int                          guest_width,
                                            int                          guest_height,
                                            double                       widget_width,
                                            double                       widget_height,
                                            double                       origin_x,
                                            double                       origin_y,
                                            double                       scale,
                                            gboolean                     scaling);

/**
 * sprint_pointer_geometry_to_guest:
 * @x: units of the widget
 * @y: units of the widget
 * @guest_x: (out): the guest's pixel there, or the nearest one
 * @guest_y: (out): the guest's pixel there, or the nearest one
 *
 * Returns: whether the point is on the picture; %FALSE, with 0 for both, when there is none
 */
gboolean sprint_pointer_geometry_to_guest  (const SprintPointerGeometry *geometry,
                                            double                       x,
                                            double                       y,
                                            int                         *guest_x,
                                            int                         *guest_y);

/**
 * sprint_pointer_geometry_edge_x:
 * @guest_x: a column of the guest's, from 0 to its width
 *
 * Returns: that column's left edge, on a device pixel, in units of the widget
 */
double   sprint_pointer_geometry_edge_x    (const SprintPointerGeometry *geometry,
                                            int                          guest_x);
double   sprint_pointer_geometry_edge_y    (const SprintPointerGeometry *geometry,
                                            int                          guest_y);

/**
 * sprint_pointer_geometry_get_multiple:
 *
 * Returns: how many device pixels a guest pixel is wide and high when that is one whole number;
 *   0 otherwise
 */
int      sprint_pointer_geometry_get_multiple (const SprintPointerGeometry *geometry);

/**
 * SprintPointerShape:
 * @width: device pixels
 * @height: device pixels
 * @hot_x: the column that points
 * @hot_y: the row that points
 *
 * A pointer's shape as it is shown.
 */
typedef struct {
  int width;
  int height;
  int hot_x;
  int hot_y;
} SprintPointerShape;

/**
 * sprint_pointer_geometry_fit_shape:
 * @width: guest pixels, at least 1
 * @height: guest pixels, at least 1
 * @hot_x: the guest's column that points
 * @hot_y: the guest's row that points
 * @shape: (out): what is computed
 *
 * Scales a pointer's shape as the picture is scaled, so that it covers of it what the guest means it
 * to; but never so far down that a person could not see it, nor up to more than a display takes.
 * Without a picture each guest pixel is a unit of the widget.
 */
void     sprint_pointer_geometry_fit_shape (const SprintPointerGeometry *geometry,
                                            int                          width,
                                            int                          height,
                                            int                          hot_x,
                                            int                          hot_y,
                                            SprintPointerShape          *shape);

gboolean sprint_pointer_geometry_equal     (const SprintPointerGeometry *a,
                                            const SprintPointerGeometry *b);

G_END_DECLS
