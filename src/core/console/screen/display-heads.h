/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "monitor-list.h"

G_BEGIN_DECLS

/**
 * SprintDisplayHeads:
 *
 * The monitors after the first that lie in one surface with it, as a guest with one graphics card has them. A guest
 * that changes a resolution may turn them off for a moment: only one that stays off is taken away.
 */
#define SPRINT_TYPE_DISPLAY_HEADS (sprint_display_heads_get_type ())
G_DECLARE_FINAL_TYPE (SprintDisplayHeads, sprint_display_heads, SPRINT, DISPLAY_HEADS, GObject)

SprintDisplayHeads *sprint_display_heads_new    (SprintMonitorList  *monitors);

/**
 * sprint_display_heads_find_first:
 * @configs: (nullable) (element-type SpiceDisplayMonitorConfig): which monitors there are, as a SPICE server says
 * @width: columns of the surface or scanout that they lie in
 * @height: rows of that
 * @found: (out caller-allocates): the first monitor's part of it
 *
 * One that reaches outside belongs to a surface that is still to come: until then it is all of this one, as where there
 * are no monitors.
 *
 * Returns: %FALSE when the guest has turned the first monitor off
 */
gboolean            sprint_display_heads_find_first (GArray                    *configs,
                                                     guint                      width,
                                                     guint                      height,
                                                     SpiceDisplayMonitorConfig *found);

/**
 * sprint_display_heads_show:
 * @primary: (nullable): the surface; %NULL when nothing is shown
 * @configs: (nullable) (element-type SpiceDisplayMonitorConfig): which monitors there are, as a SPICE server says
 *
 * Those that are nowhere in the surface keep their pictures: they belong to one that is still to come.
 */
void                sprint_display_heads_show   (SprintDisplayHeads *self,
                                                 const SprintPixels *primary,
                                                 GArray             *configs);

/**
 * sprint_display_heads_update:
 *
 * A rectangle of the surface has changed.
 */
void                sprint_display_heads_update (SprintDisplayHeads *self,
                                                 int                 x,
                                                 int                 y,
                                                 int                 width,
                                                 int                 height);

/**
 * sprint_display_heads_keep:
 *
 * The surface goes away, and its last pictures stay.
 */
void                sprint_display_heads_keep   (SprintDisplayHeads *self);

G_END_DECLS
