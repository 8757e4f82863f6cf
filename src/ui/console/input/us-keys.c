/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "us-keys.h"

#include <gdk/gdk.h>
#include <linux/input-event-codes.h>

/* From space to tilde, in the order of ASCII. */
static const guint8 printable[] = {
  KEY_SPACE, KEY_1, KEY_APOSTROPHE, KEY_3, KEY_4, KEY_5, KEY_7, KEY_APOSTROPHE,
  KEY_9, KEY_0, KEY_8, KEY_EQUAL, KEY_COMMA, KEY_MINUS, KEY_DOT, KEY_SLASH,
  KEY_0, KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7,
  KEY_8, KEY_9, KEY_SEMICOLON, KEY_SEMICOLON, KEY_COMMA, KEY_EQUAL, KEY_DOT, KEY_SLASH,
  KEY_2, KEY_A, KEY_B, KEY_C, KEY_D, KEY_E, KEY_F, KEY_G,
  KEY_H, KEY_I, KEY_J, KEY_K, KEY_L, KEY_M, KEY_N, KEY_O,
  KEY_P, KEY_Q, KEY_R, KEY_S, KEY_T, KEY_U, KEY_V, KEY_W,
  KEY_X, KEY_Y, KEY_Z, KEY_LEFTBRACE, KEY_BACKSLASH, KEY_RIGHTBRACE, KEY_6, KEY_MINUS,
  KEY_GRAVE, KEY_A, KEY_B, KEY_C, KEY_D, KEY_E, KEY_F, KEY_G,
  KEY_H, KEY_I, KEY_J, KEY_K, KEY_L, KEY_M, KEY_N, KEY_O,
  KEY_P, KEY_Q, KEY_R, KEY_S, KEY_T, KEY_U, KEY_V, KEY_W,
  KEY_X, KEY_Y, KEY_Z, KEY_LEFTBRACE, KEY_BACKSLASH, KEY_RIGHTBRACE, KEY_GRAVE,
};

G_STATIC_ASSERT (G_N_ELEMENTS (printable) == '~' - ' ' + 1);

static const struct {
  guint keyval;
  guint code;
} others[] = {
  { GDK_KEY_BackSpace, KEY_BACKSPACE },
  { GDK_KEY_Tab, KEY_TAB },
  { GDK_KEY_ISO_Left_Tab, KEY_TAB },
  { GDK_KEY_Return, KEY_ENTER },
  { GDK_KEY_Escape, KEY_ESC },
  { GDK_KEY_Delete, KEY_DELETE },
  { GDK_KEY_Home, KEY_HOME },
  { GDK_KEY_Left, KEY_LEFT },
  { GDK_KEY_Up, KEY_UP },
  { GDK_KEY_Right, KEY_RIGHT },
  { GDK_KEY_Down, KEY_DOWN },
  { GDK_KEY_Page_Up, KEY_PAGEUP },
  { GDK_KEY_Page_Down, KEY_PAGEDOWN },
  { GDK_KEY_End, KEY_END },
  { GDK_KEY_Insert, KEY_INSERT },
  { GDK_KEY_Pause, KEY_PAUSE },
  { GDK_KEY_Scroll_Lock, KEY_SCROLLLOCK },
  { GDK_KEY_Print, KEY_SYSRQ },
  { GDK_KEY_Sys_Req, KEY_SYSRQ },
  { GDK_KEY_Menu, KEY_COMPOSE },
  { GDK_KEY_Num_Lock, KEY_NUMLOCK },
  { GDK_KEY_Caps_Lock, KEY_CAPSLOCK },
  { GDK_KEY_Shift_L, KEY_LEFTSHIFT },
  { GDK_KEY_Shift_R, KEY_RIGHTSHIFT },
  { GDK_KEY_Control_L, KEY_LEFTCTRL },
  { GDK_KEY_Control_R, KEY_RIGHTCTRL },
  { GDK_KEY_Alt_L, KEY_LEFTALT },
  { GDK_KEY_Alt_R, KEY_RIGHTALT },
  { GDK_KEY_ISO_Level3_Shift, KEY_RIGHTALT },
  { GDK_KEY_Super_L, KEY_LEFTMETA },
  { GDK_KEY_Super_R, KEY_RIGHTMETA },
  { GDK_KEY_Meta_L, KEY_LEFTMETA },
  { GDK_KEY_Meta_R, KEY_RIGHTMETA },
  { GDK_KEY_KP_Enter, KEY_KPENTER },
  { GDK_KEY_KP_Add, KEY_KPPLUS },
  { GDK_KEY_KP_Subtract, KEY_KPMINUS },
  { GDK_KEY_KP_Multiply, KEY_KPASTERISK },
  { GDK_KEY_KP_Divide, KEY_KPSLASH },
  { GDK_KEY_KP_Decimal, KEY_KPDOT },
  { GDK_KEY_KP_0, KEY_KP0 },
  { GDK_KEY_KP_1, KEY_KP1 },
  { GDK_KEY_KP_2, KEY_KP2 },
  { GDK_KEY_KP_3, KEY_KP3 },
  { GDK_KEY_KP_4, KEY_KP4 },
  { GDK_KEY_KP_5, KEY_KP5 },
  { GDK_KEY_KP_6, KEY_KP6 },
  { GDK_KEY_KP_7, KEY_KP7 },
  { GDK_KEY_KP_8, KEY_KP8 },
  { GDK_KEY_KP_9, KEY_KP9 },
  { GDK_KEY_F11, KEY_F11 },
  { GDK_KEY_F12, KEY_F12 },
};

guint
sprint_us_keys_to_evdev (guint keyval)
{
  if (keyval >= ' ' && keyval <= '~')
    return printable[keyval - ' '];

  if (keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F10)
    return KEY_F1 + keyval - GDK_KEY_F1;

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    if (others[i].keyval == keyval)
      return others[i].code;
  }

  return 0;
}
