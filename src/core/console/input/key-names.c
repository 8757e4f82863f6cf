/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-names.h"

#include <glib/gi18n.h>
#include <linux/input-event-codes.h>

/* In the order in which a person is offered them. */
static const struct {
  const char *name;
  const char *label;
  guint code;
} keys[] = {
  /* Translators: these are the names of keys, as they are written on keyboards. */
  { "ctrl", N_("Ctrl"), KEY_LEFTCTRL },
  { "alt", N_("Alt"), KEY_LEFTALT },
  { "shift", N_("Shift"), KEY_LEFTSHIFT },
  { "super", N_("Super"), KEY_LEFTMETA },
  { "altgr", N_("AltGr"), KEY_RIGHTALT },
  { "right-ctrl", N_("Right Ctrl"), KEY_RIGHTCTRL },
  { "right-shift", N_("Right Shift"), KEY_RIGHTSHIFT },
  { "right-super", N_("Right Super"), KEY_RIGHTMETA },
  { "menu", N_("Menu"), KEY_COMPOSE },
  { "esc", N_("Esc"), KEY_ESC },
  { "tab", N_("Tab"), KEY_TAB },
  { "enter", N_("Enter"), KEY_ENTER },
  { "space", N_("Space"), KEY_SPACE },
  { "backspace", N_("Backspace"), KEY_BACKSPACE },
  { "delete", N_("Del"), KEY_DELETE },
  { "insert", N_("Ins"), KEY_INSERT },
  { "home", N_("Home"), KEY_HOME },
  { "end", N_("End"), KEY_END },
  { "page-up", N_("Page Up"), KEY_PAGEUP },
  { "page-down", N_("Page Down"), KEY_PAGEDOWN },
  { "up", N_("Up"), KEY_UP },
  { "down", N_("Down"), KEY_DOWN },
  { "left", N_("Left"), KEY_LEFT },
  { "right", N_("Right"), KEY_RIGHT },
  { "print", N_("Print Screen"), KEY_SYSRQ },
  { "pause", N_("Pause"), KEY_PAUSE },
  { "caps-lock", N_("Caps Lock"), KEY_CAPSLOCK },
  { "num-lock", N_("Num Lock"), KEY_NUMLOCK },
  { "scroll-lock", N_("Scroll Lock"), KEY_SCROLLLOCK },
  { "f1", "F1", KEY_F1 },
  { "f2", "F2", KEY_F2 },
  { "f3", "F3", KEY_F3 },
  { "f4", "F4", KEY_F4 },
  { "f5", "F5", KEY_F5 },
  { "f6", "F6", KEY_F6 },
  { "f7", "F7", KEY_F7 },
  { "f8", "F8", KEY_F8 },
  { "f9", "F9", KEY_F9 },
  { "f10", "F10", KEY_F10 },
  { "f11", "F11", KEY_F11 },
  { "f12", "F12", KEY_F12 },
  { "f13", "F13", KEY_F13 },
  { "f14", "F14", KEY_F14 },
  { "f15", "F15", KEY_F15 },
  { "f16", "F16", KEY_F16 },
  { "f17", "F17", KEY_F17 },
  { "f18", "F18", KEY_F18 },
  { "f19", "F19", KEY_F19 },
  { "f20", "F20", KEY_F20 },
  { "f21", "F21", KEY_F21 },
  { "f22", "F22", KEY_F22 },
  { "f23", "F23", KEY_F23 },
  { "f24", "F24", KEY_F24 },
  { "a", "A", KEY_A },
  { "b", "B", KEY_B },
  { "c", "C", KEY_C },
  { "d", "D", KEY_D },
  { "e", "E", KEY_E },
  { "f", "F", KEY_F },
  { "g", "G", KEY_G },
  { "h", "H", KEY_H },
  { "i", "I", KEY_I },
  { "j", "J", KEY_J },
  { "k", "K", KEY_K },
  { "l", "L", KEY_L },
  { "m", "M", KEY_M },
  { "n", "N", KEY_N },
  { "o", "O", KEY_O },
  { "p", "P", KEY_P },
  { "q", "Q", KEY_Q },
  { "r", "R", KEY_R },
  { "s", "S", KEY_S },
  { "t", "T", KEY_T },
  { "u", "U", KEY_U },
  { "v", "V", KEY_V },
  { "w", "W", KEY_W },
  { "x", "X", KEY_X },
  { "y", "Y", KEY_Y },
  { "z", "Z", KEY_Z },
  { "1", "1", KEY_1 },
  { "2", "2", KEY_2 },
  { "3", "3", KEY_3 },
  { "4", "4", KEY_4 },
  { "5", "5", KEY_5 },
  { "6", "6", KEY_6 },
  { "7", "7", KEY_7 },
  { "8", "8", KEY_8 },
  { "9", "9", KEY_9 },
  { "0", "0", KEY_0 },
  { "grave", "`", KEY_GRAVE },
  { "minus", "-", KEY_MINUS },
  { "equal", "=", KEY_EQUAL },
  { "left-bracket", "[", KEY_LEFTBRACE },
  { "right-bracket", "]", KEY_RIGHTBRACE },
  { "backslash", "\\", KEY_BACKSLASH },
  { "semicolon", ";", KEY_SEMICOLON },
  { "apostrophe", "'", KEY_APOSTROPHE },
  { "comma", ",", KEY_COMMA },
  { "period", ".", KEY_DOT },
  { "slash", "/", KEY_SLASH },
  { "less", "<", KEY_102ND },
  { "kp-0", N_("Keypad 0"), KEY_KP0 },
  { "kp-1", N_("Keypad 1"), KEY_KP1 },
  { "kp-2", N_("Keypad 2"), KEY_KP2 },
  { "kp-3", N_("Keypad 3"), KEY_KP3 },
  { "kp-4", N_("Keypad 4"), KEY_KP4 },
  { "kp-5", N_("Keypad 5"), KEY_KP5 },
  { "kp-6", N_("Keypad 6"), KEY_KP6 },
  { "kp-7", N_("Keypad 7"), KEY_KP7 },
  { "kp-8", N_("Keypad 8"), KEY_KP8 },
  { "kp-9", N_("Keypad 9"), KEY_KP9 },
  { "kp-period", N_("Keypad Decimal"), KEY_KPDOT },
  { "kp-enter", N_("Keypad Enter"), KEY_KPENTER },
  { "kp-plus", N_("Keypad Plus"), KEY_KPPLUS },
  { "kp-minus", N_("Keypad Minus"), KEY_KPMINUS },
  { "kp-multiply", N_("Keypad Multiply"), KEY_KPASTERISK },
  { "kp-divide", N_("Keypad Divide"), KEY_KPSLASH },
  { "kp-equal", N_("Keypad Equal"), KEY_KPEQUAL },
  { "kp-comma", N_("Keypad Comma"), KEY_KPCOMMA },
  { "mute", N_("Mute"), KEY_MUTE },
  { "volume-down", N_("Volume Down"), KEY_VOLUMEDOWN },
  { "volume-up", N_("Volume Up"), KEY_VOLUMEUP },
  { "play", N_("Play or Pause"), KEY_PLAYPAUSE },
  { "stop-media", N_("Stop Playing"), KEY_STOPCD },
  { "next", N_("Next Track"), KEY_NEXTSONG },
  { "previous", N_("Previous Track"), KEY_PREVIOUSSONG },
  { "media", N_("Media Player"), KEY_MEDIA },
  { "calculator", N_("Calculator"), KEY_CALC },
  { "mail", N_("Mail"), KEY_MAIL },
  { "computer", N_("Computer"), KEY_COMPUTER },
  { "search", N_("Search"), KEY_SEARCH },
  { "home-page", N_("Home Page"), KEY_HOMEPAGE },
  { "back", N_("Back"), KEY_BACK },
  { "forward", N_("Forward"), KEY_FORWARD },
  { "refresh", N_("Refresh"), KEY_REFRESH },
  { "stop", N_("Stop"), KEY_STOP },
  { "bookmarks", N_("Bookmarks"), KEY_BOOKMARKS },
  { "power", N_("Power"), KEY_POWER },
  { "sleep", N_("Sleep"), KEY_SLEEP },
  { "wake", N_("Wake"), KEY_WAKEUP },
  { "help", N_("Help"), KEY_HELP },
  { "undo", N_("Undo"), KEY_UNDO },
  { "again", N_("Again"), KEY_AGAIN },
  { "cut", N_("Cut"), KEY_CUT },
  { "copy", N_("Copy"), KEY_COPY },
  { "paste", N_("Paste"), KEY_PASTE },
  { "find", N_("Find"), KEY_FIND },
  { "open", N_("Open"), KEY_OPEN },
  { "props", N_("Properties"), KEY_PROPS },
  { "zenkaku-hankaku", N_("Zenkaku Hankaku"), KEY_ZENKAKUHANKAKU },
  { "muhenkan", N_("Muhenkan"), KEY_MUHENKAN },
  { "henkan", N_("Henkan"), KEY_HENKAN },
  { "katakana-hiragana", N_("Katakana Hiragana"), KEY_KATAKANAHIRAGANA },
  { "katakana", N_("Katakana"), KEY_KATAKANA },
  { "hiragana", N_("Hiragana"), KEY_HIRAGANA },
  { "yen", "¥", KEY_YEN },
  { "ro", N_("Ro"), KEY_RO },
  { "hangul", N_("Hangul"), KEY_HANGEUL },
  { "hanja", N_("Hanja"), KEY_HANJA },
};

gsize
sprint_key_names_get_n (void)
{
  return G_N_ELEMENTS (keys);
}

guint
sprint_key_names_get_code (gsize i)
{
  g_return_val_if_fail (i < G_N_ELEMENTS (keys), 0);

  return keys[i].code;
}

guint
sprint_key_name_to_code (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (g_strcmp0 (keys[i].name, name) == 0)
      return keys[i].code;
  }

  return 0;
}

const char *
sprint_key_code_to_name (guint code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (keys[i].code == code)
      return keys[i].name;
  }

  return NULL;
}

const char *
sprint_key_code_to_label (guint code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (keys[i].code == code)
      return _(keys[i].label);
  }

  return NULL;
}
