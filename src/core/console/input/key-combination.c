/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-combination.h"

#include <linux/input-event-codes.h>

static const struct {
  const char *name;
  guint code;
} keys[] = {
  { "alt", KEY_LEFTALT },
  { "altgr", KEY_RIGHTALT },
  { "backspace", KEY_BACKSPACE },
  { "ctrl", KEY_LEFTCTRL },
  { "delete", KEY_DELETE },
  { "enter", KEY_ENTER },
  { "esc", KEY_ESC },
  { "f1", KEY_F1 },
  { "f2", KEY_F2 },
  { "f3", KEY_F3 },
  { "f4", KEY_F4 },
  { "f5", KEY_F5 },
  { "f6", KEY_F6 },
  { "f7", KEY_F7 },
  { "f8", KEY_F8 },
  { "f9", KEY_F9 },
  { "f10", KEY_F10 },
  { "f11", KEY_F11 },
  { "f12", KEY_F12 },
  { "pause", KEY_PAUSE },
  { "print", KEY_SYSRQ },
  { "shift", KEY_LEFTSHIFT },
  { "space", KEY_SPACE },
  { "super", KEY_LEFTMETA },
  { "tab", KEY_TAB },
};

static guint
find_key (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (g_strcmp0 (keys[i].name, name) == 0)
      return keys[i].code;
  }

  return 0;
}

gsize
sprint_key_combination_parse (const char *text,
                              guint      *codes)
{
  g_auto (GStrv) names = g_strsplit (text, "+", SPRINT_KEY_COMBINATION_MAX + 1);
  gsize n = g_strv_length (names);

  if (n > SPRINT_KEY_COMBINATION_MAX)
    return 0;

  for (gsize i = 0; i < n; i++) {
    codes[i] = find_key (names[i]);
    if (codes[i] == 0)
      return 0;
  }

  return n;
}
