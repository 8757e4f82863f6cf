/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SprintTouchPointer:
 *
 * Makes a pointer with buttons and a wheel of fingers on a touchscreen. The first finger is the
 * pointer: lifted where it was put down it clicks the left button, moved it drags with it, held still
 * it presses the right one until it is lifted. Two fingers, put down before that is decided, turn the
 * wheel. More fingers are ignored, and no button stays down when the fingers are gone.
 *
 * ::moved(x, y) is emitted for the pointer's place, ::button(button, down) for a
 * [enum@SprintConsoleButton], ::scrolled(distance) for the wheel: how far the fingers moved upwards,
 * in the units of the places.
 */
#define SPRINT_TYPE_TOUCH_POINTER (sprint_touch_pointer_get_type ())
G_DECLARE_FINAL_TYPE (SprintTouchPointer, sprint_touch_pointer, SPRINT, TOUCH_POINTER, GObject)

/**
 * sprint_touch_pointer_new:
 * @threshold: how far a finger may stray and still be held still
 * @long_press: milliseconds for which it is held until that is the right button
 */
SprintTouchPointer *sprint_touch_pointer_new    (double              threshold,
                                                 guint               long_press);

/**
 * sprint_touch_pointer_begin:
 * @finger: (not nullable): which of them; only compared
 */
void                sprint_touch_pointer_begin  (SprintTouchPointer *self,
                                                 gconstpointer       finger,
                                                 double              x,
                                                 double              y);
void                sprint_touch_pointer_update (SprintTouchPointer *self,
                                                 gconstpointer       finger,
                                                 double              x,
                                                 double              y);
void                sprint_touch_pointer_end    (SprintTouchPointer *self,
                                                 gconstpointer       finger);

/**
 * sprint_touch_pointer_cancel:
 *
 * Lets go of what is pressed, and heeds none of the fingers until they touch again.
 */
void                sprint_touch_pointer_cancel (SprintTouchPointer *self);

G_END_DECLS
