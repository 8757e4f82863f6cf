/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "host-events.h"

G_BEGIN_DECLS

/**
 * SprintBusEvents:
 *
 * What services tell on the system bus: systemd of units that were started, stopped, enabled or disabled, PackageKit of
 * packages that were installed or removed, firewalld of other rules. None of them is started for it. ::changed names
 * the unit, where it is one.
 */
#define SPRINT_TYPE_BUS_EVENTS (sprint_bus_events_get_type ())
G_DECLARE_FINAL_TYPE (SprintBusEvents, sprint_bus_events, SPRINT, BUS_EVENTS, GObject)

/* @bus: (nullable): %NULL for the system bus, connected to when started. */
SprintBusEvents *sprint_bus_events_new (GDBusConnection *bus);

G_END_DECLS
