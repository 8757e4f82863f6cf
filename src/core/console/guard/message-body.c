/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message-body.h"

#include <string.h>

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
