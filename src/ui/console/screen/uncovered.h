/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sprint_uncovered_find:
 * @tree: what is on a screen
 * @node: a node that is perhaps somewhere in it
 * @empty: (element-type GskRenderNode): nodes in it that draw nothing, and so cover nothing
 * @scale: device pixels per unit
 * @x: (out): where on the screen the left edge of @node's bounds is, device pixels
 * @y: (out): where on the screen the upper edge of @node's bounds is, device pixels
 *
 * Finds where a node alone decides what is seen: where nothing is drawn over it, and it is drawn as
 * it is, whole pixel by whole pixel. What is not known for sure counts as covered.
 *
 * Returns: (transfer full): that part of the screen, in device pixels; empty when @node is not there, or
 *   is drawn changed (turned, scaled, translucent, in other colours, between two pixels)
 */
cairo_region_t *sprint_uncovered_find (GskRenderNode *tree,
                                       GskRenderNode *node,
                                       GPtrArray     *empty,
                                       double         scale,
                                       int           *x,
                                       int           *y);

G_END_DECLS
