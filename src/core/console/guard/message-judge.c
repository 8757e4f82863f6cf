/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message-judge.h"

#include <spice-client.h>
#include <spice/protocol.h>
#include <string.h>

#include "core/console/session/console-session.h"
#include "message-rules.h"

/* A message within another: how many there are, where each is, and of each its type and size. */
#define SUB_HEADER 6
#define MINI_HEADER 6
#define FULL_HEADER 18

struct _SprintMessageJudge
{
  const SprintMessageRules *rules;
  gpointer state;
  int channel_type;
  gboolean mini_header;
  guint64 passing;      /* bytes of a message that is good */
};

static const SprintMessageRules *
find_rules (int channel_type)
{
  switch (channel_type) {
  case SPICE_CHANNEL_MAIN:
    return &sprint_main_rules;

  case SPICE_CHANNEL_DISPLAY:
    return &sprint_display_rules;

  case SPICE_CHANNEL_CURSOR:
    return &sprint_cursor_rules;

  case SPICE_CHANNEL_USBREDIR:
    return &sprint_usb_rules;

  default:
    return &sprint_other_rules;
  }
}

SprintMessageJudge *
sprint_message_judge_new (int              channel_type,
                          gboolean         mini_header,
                          gboolean         adopted,
                          SprintGlzWindow *glz)
{
  SprintMessageJudge *self = g_new0 (SprintMessageJudge, 1);

  self->rules = find_rules (channel_type);
  self->state = self->rules->create (adopted, glz);
  self->channel_type = channel_type;
  self->mini_header = mini_header;

  return self;
}

void
sprint_message_judge_free (SprintMessageJudge *self)
{
  self->rules->free (self->state);
  g_free (self);
}

/* Each of them is judged as if it had come by itself. */
static SprintMessageVerdict
check_list (SprintMessageJudge *self,
            SprintMessageBody  *body,
            gsize               at)
{
  guint n;

  if (!sprint_message_body_has (body, 0, body->size) || !sprint_message_body_has (body, at, 2))
    return SPRINT_MESSAGE_BAD;
  n = sprint_message_body_get_16 (body, at);
  if (!sprint_message_body_has (body, at + 2, 4 * (guint64) n))
    return SPRINT_MESSAGE_BAD;

  for (guint i = 0; i < n; i++) {
    gsize place = sprint_message_body_get_32 (body, at + 2 + 4 * i);
    SprintMessageBody sub = { 0 };
    guint16 type;

    if (!sprint_message_body_has (body, place, SUB_HEADER))
      return SPRINT_MESSAGE_BAD;
    type = sprint_message_body_get_16 (body, place);
    sub.size = sub.available = sprint_message_body_get_32 (body, place + 2);
    sub.data = body->data + place + SUB_HEADER;
    if (!sprint_message_body_has (body, place + SUB_HEADER, sub.size) || type == SPICE_MSG_LIST ||
        sub.size > self->rules->get_limit (type) ||
        self->rules->check (self->state, type, &sub) != SPRINT_MESSAGE_GOOD)
      return SPRINT_MESSAGE_BAD;
  }

  return SPRINT_MESSAGE_GOOD;
}

/* A message that says nothing, of the same place in the order. */
static void
blank (SprintMessageJudge *self,
       GByteArray         *bytes,
       gsize               at,
       gsize               size)
{
  gsize header = self->mini_header ? MINI_HEADER : FULL_HEADER;
  gsize type_at = self->mini_header ? at : at + 8;
  const guint16 type = GUINT16_TO_LE (SPICE_MSG_MAIN_AGENT_TOKEN);
  const guint32 new_size = GUINT32_TO_LE (4);
  const guint8 none[4] = { 0 };
  guint old_length = bytes->len;

  if (size > 4) {
    g_byte_array_remove_range (bytes, at + header + 4, size - 4);
  } else if (size < 4) {
    g_byte_array_set_size (bytes, old_length + 4 - size);
    memmove (bytes->data + at + header + 4, bytes->data + at + header + size, old_length - at - header - size);
  }
  memcpy (bytes->data + type_at, &type, sizeof type);
  memcpy (bytes->data + type_at + 2, &new_size, sizeof new_size);
  memcpy (bytes->data + at + header, none, sizeof none);
  /* No messages within it either. */
  if (!self->mini_header)
    memcpy (bytes->data + type_at + 6, none, sizeof none);
}

/* The message that begins at @at, of which the header is there. */
static SprintMessageVerdict
check (SprintMessageJudge *self,
       GByteArray         *bytes,
       gsize               at,
       gsize              *wanted)
{
  gsize header = self->mini_header ? MINI_HEADER : FULL_HEADER;
  SprintMessageBody whole = { .data = bytes->data + at, .available = header, .size = header };
  gsize type_at = self->mini_header ? 0 : 8;
  guint16 type = sprint_message_body_get_16 (&whole, type_at);
  guint32 size = sprint_message_body_get_32 (&whole, type_at + 2);
  guint32 list = self->mini_header ? 0 : sprint_message_body_get_32 (&whole, type_at + 6);
  SprintMessageBody body = { .data = bytes->data + at + header, .size = size };
  SprintMessageVerdict verdict = SPRINT_MESSAGE_GOOD;

  if (size > self->rules->get_limit (type))
    return SPRINT_MESSAGE_BAD;

  body.available = MIN (size, bytes->len - at - header);
  if (type == SPICE_MSG_LIST || list != 0)
    verdict = check_list (self, &body, list);
  if (verdict == SPRINT_MESSAGE_GOOD && type != SPICE_MSG_LIST)
    verdict = self->rules->check (self->state, type, &body);
  if (body.missing > 0)
    *wanted = header + body.missing;
  else if (verdict == SPRINT_MESSAGE_USELESS)
    blank (self, bytes, at, size);
  if (verdict == SPRINT_MESSAGE_GOOD)
    self->passing = header + size;
  else if (verdict == SPRINT_MESSAGE_USELESS)
    self->passing = header + 4;

  return verdict;
}

gsize
sprint_message_judge_examine (SprintMessageJudge  *self,
                              GByteArray          *bytes,
                              gsize               *wanted,
                              GError             **error)
{
  gsize header = self->mini_header ? MINI_HEADER : FULL_HEADER;
  gsize at = 0;

  *wanted = 0;
  for (;;) {
    gsize n = MIN (self->passing, bytes->len - at);

    at += n;
    self->passing -= n;
    if (self->passing > 0)
      return at;

    *wanted = header;
    if (bytes->len - at < header)
      return at;
    if (check (self, bytes, at, wanted) == SPRINT_MESSAGE_BAD) {
      if (*wanted > header)
        return at;
      g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NONSENSE,
                   "A message of the %s channel makes no sense.",
                   spice_channel_type_to_string (self->channel_type));
      return at;
    }
  }
}

const SprintPictureTally *
sprint_message_judge_get_tally (SprintMessageJudge *self)
{
  return self->rules->get_tally != NULL ? self->rules->get_tally (self->state) : NULL;
}
