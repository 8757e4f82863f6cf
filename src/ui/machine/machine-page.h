/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/sprint/caretaker.h"
#include "core/sprint/creation.h"

G_BEGIN_DECLS

/*
 * SprintMachinePage: one machine: header bar with its actions, its console, full screen. An AdwNavigationPage.
 *
 * Properties: machine (SprintMachine or NULL); compact (boolean: what its menu offers too has no button of its own,
 * for narrow windows); confirm-force-off (boolean). Actions in group "machine": start, pause, resume, shut-down, restart,
 * force-off, rename, delete, screenshot, full-screen, enabled by the machine's actions.
 * Signals: "problem" (GError boxed), "message" (string): to be shown as a toast by the window.
 */
#define SPRINT_TYPE_MACHINE_PAGE (sprint_machine_page_get_type ())
G_DECLARE_FINAL_TYPE (SprintMachinePage, sprint_machine_page, SPRINT, MACHINE_PAGE, AdwNavigationPage)

GtkWidget     *sprint_machine_page_new         (SprintCaretaker *caretaker);
void           sprint_machine_page_set_machine (SprintMachinePage *self, SprintMachine *machine);
SprintMachine *sprint_machine_page_get_machine (SprintMachinePage *self);
/* The machine was not only selected but chosen: its screen gets the keyboard, now or with its first picture. */
void           sprint_machine_page_activate    (SprintMachinePage *self);
/* The creation whose "first-frame" stage this page's console ends. (nullable) */
void           sprint_machine_page_set_creation (SprintMachinePage *self, SprintCreation *creation);

G_END_DECLS
