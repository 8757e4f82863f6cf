/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "console-view.h"

G_BEGIN_DECLS

/**
 * SprintStatusPopover:
 *
 * How a console fares: the picture's size, how large it is shown, whether the guest has its agent, how often the
 * picture changes, how much comes for it, and, where that is known, by which codec it comes and how far away it is.
 * Measured while it is open, and at no other time.
 */
#define SPRINT_TYPE_STATUS_POPOVER (sprint_status_popover_get_type ())
G_DECLARE_FINAL_TYPE (SprintStatusPopover, sprint_status_popover, SPRINT, STATUS_POPOVER, GtkPopover)

/**
 * sprint_status_popover_set_view:
 * @view: once: what it is about
 */
void sprint_status_popover_set_view (SprintStatusPopover *self,
                                     SprintConsoleView   *view);

G_END_DECLS
