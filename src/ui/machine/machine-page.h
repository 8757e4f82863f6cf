/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/sprint/caretaker.h"
#include "core/sprint/creation.h"
#include "ui/console/view/console-view.h"

G_BEGIN_DECLS

/**
 * SprintMachinePage:
 *
 * One machine: a header bar with what can be done with it, its console, its full screen.
 *
 * Properties beside machine: compact, whether what the menu offers too has no button of its own, for narrow windows;
 * confirm-force-off, whether Force Off asks first.
 *
 * The actions of [class@MachineCommands] are in the group "machine"; those of [class@ConsoleView] in "console"; of
 * its own it has "page.repeat-installation" where the installer can run once more. Full screen is the window's:
 * "win.full-screen".
 *
 * ::problem (a [struct@GLib.Error]) and ::message (a string) are for the window to tell.
 */
#define SPRINT_TYPE_MACHINE_PAGE (sprint_machine_page_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachinePage, sprint_machine_page, SPRINT, MACHINE_PAGE, AdwNavigationPage)

GtkWidget     *sprint_machine_page_new          (SprintCaretaker   *caretaker);

/**
 * sprint_machine_page_set_machine:
 * @machine: (nullable): whose console is connected, when it runs
 */
void           sprint_machine_page_set_machine  (SprintMachinePage *self,
                                                 SprintMachine     *machine);

/**
 * sprint_machine_page_get_machine:
 *
 * Returns: (transfer none) (nullable): what is shown
 */
SprintMachine *sprint_machine_page_get_machine  (SprintMachinePage *self);

/**
 * sprint_machine_page_get_console_view:
 *
 * Returns: (transfer none): for settings to be bound to
 */
SprintConsoleView *sprint_machine_page_get_console_view (SprintMachinePage *self);

/**
 * sprint_machine_page_activate:
 *
 * The machine was not only selected but chosen: its screen gets the keyboard, now or with its first picture.
 */
void           sprint_machine_page_activate     (SprintMachinePage *self);

/**
 * sprint_machine_page_set_creation:
 * @creation: (nullable): whose "first-frame" stage this page's console ends
 */
void           sprint_machine_page_set_creation (SprintMachinePage *self,
                                                 SprintCreation    *creation);

G_END_DECLS
