/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/console/source/console-source.h"

G_BEGIN_DECLS

/* How far a peer goes before it stops, or hangs up. */
typedef enum {
  SPICE_PEER_BEFORE_LINK,   /* nothing is sent */
  SPICE_PEER_IN_HEADER,     /* half of the link's header */
  SPICE_PEER_IN_REPLY,      /* half of what follows it */
  SPICE_PEER_BEFORE_AUTH,   /* all of it, and no word on the password */
  SPICE_PEER_OPEN,          /* the channel is open */
} SpicePeerStep;

typedef struct _SpiceRawPeer SpiceRawPeer;

/* A peer that speaks SPICE as a server does, byte for byte as a test writes them, and so can say what no server would.
 * It works on the main context. A main channel that is opened is told of a display, a cursor and an inputs channel. */
SpiceRawPeer        *spice_raw_peer_new           (void);
void                 spice_raw_peer_free          (SpiceRawPeer  *self);
/* Each channel is a descriptor, as of this computer's own libvirt. */
SprintConsoleSource *spice_raw_peer_create_source (SpiceRawPeer  *self);
/* Each is a connection over TCP. */
SprintConsoleSource *spice_raw_peer_create_remote (SpiceRawPeer  *self);
/* The same, of which an encrypted port is told as well, that nobody is behind. */
SprintConsoleSource *spice_raw_peer_create_either (SpiceRawPeer  *self);
/* Each is a connection to a socket in the file system, at an address. */
SprintConsoleSource *spice_raw_peer_create_local  (SpiceRawPeer  *self);

/* Before anybody connects. */
void                 spice_raw_peer_set_full_header (SpiceRawPeer *self);
/* A main channel tells of that one too. */
void                 spice_raw_peer_offer         (SpiceRawPeer  *self,
                                                   int            channel_type,
                                                   int            id);
/* It says that it knows logins by SASL, and has none chosen, as servers of old did. */
void                 spice_raw_peer_pretend_sasl  (SpiceRawPeer  *self);
/* How far channels of that type get, and whether they are hung up on there. */
void                 spice_raw_peer_stop_at       (SpiceRawPeer  *self,
                                                   int            channel_type,
                                                   SpicePeerStep  step,
                                                   gboolean       hang_up);
/* What channels of that type say, and no more, as soon as they are open: a message of two gigabytes. */
void                 spice_raw_peer_part_at_once  (SpiceRawPeer  *self,
                                                   int            channel_type);
/* What the link's header says of the size of what follows it. */
void                 spice_raw_peer_claim_link    (SpiceRawPeer  *self,
                                                   guint32        size);
/* Whether a channel of that type is open. */
gboolean             spice_raw_peer_has           (SpiceRawPeer  *self,
                                                   int            channel_type);
/* How many have been opened so far. */
guint                spice_raw_peer_count         (SpiceRawPeer  *self);

/* A message of the size that it has. */
void                 spice_raw_peer_send          (SpiceRawPeer  *self,
                                                   int            channel_type,
                                                   guint16        type,
                                                   gconstpointer  body,
                                                   gsize          size);
/* One that claims another size. */
void                 spice_raw_peer_send_claiming (SpiceRawPeer  *self,
                                                   int            channel_type,
                                                   guint16        type,
                                                   guint32        claimed,
                                                   gconstpointer  body,
                                                   gsize          size);
/* What could not be sent yet; nothing once it was read or hung up on. */
gsize                spice_raw_peer_get_unsent    (SpiceRawPeer  *self);
void                 spice_raw_peer_hang_up       (SpiceRawPeer  *self,
                                                   int            channel_type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SpiceRawPeer, spice_raw_peer_free)

/* Messages, of numbers as they are written down: little endian, packed. */
void                 spice_message_add_8          (GByteArray    *message,
                                                   guint8         value);
void                 spice_message_add_16         (GByteArray    *message,
                                                   guint16        value);
void                 spice_message_add_32         (GByteArray    *message,
                                                   guint32        value);
void                 spice_message_add_64         (GByteArray    *message,
                                                   guint64        value);
/* Top, left, bottom, right. */
void                 spice_message_add_rectangle  (GByteArray    *message,
                                                   int            x,
                                                   int            y,
                                                   int            width,
                                                   int            height);

G_END_DECLS
