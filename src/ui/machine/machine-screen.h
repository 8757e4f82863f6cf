/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/machine/machine.h"
#include "ui/console/view/console-view.h"

G_BEGIN_DECLS

/**
 * sprint_machine_screen_create_source:
 *
 * Returns: (transfer full): where a console gets the machine's channels from
 */
SprintConsoleSource *sprint_machine_screen_create_source (SprintMachine     *machine);

/**
 * sprint_machine_screen_exists:
 *
 * Returns: whether there is a guest whose screen could be shown: it runs, or stands still
 */
gboolean             sprint_machine_screen_exists        (SprintMachine     *machine);

/**
 * sprint_machine_screen_stays:
 *
 * Returns: whether the last picture of a guest that has stopped is worth keeping: it may go on from there, or says why
 *   it ended
 */
gboolean             sprint_machine_screen_stays         (SprintMachine     *machine);

/**
 * sprint_machine_screen_describe:
 *
 * Has @view say what there is to say about @machine, beside its picture or instead of one.
 */
void                 sprint_machine_screen_describe      (SprintMachine     *machine,
                                                          SprintConsoleView *view);

G_END_DECLS
