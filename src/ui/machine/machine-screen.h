/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/machine/machine.h"
#include "ui/console/console-view.h"

G_BEGIN_DECLS

/* Where the console gets a machine's channels from. (transfer full) */
SprintConsoleSource *sprint_machine_screen_create_source (SprintMachine *machine);

/* Whether there is a screen to connect to: it runs, or stands still. */
gboolean             sprint_machine_screen_exists        (SprintMachine *machine);

/* Has @view say what there is to say about @machine, beside its picture or instead of one. */
void                 sprint_machine_screen_describe      (SprintMachine *machine, SprintConsoleView *view);

G_END_DECLS
