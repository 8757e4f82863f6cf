/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SprintMessageBody:
 * @data: what has arrived of it
 * @available: bytes of it
 * @size: bytes that it will have
 * @missing: bytes that must have arrived before it can be judged, 0 for none
 *
 * A message of SPICE behind its header: little endian and packed, with offsets into itself
 * (spice.proto in spice-common; the headers of spice-protocol).
 */
typedef struct {
  const guint8 *data;
  gsize available;
  gsize size;
  gsize missing;
} SprintMessageBody;

/**
 * sprint_message_body_has:
 * @self: a message
 * @offset: bytes into it
 * @length: bytes
 *
 * Whether that part of it can be looked at. FALSE with @missing set: not yet; FALSE without: the message ends before.
 */
gboolean sprint_message_body_has     (SprintMessageBody *self,
                                      guint64            offset,
                                      guint64            length);

/**
 * sprint_message_body_has_place:
 * @self: a message
 * @offset: bytes into it
 *
 * Whether there is a rectangle (top, left, bottom, right) of which no side is farther away than anything can be.
 * FALSE as of sprint_message_body_has().
 */
gboolean sprint_message_body_has_place (SprintMessageBody *self,
                                        guint64            offset);

/* Parts of which sprint_message_body_has() was TRUE. */
guint8   sprint_message_body_get_8   (const SprintMessageBody *self,
                                      gsize                    offset);
guint16  sprint_message_body_get_16  (const SprintMessageBody *self,
                                      gsize                    offset);
guint32  sprint_message_body_get_32  (const SprintMessageBody *self,
                                      gsize                    offset);
guint64  sprint_message_body_get_64  (const SprintMessageBody *self,
                                      gsize                    offset);

G_END_DECLS
