/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/console/console.h"

G_BEGIN_DECLS

/**
 * SprintConsoleScreenshots:
 *
 * Pictures of a console's screen, as it was when they were asked for: the actions screenshot-file, which asks
 * for a file, and screenshot-clipboard.
 *
 * ::problem (a [struct@GLib.Error]) and ::message (a string) are for a window to tell.
 */
#define SPRINT_TYPE_CONSOLE_SCREENSHOTS (sprint_console_screenshots_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleScreenshots, sprint_console_screenshots, SPRINT, CONSOLE_SCREENSHOTS, GObject)

/**
 * sprint_console_screenshots_new:
 * @console: (transfer none): whose screen; must outlive it
 * @actions: where to put the actions
 */
SprintConsoleScreenshots *sprint_console_screenshots_new          (SprintConsole            *console,
                                                                   GActionMap               *actions);

/**
 * sprint_console_screenshots_set_possible:
 * @possible: whether there is a picture
 */
void                      sprint_console_screenshots_set_possible (SprintConsoleScreenshots *self,
                                                                   gboolean                  possible);

G_END_DECLS
