/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "painter.h"

G_BEGIN_DECLS

/**
 * SprintCairoPainter:
 *
 * Paints for the renderer that draws with cairo: one node over the framebuffer's own memory, which
 * stays the same object, and nodes that are empty where something has changed, so that GTK draws
 * that part again and no more.
 *
 * On X11 what has changed is put into the window without a frame of GTK's, where GTK has drawn
 * nothing over the picture and each of its pixels is one of the screen's; a GtkWidgetPaintable of the
 * widget does not hear of that.
 */
#define SPRINT_TYPE_CAIRO_PAINTER (sprint_cairo_painter_get_type ())
G_DECLARE_FINAL_TYPE (SprintCairoPainter, sprint_cairo_painter, SPRINT, CAIRO_PAINTER, SprintPainter)

/**
 * sprint_cairo_painter_new:
 * @widget: whose snapshot it paints; has to outlive it
 */
SprintPainter *sprint_cairo_painter_new (GtkWidget *widget);

G_END_DECLS
