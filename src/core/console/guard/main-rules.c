/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message-rules.h"

#include <spice/enums.h>

#include "agent-rules.h"

/* Bytes. */
#define NET_TEST 262144
#define SMALL 65536
#define HOST 1024

/* A machine with all that QEMU can give one has some fifty. */
#define CHANNELS 256

typedef struct {
  SprintAgentRules agent;
  guint8 channels[256 * 256 / 8];  /* that were announced: a bit for each type and number */
  guint n_channels;
} MainRules;

static gpointer
create (gboolean         adopted,
        SprintGlzWindow *glz)
{
  return g_new0 (MainRules, 1);
}

static gsize
get_limit (guint16 type)
{
  if (type == SPICE_MSG_PING)
    return NET_TEST;

  return type <= SPICE_MSG_LIST || (type > SPICE_MSG_BASE_LAST && type < SPICE_MSG_END_MAIN) ? SMALL : 0;
}

/* spice-gtk has a channel for each that is named, again if need be. */
static SprintMessageVerdict
check_channels (MainRules         *self,
                SprintMessageBody *body)
{
  guint32 n;

  if (!sprint_message_body_has (body, 0, 4))
    return SPRINT_MESSAGE_BAD;
  n = sprint_message_body_get_32 (body, 0);
  if (!sprint_message_body_has (body, 4, 2 * (guint64) n))
    return SPRINT_MESSAGE_BAD;

  for (guint32 i = 0; i < n; i++) {
    guint bit = sprint_message_body_get_16 (body, 4 + 2 * i);

    if (self->n_channels == CHANNELS || (self->channels[bit / 8] & (1u << bit % 8)))
      return SPRINT_MESSAGE_BAD;
    self->n_channels++;
    self->channels[bit / 8] |= 1u << bit % 8;
  }

  return SPRINT_MESSAGE_GOOD;
}

/* Text that spice-gtk takes for one that ends: its size and place are at @at. */
static gboolean
is_text (SprintMessageBody *body,
         gsize              at,
         gboolean           needed)
{
  guint32 size, place;

  if (!sprint_message_body_has (body, at, 8))
    return FALSE;
  size = sprint_message_body_get_32 (body, at);
  place = sprint_message_body_get_32 (body, at + 4);
  if (size == 0)
    return !needed;

  /* It has a character, and an end. */
  return size >= (needed ? 2 : 1) && size <= HOST && place != 0 && sprint_message_body_has (body, place, size) &&
         sprint_message_body_get_8 (body, place + (gsize) size - 1) == '\0';
}

/* QEMU says -1 where it has none. */
static gboolean
is_port (SprintMessageBody *body,
         gsize              at)
{
  guint16 port = sprint_message_body_get_16 (body, at);

  return port != 0 && port != G_MAXUINT16;
}

/* Where to go instead: two ports, a host, and whom its certificate is made out to. */
static SprintMessageVerdict
check_host (SprintMessageBody *body)
{
  return sprint_message_require (sprint_message_body_has (body, 0, 20) &&
                                 (is_port (body, 0) || is_port (body, 2)) &&
                                 is_text (body, 4, TRUE) && is_text (body, 12, FALSE));
}

static SprintMessageVerdict
check_name (SprintMessageBody *body)
{
  guint32 size;

  if (!sprint_message_body_has (body, 0, 4))
    return SPRINT_MESSAGE_BAD;
  size = sprint_message_body_get_32 (body, 0);

  return sprint_message_require (size > 0 && sprint_message_body_has (body, 4, size) &&
                                 sprint_message_body_get_8 (body, 4 + (gsize) size - 1) == '\0');
}

static SprintMessageVerdict
check (gpointer           state,
       guint16            type,
       SprintMessageBody *body)
{
  MainRules *self = state;

  if (!sprint_message_body_has (body, 0, body->size))
    return SPRINT_MESSAGE_BAD;

  switch (type) {
  case SPICE_MSG_MAIN_CHANNELS_LIST:
    return check_channels (self, body);

  case SPICE_MSG_MAIN_MIGRATE_BEGIN:
  case SPICE_MSG_MAIN_MIGRATE_BEGIN_SEAMLESS:
  case SPICE_MSG_MAIN_MIGRATE_SWITCH_HOST:
    return check_host (body);

  case SPICE_MSG_MAIN_NAME:
    return check_name (body);

  /* Only then does spice-gtk forget a message that has begun. */
  case SPICE_MSG_MAIN_AGENT_DISCONNECTED:
    sprint_agent_rules_reset (&self->agent);
    return SPRINT_MESSAGE_GOOD;

  case SPICE_MSG_MAIN_AGENT_DATA:
    return sprint_agent_rules_check (&self->agent, body);

  default:
    return SPRINT_MESSAGE_GOOD;
  }
}

const SprintMessageRules sprint_main_rules = { create, g_free, get_limit, check };
