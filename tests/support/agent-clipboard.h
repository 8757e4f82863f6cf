/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "spice-agent-double.h"

G_BEGIN_DECLS

/* The clipboard as a guest's agent speaks of it, in the form that it and the client have agreed upon.
 * @selection: VD_AGENT_CLIPBOARD_SELECTION_…; @type: VD_AGENT_CLIPBOARD_… */

void     agent_clipboard_grab          (SpiceAgentDouble *agent,
                                        guint             selection,
                                        gsize             n_types,
                                        const guint32    *types);
void     agent_clipboard_release       (SpiceAgentDouble *agent,
                                        guint             selection);
void     agent_clipboard_request       (SpiceAgentDouble *agent,
                                        guint             selection,
                                        guint32           type);
void     agent_clipboard_answer        (SpiceAgentDouble *agent,
                                        guint             selection,
                                        guint32           type,
                                        gconstpointer     data,
                                        gsize             size);

/* Whether the client's last message of that kind is this. */
gboolean agent_clipboard_was_grabbed   (SpiceAgentDouble *agent,
                                        guint             selection,
                                        gsize             n_types,
                                        const guint32    *types);
gboolean agent_clipboard_was_requested (SpiceAgentDouble *agent,
                                        guint             selection,
                                        guint32           type);
gboolean agent_clipboard_was_given     (SpiceAgentDouble *agent,
                                        guint             selection,
                                        guint32           type,
                                        gconstpointer     data,
                                        gsize             size);
/* (transfer full) (nullable): the data that the client's last answer holds. @type: (out) */
GBytes  *agent_clipboard_get_given     (SpiceAgentDouble *agent,
                                        guint             selection,
                                        guint32          *type);

G_END_DECLS
