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

/* Every other key that Linux knows and that has such a code, as the key code database has them that QEMU and spice-gtk
 * are made with (gitlab.com/keycodemap/keycodemapdb, AT set 1). What QEMU 10.0 makes of each was looked at: all
 * that it has a key for are that key. Hangul and Hanja are not the database's F2 and F1, which no byte before a
 * release can be, but the 72 and 71 that those become and that QEMU takes. */
static const struct {
  unsigned int code;
  unsigned int make;
} keyboard_others[] = {
  /* Further function keys. */
  { KEY_F13, 0x5d }, { KEY_F14, 0x5e }, { KEY_F15, 0x5f }, { KEY_F16, 0x55 }, { KEY_F17, 0xe003 },
  { KEY_F18, 0xe077 }, { KEY_F19, 0xe004 }, { KEY_F20, 0x5a }, { KEY_F21, 0x74 }, { KEY_F22, 0xe079 },
  { KEY_F23, 0x6d }, { KEY_F24, 0x6f },

  /* Japanese, Korean and Brazilian keys. */
  { KEY_ZENKAKUHANKAKU, 0x76 }, { KEY_RO, 0x73 }, { KEY_KATAKANA, 0x78 }, { KEY_HIRAGANA, 0x77 },
  { KEY_HENKAN, 0x79 }, { KEY_KATAKANAHIRAGANA, 0x70 }, { KEY_MUHENKAN, 0x7b }, { KEY_KPJPCOMMA, 0x5c },
  { KEY_KPCOMMA, 0x7e }, { KEY_HANGEUL, 0x72 }, { KEY_HANJA, 0x71 }, { KEY_YEN, 0x7d },

  /* Further keys of the keypad. */
  { KEY_KPEQUAL, 0x59 }, { KEY_KPPLUSMINUS, 0xe04e }, { KEY_KPLEFTPAREN, 0xe076 },
  { KEY_KPRIGHTPAREN, 0xe07b },

  /* Sound, discs and cameras. */
  { KEY_MUTE, 0xe020 }, { KEY_VOLUMEDOWN, 0xe02e }, { KEY_VOLUMEUP, 0xe030 }, { KEY_CLOSECD, 0xe023 },
  { KEY_EJECTCD, 0x6c }, { KEY_EJECTCLOSECD, 0xe07d }, { KEY_NEXTSONG, 0xe019 }, { KEY_PLAYPAUSE, 0xe022 },
  { KEY_PREVIOUSSONG, 0xe010 }, { KEY_STOPCD, 0xe024 }, { KEY_RECORD, 0xe031 }, { KEY_REWIND, 0xe018 },
  { KEY_PLAYCD, 0xe028 }, { KEY_PAUSECD, 0xe029 }, { KEY_PLAY, 0xe033 }, { KEY_FASTFORWARD, 0xe034 },
  { KEY_BASSBOOST, 0xe036 }, { KEY_CAMERA, 0xe03b }, { KEY_SOUND, 0xe03d }, { KEY_MEDIA, 0xe06d },

  /* Browsing, and starting programs. */
  { KEY_STOP, 0xe068 }, { KEY_CALC, 0xe021 }, { KEY_SETUP, 0x66 }, { KEY_FILE, 0x67 }, { KEY_PROG1, 0xe01f },
  { KEY_PROG2, 0xe017 }, { KEY_WWW, 0xe002 }, { KEY_MSDOS, 0x6a }, { KEY_MAIL, 0xe06c },
  { KEY_BOOKMARKS, 0xe066 }, { KEY_COMPUTER, 0xe06b }, { KEY_BACK, 0xe06a }, { KEY_FORWARD, 0xe069 },
  { KEY_PHONE, 0x63 }, { KEY_CONFIG, 0xe001 }, { KEY_HOMEPAGE, 0xe032 }, { KEY_REFRESH, 0xe067 },
  { KEY_PROG3, 0xe02b }, { KEY_PROG4, 0xe02c }, { KEY_DASHBOARD, 0xe02d }, { KEY_HP, 0xe03a },
  { KEY_EMAIL, 0xe03f }, { KEY_CHAT, 0xe040 }, { KEY_SEARCH, 0xe065 }, { KEY_CONNECT, 0xe042 },
  { KEY_FINANCE, 0xe043 }, { KEY_SPORT, 0xe044 }, { KEY_SHOP, 0xe045 }, { KEY_DOCUMENTS, 0xe070 },

  /* Editing. */
  { KEY_LINEFEED, 0x5b }, { KEY_AGAIN, 0xe005 }, { KEY_PROPS, 0xe006 }, { KEY_UNDO, 0xe007 },
  { KEY_FRONT, 0xe00c }, { KEY_COPY, 0xe078 }, { KEY_OPEN, 0x64 }, { KEY_PASTE, 0x65 }, { KEY_FIND, 0xe041 },
  { KEY_CUT, 0xe03c }, { KEY_HELP, 0xe075 }, { KEY_MENU, 0xe01e }, { KEY_SENDFILE, 0x68 },
  { KEY_DELETEFILE, 0x69 }, { KEY_EDIT, 0xe008 }, { KEY_SCROLLUP, 0x75 }, { KEY_SCROLLDOWN, 0xe00f },
  { KEY_NEW, 0xe009 }, { KEY_REDO, 0xe00a }, { KEY_CLOSE, 0xe02f }, { KEY_PRINT, 0xe039 },
  { KEY_QUESTION, 0xe03e }, { KEY_ALTERASE, 0xe014 }, { KEY_CANCEL, 0xe04a }, { KEY_SEND, 0xe05a },
  { KEY_REPLY, 0xe064 }, { KEY_FORWARDMAIL, 0xe00e }, { KEY_SAVE, 0xe055 },

  /* The computer itself. */
  { KEY_MACRO, 0xe06f }, { KEY_POWER, 0xe05e }, { KEY_SCALE, 0xe00b }, { KEY_SLEEP, 0xe05f },
  { KEY_WAKEUP, 0xe063 }, { KEY_XFER, 0xe013 }, { KEY_SCREENLOCK, 0xe012 }, { KEY_DIRECTION, 0x6b },
  { KEY_CYCLEWINDOWS, 0xe026 }, { KEY_SUSPEND, 0xe025 }, { KEY_BRIGHTNESSDOWN, 0xe04c },
  { KEY_BRIGHTNESSUP, 0xe054 }, { KEY_SWITCHVIDEOMODE, 0xe056 }, { KEY_KBDILLUMTOGGLE, 0xe057 },
  { KEY_KBDILLUMDOWN, 0xe058 }, { KEY_KBDILLUMUP, 0xe059 }, { KEY_BATTERY, 0xe071 },
  { KEY_BLUETOOTH, 0xe072 }, { KEY_WLAN, 0xe073 }, { KEY_UWB, 0xe074 },
};
