/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/screen/console-monitor.h"
#include "core/console/screen/pointer-geometry.h"

G_BEGIN_DECLS

/**
 * sprint_console_layout_compute:
 * @widget: what a guest's picture is shown in
 * @framebuffer: the picture
 * @scaling: whether it fills the widget
 * @geometry: (out): where it lies, in device pixels
 */
void sprint_console_layout_compute   (GtkWidget             *widget,
                                      SprintFramebuffer     *framebuffer,
                                      gboolean               scaling,
                                      SprintPointerGeometry *geometry);

/**
 * sprint_console_layout_measure:
 *
 * Returns: units of @widget that the picture takes pixel by pixel, each a whole number of the screen's
 */
int  sprint_console_layout_measure   (GtkWidget             *widget,
                                      SprintFramebuffer     *framebuffer,
                                      GtkOrientation         orientation);

/**
 * sprint_console_layout_want_size:
 *
 * Has a guest's monitor take the size of @widget.
 */
void sprint_console_layout_want_size (GtkWidget             *widget,
                                      SprintConsoleMonitor  *monitor);

G_END_DECLS
