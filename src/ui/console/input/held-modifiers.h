/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define SPRINT_HELD_MODIFIERS_MAX 8

/**
 * SprintHeldModifiers:
 *
 * The modifiers that a guest has been sent, each with what it is to the display: with every further key the display says which
 * modifiers are down, so that one whose release was kept from us by somebody else is found. Shift, Ctrl and Alt only:
 * the others are not among the states of every display. Zeroed, none is held.
 */
typedef struct {
  struct {
    guint code;
    GdkModifierType mask;
  } held[SPRINT_HELD_MODIFIERS_MAX];
} SprintHeldModifiers;

/**
 * sprint_held_modifiers_press:
 * @code: an evdev code
 * @keyval: what the display takes the key for; other keys than modifiers are ignored
 */
void     sprint_held_modifiers_press      (SprintHeldModifiers *self,
                                           guint                code,
                                           guint                keyval);
void     sprint_held_modifiers_release    (SprintHeldModifiers *self,
                                           guint                code);

/**
 * sprint_held_modifiers_take_stale:
 * @state: the modifiers that are down by what the display says
 * @code: (out): an evdev code
 *
 * Returns: whether one was held that is not down, which then is not held any more
 */
gboolean sprint_held_modifiers_take_stale (SprintHeldModifiers *self,
                                           GdkModifierType      state,
                                           guint               *code);

G_END_DECLS
