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
 * back; a click takes it again.
 */
#define SPRINT_TYPE_CONSOLE (sprint_console_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsole, sprint_console, SPRINT, CONSOLE, GtkWidget)

GtkWidget            *sprint_console_new               (SprintConsoleSession *session);
void                  sprint_console_set_session       (SprintConsole        *self,
                                                        SprintConsoleSession *session);

/**
 * sprint_console_set_guest_name:
 * @name: (nullable): what a person calls the guest
 *
 * For people who cannot see the picture: the accessible label.
 */
void                  sprint_console_set_guest_name    (SprintConsole        *self,
                                                        const char           *name);

/**
 * sprint_console_set_scaling:
 * @scaling: whether the picture fills the widget, its shape kept; else one guest pixel is one of
 *   the widget's, and the widget wants that size
 */
void                  sprint_console_set_scaling       (SprintConsole        *self,
                                                        gboolean              scaling);
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
 * sprint_console_take_picture:
 *
 * Returns: (transfer full): the guest's picture of this moment, at its own size, or %NULL with
 *   %SPRINT_CONSOLE_ERROR_NO_PICTURE while its screen shows none
 */
GdkTexture           *sprint_console_take_picture      (SprintConsole        *self,
                                                        GError              **error);

G_END_DECLS
