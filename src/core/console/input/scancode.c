/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scancode.h"

#include <linux/input-event-codes.h>

#define E0(code) (SPRINT_SCANCODE_EXTENDED | (code))

/* Up to KEY_KPDOT Linux numbers keys by their XT scan code; these are the others. */
static const guint16 others[] = {
  [KEY_ZENKAKUHANKAKU]   = 0x76,
  [KEY_102ND]            = 0x56,
  [KEY_F11]              = 0x57,
  [KEY_F12]              = 0x58,
  [KEY_RO]               = 0x73,
  [KEY_KATAKANA]         = 0x78,
  [KEY_HIRAGANA]         = 0x77,
  [KEY_HENKAN]           = 0x79,
  [KEY_KATAKANAHIRAGANA] = 0x70,
  [KEY_MUHENKAN]         = 0x7b,
  [KEY_KPJPCOMMA]        = 0x5c,
  [KEY_KPENTER]          = E0 (0x1c),
  [KEY_RIGHTCTRL]        = E0 (0x1d),
  [KEY_KPSLASH]          = E0 (0x35),
  [KEY_SYSRQ]            = E0 (0x37),
  [KEY_RIGHTALT]         = E0 (0x38),
  [KEY_HOME]             = E0 (0x47),
  [KEY_UP]               = E0 (0x48),
  [KEY_PAGEUP]           = E0 (0x49),
  [KEY_LEFT]             = E0 (0x4b),
  [KEY_RIGHT]            = E0 (0x4d),
  [KEY_END]              = E0 (0x4f),
  [KEY_DOWN]             = E0 (0x50),
  [KEY_PAGEDOWN]         = E0 (0x51),
  [KEY_INSERT]           = E0 (0x52),
  [KEY_DELETE]           = E0 (0x53),
  [KEY_MUTE]             = E0 (0x20),
  [KEY_VOLUMEDOWN]       = E0 (0x2e),
  [KEY_VOLUMEUP]         = E0 (0x30),
  [KEY_POWER]            = E0 (0x5e),
  [KEY_KPEQUAL]          = 0x59,
  [KEY_PAUSE]            = E0 (0x46),
  [KEY_KPCOMMA]          = 0x7e,
  [KEY_HANGEUL]          = 0x72,
  [KEY_HANJA]            = 0x71,
  [KEY_YEN]              = 0x7d,
  [KEY_LEFTMETA]         = E0 (0x5b),
  [KEY_RIGHTMETA]        = E0 (0x5c),
  [KEY_COMPOSE]          = E0 (0x5d),
  [KEY_STOP]             = E0 (0x68),
  [KEY_CALC]             = E0 (0x21),
  [KEY_SLEEP]            = E0 (0x5f),
  [KEY_WAKEUP]           = E0 (0x63),
  [KEY_MAIL]             = E0 (0x6c),
  [KEY_BOOKMARKS]        = E0 (0x66),
  [KEY_COMPUTER]         = E0 (0x6b),
  [KEY_BACK]             = E0 (0x6a),
  [KEY_FORWARD]          = E0 (0x69),
  [KEY_NEXTSONG]         = E0 (0x19),
  [KEY_PLAYPAUSE]        = E0 (0x22),
  [KEY_PREVIOUSSONG]     = E0 (0x10),
  [KEY_STOPCD]           = E0 (0x24),
  [KEY_HOMEPAGE]         = E0 (0x32),
  [KEY_REFRESH]          = E0 (0x67),
  [KEY_PRINT]            = E0 (0x37),
  [KEY_SEARCH]           = E0 (0x65),
  [KEY_MEDIA]            = E0 (0x6d),
};

guint
sprint_scancode_from_evdev (guint code)
{
  if (code <= KEY_KPDOT)
    return code;

  return code < G_N_ELEMENTS (others) ? others[code] : 0;
}
