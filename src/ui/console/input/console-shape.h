/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/screen/console-cursor.h"
#include "core/console/screen/pointer-geometry.h"

G_BEGIN_DECLS

/**
 * SprintConsoleShape:
 *
 * The shape of a guest's pointer, as GTK takes it: for the desktop's pointer, or painted into the
 * guest's picture. It is scaled as the picture is, and sharp.
 *
 * ::changed is emitted for another shape or visibility, ::moved when the guest has put it elsewhere.
 */
#define SPRINT_TYPE_CONSOLE_SHAPE (sprint_console_shape_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleShape, sprint_console_shape, SPRINT, CONSOLE_SHAPE, GObject)

SprintConsoleShape *sprint_console_shape_new           (void);
void                sprint_console_shape_set_cursor    (SprintConsoleShape          *self,
                                                        SprintConsoleCursor         *cursor);

/**
 * sprint_console_shape_is_known:
 *
 * Returns: whether the guest has given its pointer a shape
 */
gboolean            sprint_console_shape_is_known      (SprintConsoleShape          *self);

/**
 * sprint_console_shape_create_cursor:
 * @display: whose pointer it is for
 * @geometry: where the guest's picture lies
 *
 * Returns: (nullable) (transfer full): the desktop's pointer in that shape, hidden where the guest
 *   hides it; %NULL for the default, where the guest has given none
 */
GdkCursor          *sprint_console_shape_create_cursor (SprintConsoleShape          *self,
                                                        GdkDisplay                  *display,
                                                        const SprintPointerGeometry *geometry);

/**
 * sprint_console_shape_snapshot:
 * @x: the picture's left edge in the surface that the guest moves it over
 * @y: the picture's upper edge in that surface
 *
 * Paints it where the guest has put it.
 */
void                sprint_console_shape_snapshot      (SprintConsoleShape          *self,
                                                        GtkSnapshot                 *snapshot,
                                                        int                          x,
                                                        int                          y,
                                                        const SprintPointerGeometry *geometry);

G_END_DECLS
