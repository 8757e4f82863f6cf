/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/input/scancode.h"

#include "keyboard-105.h"

static void
test_board (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_assert_cmpuint (G_N_ELEMENTS (keyboard_105), ==, 105);
  for (guint i = 0; i < G_N_ELEMENTS (keyboard_105); i++) {
    guint make = keyboard_105[i].make;
    guint expected = make > 0xff ? SPRINT_SCANCODE_EXTENDED | (make & 0xff) : make;
    guint scancode = sprint_scancode_from_evdev (keyboard_105[i].code);

    g_assert_cmphex (scancode, ==, expected);
    g_assert_true (g_hash_table_add (seen, GUINT_TO_POINTER (scancode)));
  }
}

static void
test_others (void)
{
  g_assert_cmphex (sprint_scancode_from_evdev (KEY_VOLUMEUP), ==, SPRINT_SCANCODE_EXTENDED | 0x30);
  g_assert_cmphex (sprint_scancode_from_evdev (KEY_RO), ==, 0x73);
  g_assert_cmphex (sprint_scancode_from_evdev (KEY_YEN), ==, 0x7d);
  g_assert_cmphex (sprint_scancode_from_evdev (0), ==, 0);
  g_assert_cmphex (sprint_scancode_from_evdev (BTN_LEFT), ==, 0);
  g_assert_cmphex (sprint_scancode_from_evdev (G_MAXUINT), ==, 0);

  /* No code of a byte is one that a release would be taken for. */
  for (guint code = 0; code < 1024; code++)
    g_assert_cmphex (sprint_scancode_from_evdev (code) & 0x80, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scancode/board", test_board);
  g_test_add_func ("/scancode/others", test_others);

  return g_test_run ();
}
