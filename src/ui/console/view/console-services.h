/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/console/console.h"
#include "ui/console/devices/console-devices.h"
#include "ui/console/guest/transfer-list.h"
#include "ui/console/typing/text-typing.h"

G_BEGIN_DECLS

/**
 * SprintConsoleServices:
 *
 * What is done for a guest once, however many of its screens are shown: it is asked for passwords, shares the
 * clipboard, has text typed, and is given files, a folder and devices.
 *
 * ::problem (a [struct@GLib.Error]) and ::message (a string) are for a window to tell.
 */
#define SPRINT_TYPE_CONSOLE_SERVICES (sprint_console_services_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleServices, sprint_console_services, SPRINT, CONSOLE_SERVICES, GObject)

/**
 * sprint_console_services_new:
 * @view: (transfer none): what dialogs are shown over
 * @console: (transfer none): the guest's first screen, in it
 * @transfers: (transfer none): where files on their way are seen
 * @card: (transfer none): where text that is being typed is seen
 * @actions: the group "console", which is given the actions
 *
 * The widgets are not referenced, and must outlive this.
 */
SprintConsoleServices *sprint_console_services_new         (GtkWidget             *view,
                                                            SprintConsole         *console,
                                                            SprintTransferList    *transfers,
                                                            SprintTypingCard      *card,
                                                            GActionGroup          *actions);

/**
 * sprint_console_services_set_session:
 * @session: (nullable): the guest's
 */
void                   sprint_console_services_set_session (SprintConsoleServices *self,
                                                            SprintConsoleSession  *session);

/**
 * sprint_console_services_set_settings:
 * @settings: (nullable): where it is remembered which way the clipboard is shared
 */
void                   sprint_console_services_set_settings (SprintConsoleServices *self,
                                                            GSettings             *settings);
/* (transfer none) */
SprintTextTyping      *sprint_console_services_get_typing  (SprintConsoleServices *self);
SprintConsoleDevices  *sprint_console_services_get_devices (SprintConsoleServices *self);

G_END_DECLS
