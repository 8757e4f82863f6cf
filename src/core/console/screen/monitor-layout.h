/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SprintMonitorPlace:
 * @on: whether there is a picture at all
 * @fixed: whether @x and @y are where it should be; else it goes to the right of the others
 * @x: pixels from the left
 * @y: pixels from the top
 * @width: pixels
 * @height: pixels
 *
 * Where one of a guest's monitors lies beside the others.
 */
typedef struct {
  gboolean on;
  gboolean fixed;
  int x, y;
  int width, height;
} SprintMonitorPlace;

/**
 * sprint_monitor_layout_arrange:
 * @places: (inout) (array length=n_places): monitors, whose places are made sound
 * @n_places: how many
 *
 * Gives every monitor that is on a place where it overlaps no other, with the upper left of all at (0, 0). Those
 * that are fixed stay as they are to each other; where they would overlap, all go side by side, in that order.
 */
void sprint_monitor_layout_arrange (SprintMonitorPlace *places,
                                    guint               n_places);

G_END_DECLS
