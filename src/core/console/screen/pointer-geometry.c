/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pointer-geometry.h"

#include <math.h>

/* No screen is larger; keeps every product below within an int. */
#define MAX_EXTENT 65536.0
/* Guest pixels. Graphics drivers take sizes in steps of up to eight: what is left over then is a margin. */
#define MAX_MARGIN 8

/* Of a pointer's longer side: units of the widget below which it is hard to see, and device pixels. */
#define SHAPE_SEEN 16.0
#define SHAPE_MAX 512.0

static double
sane (double value,
      double low,
      double high)
{
  return isfinite (value) ? CLAMP (value, low, high) : low;
}

void
sprint_pointer_geometry_fit (SprintPointerGeometry *geometry,
                             int                    guest_width,
                             int                    guest_height,
                             double                 widget_width,
                             double                 widget_height,
                             double                 origin_x,
                             double                 origin_y,
                             double                 scale,
                             gboolean               scaling)
{
  double room_x, room_y, left, top, multiple, margin_x, margin_y, zoom;

  *geometry = (SprintPointerGeometry) { .scale = sane (scale, 1.0 / 16, 16) };
  if (guest_width <= 0 || guest_height <= 0 ||
      guest_width > MAX_EXTENT || guest_height > MAX_EXTENT)
    return;

  room_x = sane (widget_width * geometry->scale, 0, MAX_EXTENT);
  room_y = sane (widget_height * geometry->scale, 0, MAX_EXTENT);
  left = sane (origin_x * geometry->scale, -MAX_EXTENT, MAX_EXTENT);
  top = sane (origin_y * geometry->scale, -MAX_EXTENT, MAX_EXTENT);

  multiple = MAX (1, floor (MIN (room_x / guest_width, room_y / guest_height)));
  margin_x = round (room_x) - guest_width * multiple;
  margin_y = round (room_y) - guest_height * multiple;
  if (!scaling)
    zoom = MAX (1.0, floor (geometry->scale));
  else if (margin_x >= 0 && margin_x < MAX_MARGIN * multiple && margin_y >= 0 && margin_y < MAX_MARGIN * multiple)
    zoom = multiple;
  else
    zoom = MIN (round (room_x) / guest_width, round (room_y) / guest_height);

  geometry->guest_width = guest_width;
  geometry->guest_height = guest_height;
  geometry->width = MAX (1, (int) lround (guest_width * zoom));
  geometry->height = MAX (1, (int) lround (guest_height * zoom));
  geometry->x = floor (left + MAX (0, room_x - geometry->width) / 2 + 0.5) - left;
  geometry->y = floor (top + MAX (0, room_y - geometry->height) / 2 + 0.5) - top;
}

gboolean
sprint_pointer_geometry_to_guest (const SprintPointerGeometry *geometry,
                                  double                       x,
                                  double                       y,
                                  int                         *guest_x,
                                  int                         *guest_y)
{
  double column, row;

  *guest_x = *guest_y = 0;
  if (geometry->guest_width == 0)
    return FALSE;

  /* Half a thousandth of a device pixel, against what single-precision event positions lose. */
  column = floor ((x * geometry->scale - geometry->x + 0.0005) *
                  geometry->guest_width / geometry->width);
  row = floor ((y * geometry->scale - geometry->y + 0.0005) *
               geometry->guest_height / geometry->height);
  *guest_x = sane (column, 0, geometry->guest_width - 1);
  *guest_y = sane (row, 0, geometry->guest_height - 1);

  return *guest_x == column && *guest_y == row;
}

double
sprint_pointer_geometry_edge_x (const SprintPointerGeometry *geometry,
                                int                          guest_x)
{
  if (geometry->guest_width == 0)
    return 0;

  return (geometry->x + round ((double) guest_x * geometry->width / geometry->guest_width)) /
         geometry->scale;
}

double
sprint_pointer_geometry_edge_y (const SprintPointerGeometry *geometry,
                                int                          guest_y)
{
  if (geometry->guest_height == 0)
    return 0;

  return (geometry->y + round ((double) guest_y * geometry->height / geometry->guest_height)) /
         geometry->scale;
}

int
sprint_pointer_geometry_get_multiple (const SprintPointerGeometry *geometry)
{
  int multiple;

  if (geometry->guest_width == 0)
    return 0;

  multiple = geometry->width / geometry->guest_width;

  return multiple * geometry->guest_width == geometry->width &&
         multiple * geometry->guest_height == geometry->height ? multiple : 0;
}

void
sprint_pointer_geometry_fit_shape (const SprintPointerGeometry *geometry,
                                   int                          width,
                                   int                          height,
                                   int                          hot_x,
                                   int                          hot_y,
                                   SprintPointerShape          *shape)
{
  double scale = geometry->scale > 0 ? geometry->scale : 1;
  double longer = MAX (1, MAX (width, height));
  double least = MIN (scale, SHAPE_SEEN * scale / longer);
  double most = SHAPE_MAX / longer;
  double zoom_x = scale, zoom_y = scale;

  if (geometry->guest_width > 0) {
    zoom_x = (double) geometry->width / geometry->guest_width;
    zoom_y = (double) geometry->height / geometry->guest_height;
  }
  if (MIN (zoom_x, zoom_y) < least)
    zoom_x = zoom_y = least;
  if (MAX (zoom_x, zoom_y) > most)
    zoom_x = zoom_y = most;

  shape->width = MAX (1, (int) lround (width * zoom_x));
  shape->height = MAX (1, (int) lround (height * zoom_y));

  /* The middle of the guest's pixel. */
  shape->hot_x = CLAMP ((int) ((hot_x + 0.5) * zoom_x), 0, shape->width - 1);
  shape->hot_y = CLAMP ((int) ((hot_y + 0.5) * zoom_y), 0, shape->height - 1);
}

gboolean
sprint_pointer_geometry_equal (const SprintPointerGeometry *a,
                               const SprintPointerGeometry *b)
{
  return a->guest_width == b->guest_width && a->guest_height == b->guest_height &&
         a->scale == b->scale && a->x == b->x && a->y == b->y &&
         a->width == b->width && a->height == b->height;
}
