/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SPRINT_CONSOLE_CURSOR_MAX_SIZE:
 *
 * The most pixels that a pointer's shape may have along one side.
 */
#define SPRINT_CONSOLE_CURSOR_MAX_SIZE 512

/**
 * SprintConsoleCursor:
 *
 * The guest's pointer: its shape, whether the guest shows it, and, where the guest moves it by
 * itself, where it is. ::changed is emitted for another shape or visibility, ::moved for another
 * place.
 */
#define SPRINT_TYPE_CONSOLE_CURSOR (sprint_console_cursor_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleCursor, sprint_console_cursor, SPRINT, CONSOLE_CURSOR, GObject)

SprintConsoleCursor *sprint_console_cursor_new         (void);

/**
 * sprint_console_cursor_set_shape:
 * @rgba: R,G,B,A bytes, @width × @height of them; the colours may or may not have been multiplied
 *   by the alpha already, which is told from the values
 * @width: pixels
 * @height: pixels
 * @hot_x: the column that points
 * @hot_y: the row that points
 *
 * Gives the pointer a shape, and shows it. One of a size that no pointer has is refused.
 */
void                 sprint_console_cursor_set_shape   (SprintConsoleCursor *self,
                                                        const guint8        *rgba,
                                                        int                  width,
                                                        int                  height,
                                                        int                  hot_x,
                                                        int                  hot_y);

/**
 * sprint_console_cursor_reset:
 *
 * Goes back to the default: no shape of the guest's own, shown.
 */
void                 sprint_console_cursor_reset       (SprintConsoleCursor *self);
void                 sprint_console_cursor_hide        (SprintConsoleCursor *self);

/**
 * sprint_console_cursor_move_to:
 * @x: guest pixels
 * @y: guest pixels
 *
 * The guest has put the pointer, and shows it.
 */
void                 sprint_console_cursor_move_to     (SprintConsoleCursor *self,
                                                        int                  x,
                                                        int                  y);
gboolean             sprint_console_cursor_get_visible (SprintConsoleCursor *self);

/**
 * sprint_console_cursor_get_pixels:
 *
 * Returns: (nullable) (transfer none): B,G,R,A bytes, colours multiplied by alpha; %NULL for the
 *   default shape
 */
GBytes              *sprint_console_cursor_get_pixels  (SprintConsoleCursor *self);
void                 sprint_console_cursor_get_size    (SprintConsoleCursor *self,
                                                        int                 *width,
                                                        int                 *height);
void                 sprint_console_cursor_get_hotspot (SprintConsoleCursor *self,
                                                        int                 *x,
                                                        int                 *y);
void                 sprint_console_cursor_get_position (SprintConsoleCursor *self,
                                                         int                 *x,
                                                         int                 *y);

G_END_DECLS
