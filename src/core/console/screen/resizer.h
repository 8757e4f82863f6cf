/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "core/console/guest/guest-agent.h"
#include "monitor-list.h"

G_BEGIN_DECLS

/**
 * SprintResizer:
 *
 * Asks a guest's agent over a SPICE main channel for the monitors that are wanted, and the sizes that
 * they are wanted to have: a moment after the last wish, one request at a time, and the newest wish next.
 */
#define SPRINT_TYPE_RESIZER (sprint_resizer_get_type ())
G_DECLARE_FINAL_TYPE (SprintResizer, sprint_resizer, SPRINT, RESIZER, GObject)

SprintResizer *sprint_resizer_new (SpiceMainChannel  *channel,
                                   SprintMonitorList *monitors,
                                   SprintGuestAgent  *agent);

G_END_DECLS
