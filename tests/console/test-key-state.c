/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/input/key-state.h"

static void
test_held (void)
{
  SprintKeyState state = { 0 };

  g_assert_true (sprint_key_state_press (&state, 30));
  g_assert_true (sprint_key_state_press (&state, 30));
  g_assert_true (sprint_key_state_is_held (&state, 30));
  g_assert_false (sprint_key_state_is_held (&state, 31));
  g_assert_true (sprint_key_state_release (&state, 30));
  g_assert_false (sprint_key_state_release (&state, 30));
  g_assert_false (sprint_key_state_release (&state, 31));
}

static void
test_bounds (void)
{
  SprintKeyState state = { 0 };
  guint code;

  g_assert_false (sprint_key_state_press (&state, 0));
  g_assert_false (sprint_key_state_press (&state, SPRINT_KEY_STATE_CODES));
  g_assert_false (sprint_key_state_press (&state, G_MAXUINT));
  g_assert_false (sprint_key_state_release (&state, G_MAXUINT));
  g_assert_true (sprint_key_state_press (&state, SPRINT_KEY_STATE_CODES - 1));
  g_assert_true (sprint_key_state_take (&state, &code));
  g_assert_cmpuint (code, ==, SPRINT_KEY_STATE_CODES - 1);
  g_assert_false (sprint_key_state_take (&state, &code));
}

static void
test_take (void)
{
  SprintKeyState state = { 0 };
  guint taken = 0, code;

  for (guint i = 1; i < SPRINT_KEY_STATE_CODES; i++)
    g_assert_true (sprint_key_state_press (&state, i));
  while (sprint_key_state_take (&state, &code)) {
    g_assert_false (sprint_key_state_is_held (&state, code));
    taken++;
  }
  g_assert_cmpuint (taken, ==, SPRINT_KEY_STATE_CODES - 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-state/held", test_held);
  g_test_add_func ("/key-state/bounds", test_bounds);
  g_test_add_func ("/key-state/take", test_take);

  return g_test_run ();
}
