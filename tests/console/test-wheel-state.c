/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/input/wheel-state.h"

#include <math.h>

static void
test_parts (void)
{
  static const int parts[] = { 1, 2, 3, 4, 7, 8, 120 };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    for (int sign = -1; sign <= 1; sign += 2) {
      SprintWheelState wheel = { 0 };

      /* Each click comes with its last part, and none is lost. */
      for (int n = 1; n <= 50 * parts[i]; n++)
        g_assert_cmpint (sprint_wheel_state_turn (&wheel, sign * 1.0 / parts[i]), ==,
                         n % parts[i] == 0 ? sign : 0);
    }
  }
}

static void
test_many (void)
{
  SprintWheelState wheel = { 0 };

  g_assert_cmpint (sprint_wheel_state_turn (&wheel, 3.75), ==, 3);
  g_assert_cmpint (sprint_wheel_state_turn (&wheel, 0), ==, 0);
  g_assert_cmpint (sprint_wheel_state_turn (&wheel, 0.25), ==, 1);
}

static void
test_turn_round (void)
{
  SprintWheelState wheel = { 0 };

  g_assert_cmpint (sprint_wheel_state_turn (&wheel, 0.9), ==, 0);
  g_assert_cmpint (sprint_wheel_state_turn (&wheel, -0.9), ==, 0);
  g_assert_cmpint (sprint_wheel_state_turn (&wheel, -0.1), ==, -1);
  g_assert_cmpint (sprint_wheel_state_turn (&wheel, 1), ==, 1);
}

static void
test_nonsense (void)
{
  static const double values[] = { NAN, INFINITY, -INFINITY };
  SprintWheelState wheel = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_assert_cmpint (sprint_wheel_state_turn (&wheel, values[i]), ==, 0);
  g_assert_cmpint (sprint_wheel_state_turn (&wheel, 1e300), ==, SPRINT_WHEEL_MAX_CLICKS);
  g_assert_cmpint (sprint_wheel_state_turn (&wheel, -1e300), ==, -SPRINT_WHEEL_MAX_CLICKS);

  /* And nothing of it is left. */
  g_assert_cmpint (sprint_wheel_state_turn (&wheel, 1), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wheel-state/parts", test_parts);
  g_test_add_func ("/wheel-state/many", test_many);
  g_test_add_func ("/wheel-state/turn-round", test_turn_round);
  g_test_add_func ("/wheel-state/nonsense", test_nonsense);

  return g_test_run ();
}
