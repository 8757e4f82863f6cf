/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SPRINT_WHEEL_MAX_CLICKS:
 *
 * The most clicks that one turn of a wheel is taken for.
 */
#define SPRINT_WHEEL_MAX_CLICKS 64

/**
 * SprintWheelState:
 * @rest: how far it has turned since its last click; of the sign of its direction
 *
 * A wheel that turns smoothly, for a guest whose wheel has clicks. All zero is one at rest.
 */
typedef struct {
  double rest;
} SprintWheelState;

/**
 * sprint_wheel_state_turn:
 * @clicks: how far, and in which direction, in clicks and parts of one
 *
 * Parts add up; what is left of one direction does not count for the other.
 *
 * Returns: the clicks that are complete, at most %SPRINT_WHEEL_MAX_CLICKS, of the sign of @clicks
 */
int sprint_wheel_state_turn (SprintWheelState *state,
                             double            clicks);

G_END_DECLS
