/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/sprint/creation.h"

G_BEGIN_DECLS

/*
 * SprintQuickSprintDialog: the guided flow, four pages in an AdwNavigationView: Check, Fix, Choose, Go.
 *
 * Signal: "machine-running" (SprintCreation): the machine runs; show its console. The dialog closes by itself
 * when the first frame is there.
 */
#define SPRINT_TYPE_QUICK_SPRINT_DIALOG (sprint_quick_sprint_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SprintQuickSprintDialog, sprint_quick_sprint_dialog, SPRINT, QUICK_SPRINT_DIALOG, AdwDialog)

SprintQuickSprintDialog *sprint_quick_sprint_dialog_new (SprintServices *services);

G_END_DECLS
