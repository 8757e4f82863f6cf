/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SprintApplication:
 *
 * The application: one window, and the rooms of the core composed for it. A second start, with its
 * `--connect`, reaches the instance that runs.
 *
 * Nothing is opened, examined or read before the window has painted its first frame.
 */
#define SPRINT_TYPE_APPLICATION (sprint_application_get_type ())
G_DECLARE_FINAL_TYPE (SprintApplication, sprint_application, SPRINT, APPLICATION, AdwApplication)

SprintApplication *sprint_application_new (void);

G_END_DECLS
