/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sprint/creation.h"
#include "ui/sprint/choose-page.h"

G_BEGIN_DECLS

/*
 * SprintMakeFlow: the part that Quick Sprint and New Machine share: Choose, then Go, in a dialog's navigation view;
 * asks before a running creation is given up, and closes the dialog when the first picture is there.
 *
 * Signal: "machine-running" (SprintCreation).
 */
#define SPRINT_TYPE_MAKE_FLOW (sprint_make_flow_get_type ())
G_DECLARE_FINAL_TYPE (SprintMakeFlow, sprint_make_flow, SPRINT, MAKE_FLOW, GObject)

/* @dialog owns the flow; @view is its navigation view. */
SprintMakeFlow    *sprint_make_flow_new         (AdwDialog *dialog, AdwNavigationView *view, SprintServices *services);
/* A new Choose page, wired to go on. */
AdwNavigationPage *sprint_make_flow_create_page (SprintMakeFlow *self);
/* Whether the dialog asks before it closes for a reason of its own. */
void               sprint_make_flow_set_held    (SprintMakeFlow *self, gboolean held);

G_END_DECLS
