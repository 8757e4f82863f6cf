/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <linux/input-event-codes.h>

/* Every key of a 105-key PC board, row by row, with what it sends when it goes down: the scan codes
 * of set 1 as IBM's technical references list them, 0xE0xx where a prefix belongs to it. */
static const struct {
  unsigned int code;
  unsigned int make;
} keyboard_105[] = {
  { KEY_ESC, 0x01 }, { KEY_F1, 0x3b }, { KEY_F2, 0x3c }, { KEY_F3, 0x3d }, { KEY_F4, 0x3e },
  { KEY_F5, 0x3f }, { KEY_F6, 0x40 }, { KEY_F7, 0x41 }, { KEY_F8, 0x42 }, { KEY_F9, 0x43 },
  { KEY_F10, 0x44 }, { KEY_F11, 0x57 }, { KEY_F12, 0x58 },
  { KEY_SYSRQ, 0xe037 }, { KEY_SCROLLLOCK, 0x46 }, { KEY_PAUSE, 0xe046 },

  { KEY_GRAVE, 0x29 }, { KEY_1, 0x02 }, { KEY_2, 0x03 }, { KEY_3, 0x04 }, { KEY_4, 0x05 },
  { KEY_5, 0x06 }, { KEY_6, 0x07 }, { KEY_7, 0x08 }, { KEY_8, 0x09 }, { KEY_9, 0x0a },
  { KEY_0, 0x0b }, { KEY_MINUS, 0x0c }, { KEY_EQUAL, 0x0d }, { KEY_BACKSPACE, 0x0e },
  { KEY_INSERT, 0xe052 }, { KEY_HOME, 0xe047 }, { KEY_PAGEUP, 0xe049 },
  { KEY_NUMLOCK, 0x45 }, { KEY_KPSLASH, 0xe035 }, { KEY_KPASTERISK, 0x37 }, { KEY_KPMINUS, 0x4a },

  { KEY_TAB, 0x0f }, { KEY_Q, 0x10 }, { KEY_W, 0x11 }, { KEY_E, 0x12 }, { KEY_R, 0x13 },
  { KEY_T, 0x14 }, { KEY_Y, 0x15 }, { KEY_U, 0x16 }, { KEY_I, 0x17 }, { KEY_O, 0x18 },
  { KEY_P, 0x19 }, { KEY_LEFTBRACE, 0x1a }, { KEY_RIGHTBRACE, 0x1b }, { KEY_ENTER, 0x1c },
  { KEY_DELETE, 0xe053 }, { KEY_END, 0xe04f }, { KEY_PAGEDOWN, 0xe051 },
  { KEY_KP7, 0x47 }, { KEY_KP8, 0x48 }, { KEY_KP9, 0x49 }, { KEY_KPPLUS, 0x4e },

  { KEY_CAPSLOCK, 0x3a }, { KEY_A, 0x1e }, { KEY_S, 0x1f }, { KEY_D, 0x20 }, { KEY_F, 0x21 },
  { KEY_G, 0x22 }, { KEY_H, 0x23 }, { KEY_J, 0x24 }, { KEY_K, 0x25 }, { KEY_L, 0x26 },
  { KEY_SEMICOLON, 0x27 }, { KEY_APOSTROPHE, 0x28 }, { KEY_BACKSLASH, 0x2b },
  { KEY_KP4, 0x4b }, { KEY_KP5, 0x4c }, { KEY_KP6, 0x4d },

  { KEY_LEFTSHIFT, 0x2a }, { KEY_102ND, 0x56 }, { KEY_Z, 0x2c }, { KEY_X, 0x2d }, { KEY_C, 0x2e },
  { KEY_V, 0x2f }, { KEY_B, 0x30 }, { KEY_N, 0x31 }, { KEY_M, 0x32 }, { KEY_COMMA, 0x33 },
  { KEY_DOT, 0x34 }, { KEY_SLASH, 0x35 }, { KEY_RIGHTSHIFT, 0x36 }, { KEY_UP, 0xe048 },
  { KEY_KP1, 0x4f }, { KEY_KP2, 0x50 }, { KEY_KP3, 0x51 }, { KEY_KPENTER, 0xe01c },

  { KEY_LEFTCTRL, 0x1d }, { KEY_LEFTMETA, 0xe05b }, { KEY_LEFTALT, 0x38 }, { KEY_SPACE, 0x39 },
  { KEY_RIGHTALT, 0xe038 }, { KEY_RIGHTMETA, 0xe05c }, { KEY_COMPOSE, 0xe05d },
  { KEY_RIGHTCTRL, 0xe01d }, { KEY_LEFT, 0xe04b }, { KEY_DOWN, 0xe050 }, { KEY_RIGHT, 0xe04d },
  { KEY_KP0, 0x52 }, { KEY_KPDOT, 0x53 },
};
