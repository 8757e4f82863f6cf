/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guest-pointer.h"

#include <math.h>

gboolean
sprint_guest_pointer_point (SprintGuestPointer *pointer,
                            double              x,
                            double              y)
{
  SprintConsoleInput *input;
  gboolean inside;
  int guest_x, guest_y;

  if (pointer->session == NULL || pointer->geometry.guest_width == 0)
    return FALSE;

  input = sprint_console_session_get_input (pointer->session);
  inside = sprint_pointer_geometry_to_guest (&pointer->geometry, x, y, &guest_x, &guest_y);
  if (sprint_console_input_get_absolute (input)) {
    if (!pointer->known || guest_x != pointer->x || guest_y != pointer->y)
      sprint_console_input_set_position (input, pointer->monitor, guest_x, guest_y);
  } else if (pointer->known) {
    sprint_console_input_move (input, guest_x - pointer->x, guest_y - pointer->y);
  }

  pointer->x = guest_x;
  pointer->y = guest_y;
  pointer->known = TRUE;

  return inside;
}

void
sprint_guest_pointer_move (SprintGuestPointer *pointer,
                           double              dx,
                           double              dy)
{
  const SprintPointerGeometry *geometry = &pointer->geometry;
  int x, y;

  if (pointer->session == NULL || !isfinite (dx) || !isfinite (dy))
    return;

  if (geometry->guest_width > 0) {
    dx *= geometry->scale * geometry->guest_width / geometry->width;
    dy *= geometry->scale * geometry->guest_height / geometry->height;
  }

  /* More than any hand does, and less than an int. */
  pointer->rest_x += CLAMP (dx, -G_MAXINT16, G_MAXINT16);
  pointer->rest_y += CLAMP (dy, -G_MAXINT16, G_MAXINT16);
  x = trunc (pointer->rest_x);
  y = trunc (pointer->rest_y);
  pointer->rest_x -= x;
  pointer->rest_y -= y;
  sprint_console_input_move (sprint_console_session_get_input (pointer->session), x, y);
}

void
sprint_guest_pointer_press (SprintGuestPointer *pointer,
                            guint               button,
                            gboolean            down)
{
  if (pointer->session != NULL)
    sprint_console_input_set_button (sprint_console_session_get_input (pointer->session), button, down);
}

void
sprint_guest_pointer_press_at (SprintGuestPointer *pointer,
                               guint               button,
                               gboolean            inside)
{
  if (inside ||
      (pointer->session != NULL && !sprint_console_session_get_client_pointer (pointer->session)))
    sprint_guest_pointer_press (pointer, button, TRUE);
}

void
sprint_guest_pointer_scroll (SprintGuestPointer *pointer,
                             double              clicks)
{
  int whole;

  if (pointer->session == NULL)
    return;

  whole = sprint_wheel_state_turn (&pointer->wheel, clicks);
  if (whole != 0)
    sprint_console_input_scroll (sprint_console_session_get_input (pointer->session), whole);
}

void
sprint_guest_pointer_forget (SprintGuestPointer *pointer)
{
  pointer->known = FALSE;
  pointer->rest_x = pointer->rest_y = 0;
  pointer->wheel = (SprintWheelState) { 0 };
}
