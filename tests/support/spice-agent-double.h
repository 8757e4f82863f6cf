/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <spice.h>
#include <spice/vd_agent.h>

G_BEGIN_DECLS

/* What an agent usually can do, as the masks of VD_AGENT_CAP_… that connect() takes. */
#define SPICE_AGENT_CAP(name) (1u << VD_AGENT_CAP_##name)
#define SPICE_AGENT_CLIPBOARD_CAPS (SPICE_AGENT_CAP (CLIPBOARD_BY_DEMAND) | SPICE_AGENT_CAP (CLIPBOARD_SELECTION) | \
                                    SPICE_AGENT_CAP (CLIPBOARD_NO_RELEASE_ON_REGRAB) | \
                                    SPICE_AGENT_CAP (CLIPBOARD_GRAB_SERIAL) | SPICE_AGENT_CAP (GUEST_LINEEND_LF))

/* One message of the agent's protocol, whole. */
typedef struct {
  guint32 type;   /* VD_AGENT_… */
  GBytes *data;
} SpiceAgentMessage;

/* The agent in a guest, on the port by which it speaks with the server and, through it, with the client. It answers
 * by itself what a client asks of its capabilities, and nothing else: that is the test's part.
 *
 * ::message(type, GBytes) as each is here, of the client's and the server's alike. */
#define SPICE_TYPE_AGENT_DOUBLE (spice_agent_double_get_type ())
G_DECLARE_FINAL_TYPE (SpiceAgentDouble, spice_agent_double, SPICE, AGENT_DOUBLE, GObject)

/* Not in the guest yet. It must outlive the server. */
SpiceAgentDouble *spice_agent_double_new               (SpiceServer      *server);

/* It starts. @capabilities: 1 << VD_AGENT_CAP_… of each */
void              spice_agent_double_connect           (SpiceAgentDouble *self,
                                                        guint32           capabilities);
/* It ends. Nothing where it has not started, or where the server has thrown it out for what it said. */
void              spice_agent_double_disconnect        (SpiceAgentDouble *self);
gboolean          spice_agent_double_get_connected     (SpiceAgentDouble *self);
/* Whether it and a client have told each other what they can do. */
gboolean          spice_agent_double_get_ready         (SpiceAgentDouble *self);
/* Whether both can: by that some messages' form is decided. */
gboolean          spice_agent_double_has_agreed        (SpiceAgentDouble *self,
                                                        guint             capability);
/* What numbers its next grab of the clipboard, where grabs are numbered (VD_AGENT_CAP_CLIPBOARD_GRAB_SERIAL). */
guint32           spice_agent_double_number_grab       (SpiceAgentDouble *self,
                                                        guint8            selection);
/* While @stalled it reads nothing: what it is sent stays where it is. */
void              spice_agent_double_set_stalled       (SpiceAgentDouble *self,
                                                        gboolean          stalled);

/* (element-type SpiceAgentMessage) (transfer none): all that it was sent, in order. */
GPtrArray        *spice_agent_double_get_messages      (SpiceAgentDouble *self);
guint             spice_agent_double_count             (SpiceAgentDouble *self,
                                                        guint32           type);
/* (transfer none) (nullable): the last one of that type. */
GBytes           *spice_agent_double_find              (SpiceAgentDouble *self,
                                                        guint32           type);
void              spice_agent_double_clear             (SpiceAgentDouble *self);

/* Sends a message to the client. */
void              spice_agent_double_send              (SpiceAgentDouble *self,
                                                        guint32           type,
                                                        gconstpointer     data,
                                                        gsize             size);
/* The same, whose head says another size than it has. */
void              spice_agent_double_send_claiming     (SpiceAgentDouble *self,
                                                        guint32           type,
                                                        guint32           claimed,
                                                        gconstpointer     data,
                                                        gsize             size);
/* Bytes for the client as they are, in the port's frame. */
void              spice_agent_double_send_bytes        (SpiceAgentDouble *self,
                                                        gconstpointer     data,
                                                        gsize             size);
/* What has not been taken by the server yet. */
gsize             spice_agent_double_get_unsent        (SpiceAgentDouble *self);

G_END_DECLS
