/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-actions.h"
#include "console-notice.h"
#include "core/console/input/key-list.h"
#include "ui/console/devices/console-devices.h"
#include "ui/console/recording/console-recording.h"
#include "ui/console/typing/text-typing.h"

G_BEGIN_DECLS

/**
 * SprintConsoleView:
 *
 * The console with its states: off and starting, connecting, paused, lost, and why there is no
 * screen at all; with what a person can have done with it, and its pictures and recordings.
 * Still knows no machines.
 *
 * What it cannot do itself it asks of whoever embeds it, by action: the page for a guest that is
 * off has a button for "console.start", that for a paused one for "console.resume", that for one
 * that crashed and is kept for "console.force-off", and the dialog that shares a folder has one for
 * "console.add-folder-device", where there is such an action; the menu has "console.screen", whose parameter is
 * a monitor's number, and "console.all-monitors" where they are there. These are to be added to its own actions, see
 * sprint_console_view_get_actions(). Header bars get a [class@ConsoleControls], and full screen a
 * [class@FullScreenBar].
 *
 * ::problem (a [struct@GLib.Error]) and ::message (a string) are for a window to tell.
 */
#define SPRINT_TYPE_CONSOLE_VIEW (sprint_console_view_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleView, sprint_console_view, SPRINT, CONSOLE_VIEW, AdwBin)

GtkWidget            *sprint_console_view_new              (SprintConsoleSession *session);

/**
 * sprint_console_view_new_for_monitor:
 * @session: (not nullable): whose screen it is
 * @monitor: one of its further monitors
 *
 * A view of one of the guest's other screens. What concerns all of them is left to the view of the first: passwords, the
 * clipboard and files.
 */
GtkWidget            *sprint_console_view_new_for_monitor  (SprintConsoleSession *session,
                                                            SprintConsoleMonitor *monitor);
SprintConsole        *sprint_console_view_get_console      (SprintConsoleView    *self);

/**
 * sprint_console_view_get_session:
 *
 * Returns: (transfer none) (nullable): what is shown
 */
SprintConsoleSession *sprint_console_view_get_session      (SprintConsoleView    *self);
void                  sprint_console_view_set_session      (SprintConsoleView    *self,
                                                            SprintConsoleSession *session);

/**
 * sprint_console_view_get_has_picture:
 *
 * Returns: whether there is a picture of the guest's, be it an old one
 */
gboolean              sprint_console_view_get_has_picture  (SprintConsoleView    *self);
gboolean              sprint_console_view_get_paused       (SprintConsoleView    *self);

/**
 * sprint_console_view_set_settings:
 * @settings: (nullable): where is remembered what a person chooses for this guest, in keys "size",
 *   "clipboard-to-guest" and "clipboard-from-guest"
 *
 * Another guest is to be shown: with what was chosen for it, or without @settings as one that is new.
 */
void                  sprint_console_view_set_settings     (SprintConsoleView    *self,
                                                            GSettings            *settings);

/**
 * sprint_console_view_set_paused:
 * @paused: whether the guest stands still: its last picture is dimmed, with a way to go on
 */
void                  sprint_console_view_set_paused       (SprintConsoleView    *self,
                                                            gboolean              paused);

/**
 * sprint_console_view_set_covered:
 * @height: how much of the view, from its upper edge on, lies under something else: what it says there goes below it
 */
void                  sprint_console_view_set_covered      (SprintConsoleView    *self,
                                                            int                   height);

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
 * Returns: (transfer full): the key combinations and what else types, for a menu button
 */
GMenuModel           *sprint_console_view_create_keys_menu (SprintConsoleView    *self);

/**
 * sprint_console_view_get_own_keys:
 *
 * Returns: (transfer none): the combinations that a person has kept, whose "stored" is for whoever embeds the view
 *   to keep
 */
SprintKeyList        *sprint_console_view_get_own_keys     (SprintConsoleView    *self);

/**
 * sprint_console_view_get_typing:
 *
 * Returns: (transfer none) (nullable): what types the clipboard, in the view of the first screen; its "layout" is for
 *   whoever embeds the view to keep
 */
SprintTextTyping     *sprint_console_view_get_typing       (SprintConsoleView    *self);

/**
 * sprint_console_view_create_menu:
 *
 * Returns: (transfer full): all that a menu has to offer of the console, in sections
 */
GMenuModel           *sprint_console_view_create_menu      (SprintConsoleView    *self);

/**
 * sprint_console_view_explain_menu:
 * @button: its menu has such sections in it
 *
 * Has the menu say why, and what to install in the guest, below what the guest's agent cannot do.
 */
void                  sprint_console_view_explain_menu     (SprintConsoleView    *self,
                                                            GtkMenuButton        *button);

/**
 * sprint_console_view_get_actions:
 *
 * Their group is to be inserted as "console" into what holds a menu button, where that is not inside the view.
 *
 * Returns: (transfer none): its actions
 */
SprintConsoleActions *sprint_console_view_get_actions      (SprintConsoleView    *self);

/**
 * sprint_console_view_get_recording:
 *
 * Returns: (transfer none): its recording, under way or not
 */
SprintConsoleRecording *sprint_console_view_get_recording  (SprintConsoleView    *self);

/**
 * sprint_console_view_get_devices:
 *
 * Returns: (transfer none): whose "automatic" is for whoever embeds the view to keep
 */
SprintConsoleDevices *sprint_console_view_get_devices      (SprintConsoleView    *self);

G_END_DECLS
