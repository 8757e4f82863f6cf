/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/console/view/console-view.h"

G_BEGIN_DECLS

/**
 * SprintScreenWindow:
 *
 * One of a guest's further screens in a window of its own. What a person has chosen for the first screen's view, such as
 * view-only and the keys that give the keyboard back, holds here too.
 */
#define SPRINT_TYPE_SCREEN_WINDOW (sprint_screen_window_get_type ())
G_DECLARE_FINAL_TYPE (SprintScreenWindow, sprint_screen_window, SPRINT, SCREEN_WINDOW, AdwWindow)

/**
 * sprint_screen_window_new:
 * @first: the view of the guest's first screen, with its session
 * @monitor: which of the guest's monitors it shows
 */
GtkWidget            *sprint_screen_window_new         (SprintConsoleView    *first,
                                                        SprintConsoleMonitor *monitor);
SprintConsoleMonitor *sprint_screen_window_get_monitor (SprintScreenWindow   *self);

/**
 * sprint_screen_window_get_view:
 *
 * Returns: (transfer none): the view in it
 */
SprintConsoleView    *sprint_screen_window_get_view    (SprintScreenWindow   *self);

G_END_DECLS
