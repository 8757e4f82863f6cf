/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/screen/scanout-feed.h"
#include "painter.h"
#include "scanout-import.h"

G_BEGIN_DECLS

/**
 * SprintScanoutPainter:
 *
 * Paints what is in graphics memory without a copy, where the desktop can even without drawing it; tells the feed
 * where that cannot be.
 */
#define SPRINT_TYPE_SCANOUT_PAINTER (sprint_scanout_painter_get_type ())
G_DECLARE_FINAL_TYPE (SprintScanoutPainter, sprint_scanout_painter, SPRINT, SCANOUT_PAINTER, SprintPainter)

/**
 * sprint_scanout_painter_new:
 * @widget: whose snapshot it paints; has to outlive it
 * @feed: whose scanouts it paints; of the same monitor as the framebuffer that it is given
 * @import: what makes textures of them
 */
SprintPainter *sprint_scanout_painter_new      (GtkWidget            *widget,
                                                SprintScanoutFeed    *feed,
                                                SprintScanoutImport   import);

/**
 * sprint_scanout_painter_allocate:
 * @width: of the widget
 * @height: of the widget
 *
 * For when the widget is given its size, and for each time after that.
 */
void           sprint_scanout_painter_allocate (SprintScanoutPainter *self,
                                                int                   width,
                                                int                   height);

G_END_DECLS
