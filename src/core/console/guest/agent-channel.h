/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "guest-agent.h"

G_BEGIN_DECLS

/**
 * SprintAgentChannel:
 *
 * Keeps a guest's agent as a SPICE main channel has it; with the channel it is gone.
 */
#define SPRINT_TYPE_AGENT_CHANNEL (sprint_agent_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintAgentChannel, sprint_agent_channel, SPRINT, AGENT_CHANNEL, GObject)

SprintAgentChannel *sprint_agent_channel_new (SpiceMainChannel *channel,
                                              SprintGuestAgent *agent);

G_END_DECLS
