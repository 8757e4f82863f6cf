/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message-body.h"

#include <string.h>

/* Pixels: whatever is farther away is nowhere. */
#define FAR 65536

gboolean
sprint_message_body_has (SprintMessageBody *self,
                         guint64            offset,
                         guint64            length)
{
  guint64 end = offset + length;

  if (end < offset || end > self->size)
    return FALSE;
  if (end <= self->available)
    return TRUE;

  self->missing = MAX (self->missing, end);

  return FALSE;
}

gboolean
sprint_message_body_has_place (SprintMessageBody *self,
                               guint64            offset)
{
  gint32 top, left, bottom, right;

  if (!sprint_message_body_has (self, offset, 16))
    return FALSE;
  top = (gint32) sprint_message_body_get_32 (self, offset);
  left = (gint32) sprint_message_body_get_32 (self, offset + 4);
  bottom = (gint32) sprint_message_body_get_32 (self, offset + 8);
  right = (gint32) sprint_message_body_get_32 (self, offset + 12);

  return top >= -FAR && left >= -FAR && bottom >= top && bottom <= FAR && right >= left && right <= FAR;
}

guint8
sprint_message_body_get_8 (const SprintMessageBody *self,
                           gsize                    offset)
{
  return self->data[offset];
}

guint16
sprint_message_body_get_16 (const SprintMessageBody *self,
                            gsize                    offset)
{
  guint16 value;

  memcpy (&value, self->data + offset, sizeof value);

  return GUINT16_FROM_LE (value);
}

guint32
sprint_message_body_get_32 (const SprintMessageBody *self,
                            gsize                    offset)
{
  guint32 value;

  memcpy (&value, self->data + offset, sizeof value);

  return GUINT32_FROM_LE (value);
}

guint64
sprint_message_body_get_64 (const SprintMessageBody *self,
                            gsize                    offset)
{
  guint64 value;

  memcpy (&value, self->data + offset, sizeof value);

  return GUINT64_FROM_LE (value);
}
