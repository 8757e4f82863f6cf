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

const SprintMessageRules sprint_other_rules = { create, g_free, get_limit, check };
