/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SprintLayoutModifiers:
 * @SPRINT_LAYOUT_SHIFT: Shift
 * @SPRINT_LAYOUT_LEVEL3: what reaches the third level, on most keyboards AltGr
 *
 * What is held down while a key is pressed for one of its characters.
 */
typedef enum {
  SPRINT_LAYOUT_SHIFT  = 1 << 0,
  SPRINT_LAYOUT_LEVEL3 = 1 << 1,
} SprintLayoutModifiers;

/**
 * SprintLayoutKey:
 * @code: an evdev code
 * @modifiers: [flags@SprintLayoutModifiers] that are held
 * @keysym: what it gives then, as X11's keysymdef.h numbers them
 *
 * One of the things that a keyboard layout says.
 */
typedef struct {
  guint16 code;
  guint16 modifiers;
  guint32 keysym;
} SprintLayoutKey;

/**
 * SprintKeyStroke:
 * @code: an evdev code
 * @modifiers: [flags@SprintLayoutModifiers] that are held while it goes down
 */
typedef struct {
  guint16 code;
  guint16 modifiers;
} SprintKeyStroke;

/**
 * SPRINT_KEY_STROKES_MAX:
 *
 * The most strokes that a character takes: a dead key, and the letter that its accent goes on.
 */
#define SPRINT_KEY_STROKES_MAX 2

/**
 * SprintKeyLayout:
 *
 * Which keys type which character on a keyboard of some layout. Never changes, and belongs to no thread.
 */
#define SPRINT_TYPE_KEY_LAYOUT (sprint_key_layout_get_type ())
G_DECLARE_FINAL_TYPE (SprintKeyLayout, sprint_key_layout, SPRINT, KEY_LAYOUT, GObject)

/**
 * sprint_key_layout_is_used:
 * @code: an evdev code
 *
 * Returns: whether a layout looks at this key: those that type a character on every keyboard, and those that may reach
 *   the third level. The keypad is none of them, since what it types is up to Num Lock, nor are keys that no PC has.
 */
gboolean         sprint_key_layout_is_used          (guint                  code);

/**
 * sprint_key_layout_new:
 * @keys: (array length=n_keys): all that the layout says; what is of no use in it is passed over
 *
 * For a character that more than one key types, that with the fewest modifiers is taken, Shift before others. Accented
 * letters that no key has are made with the layout's dead keys, as Unicode composes them.
 */
SprintKeyLayout *sprint_key_layout_new              (const SprintLayoutKey *keys,
                                                     gsize                  n_keys);

/**
 * sprint_key_layout_find:
 * @character: a character; line feed is the Return key, and tab the Tab key, in any layout
 * @strokes: (out caller-allocates): room for %SPRINT_KEY_STROKES_MAX
 *
 * Returns: how many strokes type it; 0 when none do
 */
guint            sprint_key_layout_find             (SprintKeyLayout       *self,
                                                     gunichar               character,
                                                     SprintKeyStroke       *strokes);

/**
 * sprint_key_layout_get_level3_code:
 *
 * Returns: the evdev code of the key that reaches the third level; 0 when there is none
 */
guint            sprint_key_layout_get_level3_code  (SprintKeyLayout       *self);

/**
 * sprint_key_layout_find_caps_lock:
 * @stroke: (out):
 *
 * Returns: whether there is a Caps Lock, which @stroke turns on and off
 */
gboolean         sprint_key_layout_find_caps_lock   (SprintKeyLayout       *self,
                                                     SprintKeyStroke       *stroke);

/**
 * sprint_key_layout_get_n_characters:
 *
 * Returns: how many characters can be typed; 0 for a layout about which nothing is known
 */
guint            sprint_key_layout_get_n_characters (SprintKeyLayout       *self);

G_END_DECLS
