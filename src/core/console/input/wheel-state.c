/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wheel-state.h"

#include <math.h>

/* Three thirds are to be one click; a step of the finest wheels is a hundred and twentieth. */
#define ROUNDING 1e-6

int
sprint_wheel_state_turn (SprintWheelState *state,
                         double            clicks)
{
  int whole;

  if (!isfinite (clicks))
    return 0;

  if (clicks * state->rest < 0)
    state->rest = 0;
  state->rest = CLAMP (state->rest + clicks, -SPRINT_WHEEL_MAX_CLICKS, SPRINT_WHEEL_MAX_CLICKS);
  whole = trunc (state->rest + copysign (ROUNDING, state->rest));
  state->rest -= whole;

  /* What was rounded up is no start in the other direction. */
  if (fabs (state->rest) <= ROUNDING)
    state->rest = 0;

  return whole;
}
