/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/source/console-invitation.h"
#include "ui/console/view/console-view.h"

G_BEGIN_DECLS

/**
 * SprintViewerWindow:
 *
 * One screen that a person was invited to, in a window of its own. Knows a console and where its
 * screen is; no machines.
 */
#define SPRINT_TYPE_VIEWER_WINDOW (sprint_viewer_window_get_type ())
G_DECLARE_FINAL_TYPE (SprintViewerWindow, sprint_viewer_window, SPRINT, VIEWER_WINDOW, AdwApplicationWindow)

/**
 * sprint_viewer_window_new:
 * @application: (nullable): whose window it is
 *
 * Connects at once.
 */
GtkWidget            *sprint_viewer_window_new         (GtkApplication          *application,
                                                        SprintConsoleInvitation *invitation);
SprintConsoleView    *sprint_viewer_window_get_view    (SprintViewerWindow      *self);
SprintConsoleSession *sprint_viewer_window_get_session (SprintViewerWindow      *self);

G_END_DECLS
