/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "message-rules.h"

G_BEGIN_DECLS

/* What the guest's agent says, which comes in pieces through the main channel. The server passes it on as it is, so
 * that any program in the guest that reaches the agent's port speaks here. */
typedef struct {
  guint64 left;        /* of a message that has begun */
  gboolean useless;    /* it is not to be read */
  gboolean introduced;
  guint32 caps;
} SprintAgentRules;

void                 sprint_agent_rules_reset (SprintAgentRules  *self);
/* One piece; all of it is there. */
SprintMessageVerdict sprint_agent_rules_check (SprintAgentRules  *self,
                                               SprintMessageBody *piece);

G_END_DECLS
