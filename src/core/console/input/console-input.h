/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "key-locks.h"

G_BEGIN_DECLS

/**
 * SprintConsoleButton:
 * @SPRINT_CONSOLE_BUTTON_LEFT: the first button
 * @SPRINT_CONSOLE_BUTTON_MIDDLE: the wheel, pressed
 * @SPRINT_CONSOLE_BUTTON_RIGHT: the second button
 * @SPRINT_CONSOLE_BUTTON_WHEEL_UP: one click of the wheel, away from the person
 * @SPRINT_CONSOLE_BUTTON_WHEEL_DOWN: one click of the wheel, towards the person
 * @SPRINT_CONSOLE_BUTTON_SIDE: the side button that goes back
 * @SPRINT_CONSOLE_BUTTON_EXTRA: the side button that goes forward
 *
 * A pointer's buttons. In a mask, button n is bit n − 1.
 */
typedef enum {
  SPRINT_CONSOLE_BUTTON_LEFT = 1,
  SPRINT_CONSOLE_BUTTON_MIDDLE,
  SPRINT_CONSOLE_BUTTON_RIGHT,
  SPRINT_CONSOLE_BUTTON_WHEEL_UP,
  SPRINT_CONSOLE_BUTTON_WHEEL_DOWN,
  SPRINT_CONSOLE_BUTTON_SIDE,
  SPRINT_CONSOLE_BUTTON_EXTRA,
} SprintConsoleButton;

/**
 * SprintConsoleInput:
 *
 * A guest's keyboard and pointer, as a widget drives them. Remembers what is held down. Knows no
 * protocol: whoever speaks one listens to the signals.
 */
#define SPRINT_TYPE_CONSOLE_INPUT (sprint_console_input_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleInput, sprint_console_input, SPRINT, CONSOLE_INPUT, GObject)

SprintConsoleInput *sprint_console_input_new         (void);

/**
 * sprint_console_input_press_key:
 * @code: a key of linux/input-event-codes.h
 *
 * A key goes down; again, while it is held, for its repetition.
 */
void                sprint_console_input_press_key   (SprintConsoleInput  *self,
                                                      guint                code);
void                sprint_console_input_release_key (SprintConsoleInput  *self,
                                                      guint                code);

/**
 * sprint_console_input_release_all:
 *
 * Lets go of every key and button that is held.
 */
void                sprint_console_input_release_all (SprintConsoleInput  *self);

/**
 * sprint_console_input_forget:
 *
 * Takes nothing to be held any more, without telling: the guest's keyboard is another one.
 */
void                sprint_console_input_forget      (SprintConsoleInput  *self);

/**
 * sprint_console_input_set_absolute:
 * @absolute: whether the guest takes places; otherwise it takes motion, and moves its pointer itself
 *
 * What the guest says of its pointer. It takes motion until it has said otherwise, and again after
 * sprint_console_input_forget().
 */
void                sprint_console_input_set_absolute (SprintConsoleInput *self,
                                                       gboolean            absolute);
gboolean            sprint_console_input_get_absolute (SprintConsoleInput *self);

/**
 * sprint_console_input_set_position:
 * @monitor: which of the guest's monitors, counted from 0
 * @x: guest pixels from the left
 * @y: guest pixels from the top
 *
 * Puts an absolute pointer somewhere on a monitor.
 */
void                sprint_console_input_set_position (SprintConsoleInput *self,
                                                       guint               monitor,
                                                       int                 x,
                                                       int                 y);

/**
 * sprint_console_input_move:
 * @dx: guest pixels to the right
 * @dy: guest pixels downwards
 *
 * Moves a relative pointer.
 */
void                sprint_console_input_move         (SprintConsoleInput *self,
                                                       int                 dx,
                                                       int                 dy);
void                sprint_console_input_set_button   (SprintConsoleInput  *self,
                                                       SprintConsoleButton  button,
                                                       gboolean             down);

/**
 * sprint_console_input_release_buttons:
 *
 * Lets go of every button that is held.
 */
void                sprint_console_input_release_buttons (SprintConsoleInput *self);

/**
 * sprint_console_input_scroll:
 * @clicks: of the wheel, downwards; negative for upwards
 */
void                sprint_console_input_scroll       (SprintConsoleInput  *self,
                                                       int                  clicks);

/**
 * sprint_console_input_take_keyboard:
 * @locks: [flags@SprintConsoleLocks] that are on at the keyboard that is typed on
 *
 * A keyboard's keys go to the guest from now on, until sprint_console_input_leave_keyboard(): the guest's
 * lights are to be like its. Two windows of a guest may do so at a time, while the focus goes from one to the other.
 */
void                sprint_console_input_take_keyboard    (SprintConsoleInput *self,
                                                           guint               locks);

/**
 * sprint_console_input_leave_keyboard:
 *
 * Lets go of all that is held, and no longer gives the guest its Num Lock back.
 */
void                sprint_console_input_leave_keyboard   (SprintConsoleInput *self);

/**
 * sprint_console_input_set_locks:
 * @locks: [flags@SprintConsoleLocks] that are on at the keyboard that is typed on
 *
 * That keyboard's lights, taken or not: to be called when all keys that were pressed so far have been passed on, since a
 * lock key changes them and the guest's alike. See [struct@SprintKeyLocks] for when the guest is told.
 */
void                sprint_console_input_set_locks        (SprintConsoleInput *self,
                                                           guint               locks);

/**
 * sprint_console_input_renew_locks:
 *
 * For whoever speaks to the guest's keyboard, when that is a new one.
 *
 * Returns: [flags@SprintConsoleLocks] that it is to be told first
 */
guint               sprint_console_input_renew_locks      (SprintConsoleInput *self);

/**
 * sprint_console_input_set_guest_locks:
 * @locks: [flags@SprintConsoleLocks] that are on at the guest's keyboard
 *
 * What the guest says of its lights.
 */
void                sprint_console_input_set_guest_locks  (SprintConsoleInput *self,
                                                           guint               locks);
guint               sprint_console_input_get_guest_locks  (SprintConsoleInput *self);

G_END_DECLS
