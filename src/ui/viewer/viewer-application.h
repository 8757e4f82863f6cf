/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/source/console-invitation.h"

G_BEGIN_DECLS

/**
 * SprintViewerApplication:
 *
 * `sprint --open`: a process of its own for one screen, beside whatever other Sprint runs, without libvirt.
 */
#define SPRINT_TYPE_VIEWER_APPLICATION (sprint_viewer_application_get_type ())
G_DECLARE_FINAL_TYPE (SprintViewerApplication, sprint_viewer_application, SPRINT, VIEWER_APPLICATION, AdwApplication)

SprintViewerApplication *sprint_viewer_application_new (SprintConsoleInvitation *invitation);

/**
 * sprint_viewer_run:
 * @what: see sprint_console_invitation_read()
 * @fullscreen: whether in full screen, whatever it says itself
 *
 * Shows the screen until a person closes it. What is not understood is said on the standard error, and in
 * a dialog where nobody has a terminal to read that on.
 *
 * Returns: the exit status: 0, or 1 where there is nothing to show
 */
int                      sprint_viewer_run             (const char              *what,
                                                        gboolean                 fullscreen);

G_END_DECLS
