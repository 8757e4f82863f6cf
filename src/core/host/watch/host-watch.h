/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "host-events.h"

G_BEGIN_DECLS

/**
 * SprintHostWatch:
 *
 * Watches this computer for whoever shows what is found on it: as long as anybody holds it.
 *
 * ::changed is emitted once things are quiet again after something may have changed: it is time to ask the checks
 * again. ::held is emitted when somebody begins to hold it: what has happened until then was not seen.
 */
#define SPRINT_TYPE_HOST_WATCH (sprint_host_watch_get_type ())
G_DECLARE_FINAL_TYPE (SprintHostWatch, sprint_host_watch, SPRINT, HOST_WATCH, GObject)

SprintHostWatch *sprint_host_watch_new     (void);
/* Before anybody holds it. */
void             sprint_host_watch_add     (SprintHostWatch  *self,
                                            SprintHostEvents *events);
void             sprint_host_watch_hold    (SprintHostWatch  *self);
void             sprint_host_watch_release (SprintHostWatch  *self);

G_END_DECLS
