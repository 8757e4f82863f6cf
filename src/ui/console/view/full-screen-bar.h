/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-controls.h"

G_BEGIN_DECLS

/**
 * SprintFullScreenBar:
 *
 * Makes the top bars of a toolbar view those of a full screen: over the picture, there on entry and while the
 * pointer rests at the upper edge, away by themselves, and never while somebody is at them. To give the keyboard
 * back (Ctrl+Alt) brings them, with the focus; Escape leads from them to the screen again.
 *
 * The property full-screen is whether the window is.
 */
#define SPRINT_TYPE_FULL_SCREEN_BAR (sprint_full_screen_bar_get_type ())
G_DECLARE_FINAL_TYPE (SprintFullScreenBar, sprint_full_screen_bar, SPRINT, FULL_SCREEN_BAR, GObject)

/**
 * sprint_full_screen_bar_new:
 * @toolbar_view: (transfer none): what has the bars; must outlive it
 * @controls: (transfer none): in one of the bars
 * @view: (transfer none): in the content
 */
SprintFullScreenBar *sprint_full_screen_bar_new             (AdwToolbarView        *toolbar_view,
                                                             SprintConsoleControls *controls,
                                                             SprintConsoleView     *view);
gboolean             sprint_full_screen_bar_get_full_screen (SprintFullScreenBar   *self);

G_END_DECLS
