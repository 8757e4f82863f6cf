/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SPRINT_SCANCODE_EXTENDED:
 *
 * Set in a scancode that is sent after the prefix byte 0xE0.
 */
#define SPRINT_SCANCODE_EXTENDED 0x100

/**
 * sprint_scancode_from_evdev:
 * @code: a key of linux/input-event-codes.h
 *
 * What a PC keyboard sends for a key, in the XT's scan codes ("set 1"), as IBM's and Microsoft's
 * keyboard documents list them; keys that came later as the key code database has them
 * (gitlab.com/keycodemap/keycodemapdb), which is QEMU's. Pause is E0 46 and Print Screen E0 37, as
 * emulated keyboards take one press and one release of every key: neither Pause's E1 1D 45, which
 * has no release, nor the shifts that a real board sends around Print Screen.
 *
 * Returns: the make code, with %SPRINT_SCANCODE_EXTENDED where it needs the prefix; 0 when a PC
 *   keyboard has no such key
 */
guint sprint_scancode_from_evdev (guint code);

G_END_DECLS
