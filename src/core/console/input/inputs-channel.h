/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "console-input.h"
#include "core/console/guest/guest-agent.h"
#include "core/console/screen/monitor-list.h"

G_BEGIN_DECLS

/**
 * SprintInputsChannel:
 *
 * Sends a console's input over a SPICE inputs channel.
 */
#define SPRINT_TYPE_INPUTS_CHANNEL (sprint_inputs_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintInputsChannel, sprint_inputs_channel, SPRINT, INPUTS_CHANNEL, GObject)

/**
 * sprint_inputs_channel_new:
 * @monitors: what the pointer is moved over
 * @agent: who moves it there, if there is one
 */
SprintInputsChannel *sprint_inputs_channel_new (SpiceInputsChannel *channel,
                                                SprintConsoleInput *input,
                                                SprintMonitorList  *monitors,
                                                SprintGuestAgent   *agent);

G_END_DECLS
