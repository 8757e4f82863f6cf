/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/session/console-session.h"

G_BEGIN_DECLS

/**
 * SprintConsole:
 *
 * A guest's screen as a GTK 4 widget: paints, and forwards input. Knows a
 * [class@ConsoleSession], no machines and no windows; what to show when there is no screen is up to
 * whoever embeds it.
 *
 * While it has the focus every key goes to the guest, and the desktop is asked to let its own
 * shortcuts through. Ctrl+Alt or what else was chosen, pressed and let go alone, gives the keyboard
 * back; a click takes it again. For a guest that takes the pointer's motion, and not its places, the
 * click locks the pointer too.
 */
#define SPRINT_TYPE_CONSOLE (sprint_console_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsole, sprint_console, SPRINT, CONSOLE, GtkWidget)

GtkWidget            *sprint_console_new               (SprintConsoleSession *session);

/**
 * sprint_console_get_session:
 *
 * Returns: (transfer none) (nullable): whose screen is shown
 */
SprintConsoleSession *sprint_console_get_session       (SprintConsole        *self);
void                  sprint_console_set_session       (SprintConsole        *self,
                                                        SprintConsoleSession *session);

/**
 * sprint_console_set_monitor:
 * @monitor: (nullable): which of the session's monitors to show; %NULL for the first
 */
void                  sprint_console_set_monitor       (SprintConsole        *self,
                                                        SprintConsoleMonitor *monitor);

/**
 * sprint_console_get_monitor:
 *
 * Returns: (transfer none) (nullable): which is shown; %NULL without a session
 */
SprintConsoleMonitor *sprint_console_get_monitor       (SprintConsole        *self);

/**
 * sprint_console_set_guest_name:
 * @name: (nullable): what a person calls the guest
 *
 * For people who cannot see the picture: the accessible label.
 */
void                  sprint_console_set_guest_name    (SprintConsole        *self,
                                                        const char           *name);

/**
 * sprint_console_get_guest_name:
 *
 * Returns: (nullable): what a person calls the guest, or else what the guest's server does
 */
const char           *sprint_console_get_guest_name    (SprintConsole        *self);

/**
 * sprint_console_set_scaling:
 * @scaling: whether the picture fills the widget, its shape kept; else one guest pixel is one of
 *   the widget's, and the widget wants that size
 */
void                  sprint_console_set_scaling       (SprintConsole        *self,
                                                        gboolean              scaling);

/**
 * sprint_console_set_resizing:
 * @resizing: whether the guest is asked to take the widget's size; one without an agent cannot, and
 *   is shown as it is
 */
void                  sprint_console_set_resizing      (SprintConsole        *self,
                                                        gboolean              resizing);

/**
 * sprint_console_get_zoom:
 *
 * Returns: how many device pixels a guest's pixel is wide, 0 while there is no picture
 */
double                sprint_console_get_zoom          (SprintConsole        *self);
void                  sprint_console_set_view_only     (SprintConsole        *self,
                                                        gboolean              view_only);
gboolean              sprint_console_get_view_only     (SprintConsole        *self);

/**
 * sprint_console_get_capturing:
 *
 * Returns: whether keys go to the guest
 */
gboolean              sprint_console_get_capturing     (SprintConsole        *self);

/**
 * sprint_console_get_grabbed:
 *
 * Returns: whether the desktop really lets its own shortcuts through
 */
gboolean              sprint_console_get_grabbed       (SprintConsole        *self);

/**
 * sprint_console_get_pointer_lockable:
 *
 * Returns: whether the pointer can be locked here; otherwise a guest that takes motion, and not
 *   places, is told how it moves over the widget
 */
gboolean              sprint_console_get_pointer_lockable (SprintConsole     *self);

/**
 * sprint_console_get_pointer_locked:
 *
 * Returns: whether the pointer really is locked, until the keyboard is given back
 */
gboolean              sprint_console_get_pointer_locked (SprintConsole       *self);

/**
 * sprint_console_set_release_way:
 * @name: (nullable): the keys that give the keyboard back: "ctrl-alt", "right-ctrl" or "both-ctrl";
 *   the first where it is none of them
 */
void                  sprint_console_set_release_way   (SprintConsole        *self,
                                                        const char           *name);
const char           *sprint_console_get_release_way   (SprintConsole        *self);

/**
 * sprint_console_get_release_text:
 *
 * Returns: how to have the keyboard back, translated: "Press Ctrl+Alt to release the keyboard"
 */
const char           *sprint_console_get_release_text  (SprintConsole        *self);

/**
 * sprint_console_get_keyboard_text:
 *
 * Returns: who has the keyboard, translated, for an indicator: follows capturing and grabbed
 */
const char           *sprint_console_get_keyboard_text (SprintConsole        *self);

/**
 * sprint_console_send_keys:
 * @codes: evdev codes (linux/input-event-codes.h)
 * @n_codes: how many
 *
 * Presses them in order, and lets go in reverse.
 */
void                  sprint_console_send_keys         (SprintConsole        *self,
                                                        const guint          *codes,
                                                        gsize                 n_codes);

/**
 * sprint_console_find_pointer:
 *
 * To be called when the widget has been moved under the pointer, such as by scrolling.
 */
void                  sprint_console_find_pointer      (SprintConsole        *self);

/**
 * sprint_console_release_keyboard:
 *
 * As Ctrl+Alt, pressed and let go alone, does.
 */
void                  sprint_console_release_keyboard  (SprintConsole        *self);

/**
 * sprint_console_use_held_keys:
 *
 * What is held on the keyboard was for whoever embeds the console: to let go of it is no Ctrl+Alt.
 */
void                  sprint_console_use_held_keys     (SprintConsole        *self);

/**
 * sprint_console_take_picture:
 *
 * Returns: (transfer full): the guest's picture of this moment, at its own size, or %NULL with
 *   %SPRINT_CONSOLE_ERROR_NO_PICTURE while its screen shows none
 */
GdkTexture           *sprint_console_take_picture      (SprintConsole        *self,
                                                        GError              **error);

G_END_DECLS
