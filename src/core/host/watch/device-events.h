/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "host-events.h"

G_BEGIN_DECLS

/**
 * SprintDeviceEvents:
 *
 * What udev tells of modules, network and graphics devices, and what happens to the nodes of devices that a check is
 * about, render nodes among them, their permissions too.
 */
#define SPRINT_TYPE_DEVICE_EVENTS (sprint_device_events_get_type ())
G_DECLARE_FINAL_TYPE (SprintDeviceEvents, sprint_device_events, SPRINT, DEVICE_EVENTS, GObject)

/* @devices: the folder of devices, "/dev". */
SprintDeviceEvents *sprint_device_events_new     (const char *devices);
/* Whether what udev tells of a device concerns a check; any of them (nullable). */
gboolean            sprint_device_events_is_news (const char *action,
                                                  const char *subsystem,
                                                  const char *name);

G_END_DECLS
