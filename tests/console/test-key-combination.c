/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/input/key-combination.h"

#include <linux/input-event-codes.h>

static void
test_parse (void)
{
  guint codes[SPRINT_KEY_COMBINATION_MAX];

  g_assert_cmpuint (sprint_key_combination_parse ("ctrl+alt+delete", codes), ==, 3);
  g_assert_cmpuint (codes[0], ==, KEY_LEFTCTRL);
  g_assert_cmpuint (codes[1], ==, KEY_LEFTALT);
  g_assert_cmpuint (codes[2], ==, KEY_DELETE);
  g_assert_cmpuint (sprint_key_combination_parse ("f12", codes), ==, 1);
  g_assert_cmpuint (codes[0], ==, KEY_F12);
}

static void
test_bad (void)
{
  static const char * const bad[] = {
    "", "+", "ctrl+", "+ctrl", "ctrl++alt", "Ctrl", "ctrl alt", "hyper", "f13",
    "a+b+c", "alt+alt+alt+alt+alt+alt+alt+alt+alt",
  };
  guint codes[SPRINT_KEY_COMBINATION_MAX];

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpuint (sprint_key_combination_parse (bad[i], codes), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-combination/parse", test_parse);
  g_test_add_func ("/key-combination/bad", test_bad);

  return g_test_run ();
}
