/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/session/console-session.h"

G_BEGIN_DECLS

/**
 * SprintConsoleDevices:
 *
 * The devices of this computer that a console's guest can be given: adds the action usb-devices, which opens a
 * [class@UsbDialog], and sees to it that what is plugged in goes to the console that a person looks at.
 *
 * The property automatic is whether a guest gets what is plugged in, for whoever embeds the console to keep.
 * ::message (a string) is for a window to tell.
 */
#define SPRINT_TYPE_CONSOLE_DEVICES (sprint_console_devices_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleDevices, sprint_console_devices, SPRINT, CONSOLE_DEVICES, GObject)

/**
 * sprint_console_devices_new:
 * @console: (transfer none): what the guest is seen in; must outlive it
 * @actions: where to add its action
 */
SprintConsoleDevices *sprint_console_devices_new         (GtkWidget            *console,
                                                          GActionMap           *actions);

/**
 * sprint_console_devices_set_session:
 * @session: (nullable): the guest's
 */
void                  sprint_console_devices_set_session (SprintConsoleDevices *self,
                                                          SprintConsoleSession *session);

G_END_DECLS
