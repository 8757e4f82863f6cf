/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/screen/monitor-layout.h"

G_BEGIN_DECLS

/**
 * SprintAllMonitors:
 *
 * The host's monitors, and which of a guest's goes where when it is to have them all.
 *
 * The property possible is whether there is more than one; ::changed is emitted when one was plugged in or out, or has
 * been moved, or has another size or scale.
 */
#define SPRINT_TYPE_ALL_MONITORS (sprint_all_monitors_get_type ())
G_DECLARE_FINAL_TYPE (SprintAllMonitors, sprint_all_monitors, SPRINT, ALL_MONITORS, GObject)

SprintAllMonitors *sprint_all_monitors_new          (GdkDisplay        *display);
gboolean           sprint_all_monitors_get_possible (SprintAllMonitors *self);

/**
 * sprint_all_monitors_assign:
 * @first: (nullable): which of the host's monitors the guest's first one gets
 *
 * The others go from left to right, and from top to bottom.
 *
 * Returns: (transfer full) (element-type GdkMonitor): the host's monitors, in the order of the guest's
 */
GPtrArray         *sprint_all_monitors_assign       (SprintAllMonitors *self,
                                                     GdkMonitor        *first);

/**
 * sprint_all_monitors_create_places:
 * @monitors: (element-type GdkMonitor): what sprint_all_monitors_assign() gave
 *
 * Returns: (transfer full) (array): where each of the guest's monitors lies then, in its own pixels
 */
SprintMonitorPlace *sprint_all_monitors_create_places (GPtrArray       *monitors);

G_END_DECLS
