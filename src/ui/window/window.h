/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/sprint/caretaker.h"

G_BEGIN_DECLS

/**
 * SprintWindow:
 *
 * The main window: machines on the left, the selected one on the right, a welcome where there are
 * none.
 */
#define SPRINT_TYPE_WINDOW (sprint_window_get_type ())
G_DECLARE_FINAL_TYPE (SprintWindow, sprint_window, SPRINT, WINDOW, AdwApplicationWindow)

GtkWidget *sprint_window_new             (GtkApplication   *application,
                                          SprintServices   *services,
                                          SprintCaretaker  *caretaker,
                                          GSettings        *settings);

/**
 * sprint_window_open_connection:
 * @connection: one of the services' connections
 *
 * Opens @connection and says so where that fails.
 */
void       sprint_window_open_connection (SprintWindow     *self,
                                          SprintConnection *connection);

/**
 * sprint_window_show_problem:
 *
 * Says in passing that something went wrong, with the rest behind "Details"; at once where that was
 * in an open dialog. What the person cancelled is not mentioned.
 */
void       sprint_window_show_problem    (SprintWindow     *self,
                                          const GError     *error);

/**
 * sprint_window_show_message:
 * @message: a translated sentence
 *
 * Says something in passing.
 */
void       sprint_window_show_message    (SprintWindow     *self,
                                          const char       *message);

/**
 * sprint_window_get_banner:
 *
 * What says something that stands. It belongs to one at a time: to sprint_leftover_notice_add().
 *
 * Returns: (transfer none): it, hidden until its user shows it
 */
AdwBanner *sprint_window_get_banner      (SprintWindow     *self);

G_END_DECLS
