/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/input/us-keys.h"

#include <gdk/gdk.h>
#include <linux/input-event-codes.h>

static void
test_pairs (void)
{
  /* Each pair is one key, without and with Shift. */
  static const char pairs[] = "aAzZ1!2@3#4$5%6^7&8*9(0)-_=+[{]}\\|;:'\",<.>/?`~";

  for (const char *at = pairs; *at != '\0'; at += 2) {
    g_assert_cmpuint (sprint_us_keys_to_evdev (at[0]), !=, 0);
    g_assert_cmpuint (sprint_us_keys_to_evdev (at[0]), ==, sprint_us_keys_to_evdev (at[1]));
  }
}

static void
test_named (void)
{
  static const struct { guint keyval, code; } keys[] = {
    { 'q', KEY_Q }, { 'p', KEY_P }, { 'm', KEY_M }, { '0', KEY_0 }, { '9', KEY_9 },
    { ' ', KEY_SPACE }, { '~', KEY_GRAVE }, { '!', KEY_1 }, { '"', KEY_APOSTROPHE },
    { '<', KEY_COMMA }, { '@', KEY_2 }, { '_', KEY_MINUS },
    { GDK_KEY_F1, KEY_F1 }, { GDK_KEY_F10, KEY_F10 }, { GDK_KEY_F11, KEY_F11 },
    { GDK_KEY_Control_L, KEY_LEFTCTRL }, { GDK_KEY_Control_R, KEY_RIGHTCTRL },
    { GDK_KEY_Return, KEY_ENTER }, { GDK_KEY_KP_Enter, KEY_KPENTER },
    { GDK_KEY_eacute, 0 }, { GDK_KEY_VoidSymbol, 0 }, { 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_cmpuint (sprint_us_keys_to_evdev (keys[i].keyval), ==, keys[i].code);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/us-keys/pairs", test_pairs);
  g_test_add_func ("/us-keys/named", test_named);

  return g_test_run ();
}
