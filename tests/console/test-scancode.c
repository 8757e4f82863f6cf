/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/input/scancode.h"

#include "keyboard-105.h"

static void
check (GHashTable *seen,
       guint       code,
       guint       make)
{
  guint expected = make > 0xff ? SPRINT_SCANCODE_EXTENDED | (make & 0xff) : make;
  guint scancode = sprint_scancode_from_evdev (code);

  g_assert_cmphex (scancode, ==, expected);
  /* No two keys are one to the guest. */
  g_assert_true (g_hash_table_insert (seen, GUINT_TO_POINTER (scancode), GUINT_TO_POINTER (code)));
}

static void
test_every_key (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  guint known = 0;

  g_assert_cmpuint (G_N_ELEMENTS (keyboard_105), ==, 105);
  for (guint i = 0; i < G_N_ELEMENTS (keyboard_105); i++)
    check (seen, keyboard_105[i].code, keyboard_105[i].make);
  for (guint i = 0; i < G_N_ELEMENTS (keyboard_others); i++)
    check (seen, keyboard_others[i].code, keyboard_others[i].make);

  /* Nor is there a key that those do not have. */
  for (guint code = 0; code < 1024; code++)
    known += sprint_scancode_from_evdev (code) != 0;
  g_assert_cmpuint (known, ==, g_hash_table_size (seen));
}

static void
test_bounds (void)
{
  g_assert_cmphex (sprint_scancode_from_evdev (0), ==, 0);
  g_assert_cmphex (sprint_scancode_from_evdev (BTN_LEFT), ==, 0);
  g_assert_cmphex (sprint_scancode_from_evdev (G_MAXUINT), ==, 0);

  /* No code of a byte is one that a release would be taken for, or a prefix. */
  for (guint code = 0; code < 1024; code++)
    g_assert_cmphex (sprint_scancode_from_evdev (code) & 0x80, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scancode/every-key", test_every_key);
  g_test_add_func ("/scancode/bounds", test_bounds);

  return g_test_run ();
}
