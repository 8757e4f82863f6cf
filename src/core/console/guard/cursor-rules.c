/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message-rules.h"

#include <spice/enums.h>

#include "byte-ledger.h"
#include "core/console/screen/console-cursor.h"

/* Pixels of a side. A guest sets shapes that are larger than what is shown; that is no fault of its server's. */
#define SIDE_MAX (4 * SPRINT_CONSOLE_CURSOR_MAX_SIZE)
/* The largest shape, in the form that takes most, and what is around it. */
#define LIMIT (5u * SIDE_MAX * SIDE_MAX + 65536)
/* What spice-gtk may be asked to remember; a server of spice-server's does with 256 of them. */
#define KEPT_MAX 1024
#define KEPT_BYTES (64u * 1024 * 1024)

static gpointer
create (gboolean         adopted,
        SprintGlzWindow *glz)
{
  return sprint_byte_ledger_new (KEPT_MAX, KEPT_BYTES);
}

static void
free_state (gpointer state)
{
  sprint_byte_ledger_free (state);
}

static gsize
get_limit (guint16 type)
{
  return type <= SPICE_MSG_LIST || (type > SPICE_MSG_BASE_LAST && type < SPICE_MSG_END_CURSOR) ? LIMIT : 0;
}

/* The bytes that spice-gtk reads for a shape of that form, whatever came. */
static gsize
get_shape_size (guint8 form,
                gsize  width,
                gsize  height)
{
  gsize n = width * height;
  gsize mask = (n + 7) / 8;

  switch (form) {
  case SPICE_CURSOR_TYPE_ALPHA:
    return 4 * n;

  case SPICE_CURSOR_TYPE_MONO:
    return 2 * ((width + 7) / 8) * height;

  case SPICE_CURSOR_TYPE_COLOR4:
    return MAX ((width + 1) / 2 * height, (n + 1) / 2) + 16 * 4 + mask;

  case SPICE_CURSOR_TYPE_COLOR16:
    return 2 * n + mask;

  case SPICE_CURSOR_TYPE_COLOR32:
    return 4 * n + mask;

  default:
    return 0;
  }
}

/* @at: where the cursor is in the message, to whose end its pixels go. */
static SprintMessageVerdict
check_cursor (SprintByteLedger  *kept,
              SprintMessageBody *body,
              gsize              at)
{
  /* Number, form, width, height, hotspot. */
  const gsize header = 8 + 1 + 4 * 2;
  guint16 flags, width, height;
  guint64 id;

  if (!sprint_message_body_has (body, at, 2))
    return SPRINT_MESSAGE_BAD;
  flags = sprint_message_body_get_16 (body, at);
  if (flags & SPICE_CURSOR_FLAGS_NONE)
    return SPRINT_MESSAGE_GOOD;

  at += 2;
  if (!sprint_message_body_has (body, at, header))
    return SPRINT_MESSAGE_BAD;
  id = sprint_message_body_get_64 (body, at);
  width = sprint_message_body_get_16 (body, at + 9);
  height = sprint_message_body_get_16 (body, at + 11);
  if (flags & SPICE_CURSOR_FLAGS_FROM_CACHE)
    return sprint_message_require (sprint_byte_ledger_contains (kept, id));

  if (width == 0 || width > SIDE_MAX || height == 0 || height > SIDE_MAX || body->size == at + header ||
      body->size - at - header < get_shape_size (sprint_message_body_get_8 (body, at + 8), width, height))
    return SPRINT_MESSAGE_BAD;

  return sprint_message_require (!(flags & SPICE_CURSOR_FLAGS_CACHE_ME) ||
                                 sprint_byte_ledger_add (kept, id, 4 * (guint64) width * height));
}

static SprintMessageVerdict
check (gpointer           state,
       guint16            type,
       SprintMessageBody *body)
{
  SprintByteLedger *kept = state;

  if (!sprint_message_body_has (body, 0, body->size))
    return SPRINT_MESSAGE_BAD;

  switch (type) {
  case SPICE_MSG_CURSOR_INIT:
    sprint_byte_ledger_clear (kept);
    return check_cursor (kept, body, 9);

  case SPICE_MSG_CURSOR_SET:
    return check_cursor (kept, body, 5);

  case SPICE_MSG_CURSOR_RESET:
  case SPICE_MSG_CURSOR_INVAL_ALL:
    sprint_byte_ledger_clear (kept);
    return SPRINT_MESSAGE_GOOD;

  case SPICE_MSG_CURSOR_INVAL_ONE:
    if (!sprint_message_body_has (body, 0, 8))
      return SPRINT_MESSAGE_BAD;
    sprint_byte_ledger_remove (kept, sprint_message_body_get_64 (body, 0));
    return SPRINT_MESSAGE_GOOD;

  default:
    return SPRINT_MESSAGE_GOOD;
  }
}

const SprintMessageRules sprint_cursor_rules = { create, free_state, get_limit, check };
