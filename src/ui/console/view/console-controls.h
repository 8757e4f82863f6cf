/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-view.h"

G_BEGIN_DECLS

/**
 * SprintConsoleControls:
 *
 * What a header bar has to offer of a console: how it fares, keys to send and full screen; and beside them what is
 * not as usual: that the screen is only looked at, or recorded.
 *
 * Full screen is the window's: "win.full-screen". The property compact, for narrow windows, is whether what the
 * console's menu offers too has no button.
 */
#define SPRINT_TYPE_CONSOLE_CONTROLS (sprint_console_controls_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleControls, sprint_console_controls, SPRINT, CONSOLE_CONTROLS, GtkBox)

/**
 * sprint_console_controls_set_view:
 * @view: once: whose controls they are
 */
void     sprint_console_controls_set_view        (SprintConsoleControls *self,
                                                  SprintConsoleView     *view);

/**
 * sprint_console_controls_set_full_screen:
 * @full_screen: whether the window is full screen
 */
void     sprint_console_controls_set_full_screen (SprintConsoleControls *self,
                                                  gboolean               full_screen);
gboolean sprint_console_controls_get_compact     (SprintConsoleControls *self);
void     sprint_console_controls_set_compact     (SprintConsoleControls *self,
                                                  gboolean               compact);

G_END_DECLS
