/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/input/key-combination.h"

#include <linux/input-event-codes.h>
#include <string.h>

#include "core/console/input/key-names.h"
#include "core/console/input/scancode.h"

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
    "", "+", "ctrl+", "+ctrl", "ctrl++alt", "Ctrl", "ctrl alt", "hyper", "f25", "alt+alt", "ctrl+f1+ctrl",
    "a+b+c+d+e+f+g+h+i", "\xff", "ctrl=",
  };
  guint codes[SPRINT_KEY_COMBINATION_MAX];

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpuint (sprint_key_combination_parse (bad[i], codes), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (sprint_key_combination_describe (bad[i]));
}

static void
test_names (void)
{
  g_assert_cmpuint (sprint_key_names_get_n (), >, 150);
  for (gsize i = 0; i < sprint_key_names_get_n (); i++) {
    guint code = sprint_key_names_get_code (i);
    const char *name = sprint_key_code_to_name (code);

    /* Each is one key, can be sent, and is told from the others. */
    g_assert_cmpuint (sprint_key_name_to_code (name), ==, code);
    g_assert_cmpuint (sprint_scancode_from_evdev (code), !=, 0);
    g_assert_null (strpbrk (name, "+= "));
    for (gsize j = 0; j < i; j++)
      g_assert_cmpstr (sprint_key_code_to_label (code), !=,
                       sprint_key_code_to_label (sprint_key_names_get_code (j)));
  }
  g_assert_null (sprint_key_code_to_name (0));
  g_assert_null (sprint_key_code_to_label (G_MAXUINT));
  g_assert_cmpuint (sprint_key_name_to_code (NULL), ==, 0);
}

static void
test_format (void)
{
  const guint codes[] = { KEY_LEFTCTRL, KEY_RIGHTALT, KEY_PAGEUP };
  const guint nameless[] = { KEY_LEFTCTRL, KEY_BATTERY };
  g_autofree char *text = sprint_key_combination_format (codes, G_N_ELEMENTS (codes));
  g_autofree char *label = sprint_key_combination_describe (text);
  guint parsed[SPRINT_KEY_COMBINATION_MAX];

  g_assert_cmpstr (text, ==, "ctrl+altgr+page-up");
  g_assert_cmpstr (label, ==, "Ctrl+AltGr+Page Up");
  g_assert_cmpuint (sprint_key_combination_parse (text, parsed), ==, 3);
  g_assert_cmpmem (parsed, sizeof codes, codes, sizeof codes);
  g_assert_null (sprint_key_combination_format (nameless, 2));
  g_assert_null (sprint_key_combination_format (codes, 0));
  g_assert_null (sprint_key_combination_format (codes, SPRINT_KEY_COMBINATION_MAX + 1));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/key-combination/parse", test_parse);
  g_test_add_func ("/key-combination/bad", test_bad);
  g_test_add_func ("/key-combination/names", test_names);
  g_test_add_func ("/key-combination/format", test_format);

  return g_test_run ();
}
