/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/input/wheel-state.h"
#include "core/console/screen/pointer-geometry.h"
#include "core/console/session/console-session.h"

G_BEGIN_DECLS

/**
 * SPRINT_SURFACE_UNITS_PER_CLICK:
 *
 * How far fingers move for one click of a wheel, in units of the surface.
 */
#define SPRINT_SURFACE_UNITS_PER_CLICK 30.0

/**
 * SprintGuestPointer:
 * @session: (nullable) (transfer none): whose pointer it is; nothing is sent without
 * @monitor: the number of the monitor that is shown
 * @geometry: where the guest's picture lies in the widget
 * @x: the guest's column that it was last over
 * @y: the guest's row that it was last over
 * @known: whether it was
 * @rest_x: what was moved of a guest's pixel, and not sent yet
 * @rest_y: what was moved of a guest's pixel, and not sent yet
 * @wheel: its wheel
 *
 * A guest's pointer, moved in units of the widget that shows its picture. All zero is one without a
 * guest.
 */
typedef struct {
  SprintConsoleSession *session;
  guint monitor;
  SprintPointerGeometry geometry;
  int x, y;
  gboolean known;
  double rest_x, rest_y;
  SprintWheelState wheel;
} SprintGuestPointer;

/**
 * sprint_guest_pointer_point:
 *
 * Points at a place of the widget; a guest that takes motion is told how far that is from the last.
 *
 * Returns: whether it is on the guest's picture
 */
gboolean sprint_guest_pointer_point   (SprintGuestPointer *pointer,
                                       double              x,
                                       double              y);

/**
 * sprint_guest_pointer_move:
 *
 * Moves a pointer that is nowhere on the widget: as far over the picture as the hand's would go.
 */
void     sprint_guest_pointer_move    (SprintGuestPointer *pointer,
                                       double              dx,
                                       double              dy);
void     sprint_guest_pointer_press   (SprintGuestPointer *pointer,
                                       guint               button,
                                       gboolean            down);

/**
 * sprint_guest_pointer_press_at:
 * @inside: whether it is on the picture: what is beside that is no place of the guest's, but relative motion knows
 *   no places
 *
 * A button goes down where the hand's pointer is.
 */
void     sprint_guest_pointer_press_at (SprintGuestPointer *pointer,
                                        guint               button,
                                        gboolean            inside);
void     sprint_guest_pointer_scroll  (SprintGuestPointer *pointer,
                                       double              clicks);

/**
 * sprint_guest_pointer_forget:
 *
 * It is over the widget no longer: what comes next begins anew.
 */
void     sprint_guest_pointer_forget  (SprintGuestPointer *pointer);

G_END_DECLS
