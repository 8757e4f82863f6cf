/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message-rules.h"

#include <spice/enums.h>

/* Bytes: sound, what a device or a shared folder says in one go, and what it becomes when it is unpacked. */
#define LIMIT (16u * 1024 * 1024)

static gpointer
create (gboolean         adopted,
        SprintGlzWindow *glz)
{
  return NULL;
}

static gsize
get_limit (guint16 type)
{
  return type < SPICE_MSG_END_PORT ? LIMIT : 0;
}

static SprintMessageVerdict
check (gpointer           state,
       guint16            type,
       SprintMessageBody *body)
{
  return SPRINT_MESSAGE_GOOD;
}

/* How it is packed, and how much it is unpacked, for which the library finds room at once. */
static SprintMessageVerdict
check_usb (gpointer           state,
           guint16            type,
           SprintMessageBody *body)
{
  if (type != SPICE_MSG_SPICEVMC_COMPRESSED_DATA)
    return SPRINT_MESSAGE_GOOD;
  if (!sprint_message_body_has (body, 0, 1))
    return SPRINT_MESSAGE_BAD;
  if (sprint_message_body_get_8 (body, 0) == SPICE_DATA_COMPRESSION_TYPE_NONE)
    return SPRINT_MESSAGE_GOOD;

  return sprint_message_require (sprint_message_body_has (body, 1, 4) &&
                                 sprint_message_body_get_32 (body, 1) <= LIMIT);
}

const SprintMessageRules sprint_usb_rules = { create, g_free, get_limit, check_usb };
const SprintMessageRules sprint_other_rules = { create, g_free, get_limit, check };
