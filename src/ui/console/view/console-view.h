/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-notice.h"
#include "ui/console/console.h"

G_BEGIN_DECLS

/**
 * SprintConsoleView:
 *
 * The console with its states: off and starting, connecting, paused, lost, and why there is no
 * screen at all.
 * Still knows no machines.
 *
 * What it cannot do itself it asks of whoever embeds it, by action: the page for a guest that is
 * off has a button for "console.start", that for a paused one for "console.resume", that for one
 * that crashed and is kept for "console.force-off". It has
 * "console.send-keys" (a string such as "ctrl+alt+delete") and "console.retry" of its own, and
 * "console.clipboard-to-guest" and "console.clipboard-from-guest", which can be checked, all of which
 * sprint_console_view_get_actions() gives to menus outside of it.
 */
#define SPRINT_TYPE_CONSOLE_VIEW (sprint_console_view_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleView, sprint_console_view, SPRINT, CONSOLE_VIEW, AdwBin)

GtkWidget            *sprint_console_view_new              (SprintConsoleSession *session);
SprintConsole        *sprint_console_view_get_console      (SprintConsoleView    *self);
void                  sprint_console_view_set_session      (SprintConsoleView    *self,
                                                            SprintConsoleSession *session);

/**
 * sprint_console_view_set_paused:
 * @paused: whether the guest stands still: its last picture is dimmed, with a way to go on
 */
void                  sprint_console_view_set_paused       (SprintConsoleView    *self,
                                                            gboolean              paused);

/**
 * sprint_console_view_set_unavailable:
 * @title: (nullable): why there is no screen, as a title; %NULL when there can be one
 * @text: (nullable): what can be done
 */
void                  sprint_console_view_set_unavailable  (SprintConsoleView    *self,
                                                            const char           *title,
                                                            const char           *text);

/**
 * sprint_console_view_set_guest:
 * @guest: why there is no screen, while the session is off
 * @details: (nullable): the raw words of its end, where it ended by a fault
 */
void                  sprint_console_view_set_guest        (SprintConsoleView    *self,
                                                            SprintConsoleGuest    guest,
                                                            const char           *details);

/**
 * sprint_console_view_create_keys_menu:
 *
 * Returns: (transfer full): the key combinations, for a menu button
 */
GMenuModel           *sprint_console_view_create_keys_menu (SprintConsoleView    *self);

/**
 * sprint_console_view_create_clipboard_menu:
 *
 * Returns: (transfer full): which way what is copied is shared, as check items
 */
GMenuModel           *sprint_console_view_create_clipboard_menu (SprintConsoleView *self);

/**
 * sprint_console_view_get_actions:
 *
 * To be inserted as "console" into what holds the menu button, where that is not inside the view.
 *
 * Returns: (transfer none): a [iface@Gio.ActionMap] with those above, to which start,
 *   resume and force-off may be added
 */
GActionGroup         *sprint_console_view_get_actions      (SprintConsoleView    *self);

G_END_DECLS
