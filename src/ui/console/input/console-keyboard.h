/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/session/console-session.h"
#include "release-keys.h"

G_BEGIN_DECLS

/**
 * SprintConsoleKeyboard:
 *
 * Forwards a keyboard to a guest while a widget has the focus: every key, before any shortcut of
 * the application, and the desktop's own where the desktop agrees. All are let go of when the focus
 * or the widget goes away, and a modifier whose release somebody else took with the next key. A click
 * on the widget takes a keyboard that was given back.
 *
 * Properties: capturing (keys go to the guest), grabbed (the desktop's shortcuts really do too).
 */
#define SPRINT_TYPE_CONSOLE_KEYBOARD (sprint_console_keyboard_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleKeyboard, sprint_console_keyboard, SPRINT, CONSOLE_KEYBOARD, GObject)

/**
 * sprint_console_keyboard_new:
 * @widget: (transfer none): whose focus counts; not referenced
 */
SprintConsoleKeyboard *sprint_console_keyboard_new           (GtkWidget             *widget);
void                   sprint_console_keyboard_set_session   (SprintConsoleKeyboard *self,
                                                              SprintConsoleSession  *session);

/**
 * sprint_console_keyboard_start:
 *
 * Takes the keyboard, when the widget has the focus.
 */
void                   sprint_console_keyboard_start         (SprintConsoleKeyboard *self);

/**
 * sprint_console_keyboard_stop:
 *
 * Lets go of every key, and gives the keyboard back until the next start.
 */
void                   sprint_console_keyboard_stop          (SprintConsoleKeyboard *self);

/**
 * sprint_console_keyboard_use_held:
 *
 * The keys that are held were for something else, such as Ctrl+Alt and a click: to let go of them is
 * no way out.
 */
void                   sprint_console_keyboard_use_held      (SprintConsoleKeyboard *self);

/**
 * sprint_console_keyboard_set_release_way:
 * @way: the keys that give the keyboard back, at first %SPRINT_RELEASE_WAY_CTRL_ALT
 */
void                   sprint_console_keyboard_set_release_way (SprintConsoleKeyboard *self,
                                                                SprintReleaseWay       way);
SprintReleaseWay       sprint_console_keyboard_get_release_way (SprintConsoleKeyboard *self);
gboolean               sprint_console_keyboard_get_capturing (SprintConsoleKeyboard *self);
gboolean               sprint_console_keyboard_get_grabbed   (SprintConsoleKeyboard *self);

/**
 * sprint_console_keyboard_get_text:
 *
 * Returns: who has the keyboard, translated: follows capturing and grabbed
 */
const char            *sprint_console_keyboard_get_text      (SprintConsoleKeyboard *self);

G_END_DECLS
