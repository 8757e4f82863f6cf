/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/console/view/console-view.h"

G_BEGIN_DECLS

/**
 * SprintScreenWindows:
 *
 * The windows of a guest's further screens. They come when a person asks for one, be it of those that the guest has or
 * one more, and stay until a person closes them, which has the guest turn that screen off where the machine can turn it
 * off; the view's ::message tells where it cannot. While a connection is lost they show their last pictures dimmed, and
 * while the guest shows nothing on a screen they say so. When the guest has ended they are closed, and come again with
 * its screens.
 *
 * To the view's actions it adds those that want windows:
 *
 * - screen (a monitor's number): its window, or the first's, comes to the front
 * - all-monitors (a state): each of the host's monitors shows one of the guest's, full screen; ends with the first
 *   window that leaves it, after which all is as it was
 */
#define SPRINT_TYPE_SCREEN_WINDOWS (sprint_screen_windows_get_type ())
G_DECLARE_FINAL_TYPE (SprintScreenWindows, sprint_screen_windows, SPRINT, SCREEN_WINDOWS, GObject)

/**
 * sprint_screen_windows_new:
 * @view: (transfer none): the view of the first screen, in a window
 * @eager: whether screens that the guest has by itself get their windows unasked
 */
SprintScreenWindows *sprint_screen_windows_new   (SprintConsoleView   *view,
                                                  gboolean             eager);

/**
 * sprint_screen_windows_close:
 *
 * Closes the windows; the guest keeps its screens. To be called before the last reference is dropped.
 */
void                 sprint_screen_windows_close (SprintScreenWindows *self);

/**
 * sprint_screen_windows_find:
 * @number: of a monitor, from 1 on
 *
 * Returns: (transfer none) (nullable): its window, if it is open
 */
GtkWindow           *sprint_screen_windows_find  (SprintScreenWindows *self,
                                                  guint                number);

G_END_DECLS
