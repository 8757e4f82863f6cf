/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-cursor.h"
#include "framebuffer.h"
#include "scanout-feed.h"

G_BEGIN_DECLS

/**
 * SPRINT_MONITOR_OFF_TIMEOUT:
 *
 * Milliseconds for which a guest may show nothing before its screen counts as turned off.
 */
#define SPRINT_MONITOR_OFF_TIMEOUT 1000

/**
 * SPRINT_MONITOR_MIN_WIDTH:
 *
 * Pixels below which no guest is asked to go, across; the same for %SPRINT_MONITOR_MIN_HEIGHT, down.
 */
#define SPRINT_MONITOR_MIN_WIDTH 320
#define SPRINT_MONITOR_MIN_HEIGHT 200

/**
 * SprintConsoleMonitor:
 *
 * One of a guest's monitors: its picture, and the shape of the pointer over it. It outlives the
 * connection that fills it, so that the last picture stays until there is a new one. Knows no
 * protocol.
 *
 * ::size-wanted is emitted for each sprint_console_monitor_want_size() that changes something.
 */
#define SPRINT_TYPE_CONSOLE_MONITOR (sprint_console_monitor_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleMonitor, sprint_console_monitor, SPRINT, CONSOLE_MONITOR, GObject)

SprintConsoleMonitor *sprint_console_monitor_new             (void);

/**
 * sprint_console_monitor_new_further:
 * @number: counted from 0
 * @cursor: whose shape the pointer has over it too
 */
SprintConsoleMonitor *sprint_console_monitor_new_further     (guint                 number,
                                                              SprintConsoleCursor  *cursor);

/**
 * sprint_console_monitor_get_number:
 *
 * Returns: which of the guest's monitors it is, counted from 0, as the guest's agent does
 */
guint                 sprint_console_monitor_get_number      (SprintConsoleMonitor *self);

/**
 * sprint_console_monitor_set_cursor:
 * @cursor: the pointer of the graphics card that it is plugged into
 */
void                  sprint_console_monitor_set_cursor      (SprintConsoleMonitor *self,
                                                              SprintConsoleCursor  *cursor);

/**
 * sprint_console_monitor_set_origin:
 * @x: pixels from the left
 * @y: pixels from the top
 *
 * Where the monitor lies in the surface that the guest draws into, and moves its pointer over.
 */
void                  sprint_console_monitor_set_origin      (SprintConsoleMonitor *self,
                                                              int                   x,
                                                              int                   y);
void                  sprint_console_monitor_get_origin      (SprintConsoleMonitor *self,
                                                              int                  *x,
                                                              int                  *y);

/**
 * sprint_console_monitor_set_shown:
 * @shown: whether the guest shows anything on this monitor, and it is in the framebuffer
 *
 * What the connection of now says of it.
 */
void                  sprint_console_monitor_set_shown       (SprintConsoleMonitor *self,
                                                              gboolean              shown);

/**
 * sprint_console_monitor_want_size:
 * @width: guest pixels, or 0 when it does not matter
 * @height: guest pixels, or 0 when it does not matter
 *
 * How large the monitor should be. A guest that can follow does so some time after the last wish; one
 * that comes later, or comes back, hears of it then. What is too small or too large for a screen is
 * brought to what is not.
 */
void                  sprint_console_monitor_want_size       (SprintConsoleMonitor *self,
                                                              int                   width,
                                                              int                   height);

/**
 * sprint_console_monitor_get_wanted_size:
 * @width: (out): guest pixels
 * @height: (out): guest pixels
 *
 * Returns: %FALSE when it does not matter
 */
gboolean              sprint_console_monitor_get_wanted_size (SprintConsoleMonitor *self,
                                                              int                  *width,
                                                              int                  *height);

/**
 * sprint_console_monitor_part:
 *
 * The connection has gone: the picture is an old one from now on, and stays.
 */
void                  sprint_console_monitor_part            (SprintConsoleMonitor *self);

/**
 * sprint_console_monitor_expire:
 *
 * Gives up a picture that is still an old one.
 */
void                  sprint_console_monitor_expire          (SprintConsoleMonitor *self);

/**
 * sprint_console_monitor_clear:
 *
 * Gives up the picture and the shape of the pointer.
 */
void                  sprint_console_monitor_clear           (SprintConsoleMonitor *self);

/**
 * sprint_console_monitor_get_has_picture:
 *
 * Returns: whether the framebuffer shows the guest: also the last picture of a connection that was
 *   lost, not the screen that a guest has turned off
 */
gboolean              sprint_console_monitor_get_has_picture (SprintConsoleMonitor *self);

/**
 * sprint_console_monitor_get_fresh:
 *
 * Returns: whether the connection of now has said what is on it, be it nothing
 */
gboolean              sprint_console_monitor_get_fresh       (SprintConsoleMonitor *self);

/**
 * sprint_console_monitor_get_accelerated:
 *
 * Returns: whether the guest draws into graphics memory that can be shown in no way
 */
gboolean              sprint_console_monitor_get_accelerated (SprintConsoleMonitor *self);

/**
 * sprint_console_monitor_get_scanouts:
 *
 * Returns: (transfer none): what the guest draws in graphics memory
 */
SprintScanoutFeed    *sprint_console_monitor_get_scanouts    (SprintConsoleMonitor *self);
SprintFramebuffer    *sprint_console_monitor_get_framebuffer (SprintConsoleMonitor *self);
SprintConsoleCursor  *sprint_console_monitor_get_cursor      (SprintConsoleMonitor *self);

G_END_DECLS
