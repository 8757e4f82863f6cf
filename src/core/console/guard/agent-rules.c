/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agent-rules.h"

#include <spice/vd_agent.h>

#include "core/console/guest/clipboard-format.h"

/* Bytes of the header: protocol, type, opaque, size. */
#define HEADER 20
/* Whatever is not a clipboard is small. */
#define SMALL 65536

void
sprint_agent_rules_reset (SprintAgentRules *self)
{
  *self = (SprintAgentRules) { 0 };
}

static gboolean
has_cap (SprintAgentRules *self,
         int               cap)
{
  return !self->introduced || (self->caps & (1u << cap)) != 0;
}

/* What spice-gtk reads of it without looking, and the most that is taken. FALSE: it knows no such message. */
static gboolean
find_bounds (SprintAgentRules *self,
             guint32           type,
             guint32          *least,
             guint32          *most)
{
  guint32 selection = has_cap (self, VD_AGENT_CAP_CLIPBOARD_SELECTION) ? 4 : 0;

  *most = SMALL;
  switch (type) {
  case VD_AGENT_CLIPBOARD:
    *least = selection + sizeof (VDAgentClipboard);
    *most = *least + SPRINT_CLIPBOARD_IMAGE_MAX;
    return TRUE;

  case VD_AGENT_CLIPBOARD_GRAB:
    *least = selection + (has_cap (self, VD_AGENT_CAP_CLIPBOARD_GRAB_SERIAL) ? 4 : 0);
    return TRUE;

  case VD_AGENT_CLIPBOARD_REQUEST:
    *least = selection + sizeof (VDAgentClipboardRequest);
    return TRUE;

  case VD_AGENT_CLIPBOARD_RELEASE:
    *least = selection;
    return TRUE;

  case VD_AGENT_ANNOUNCE_CAPABILITIES:
    *least = sizeof (VDAgentAnnounceCapabilities);
    return TRUE;

  case VD_AGENT_FILE_XFER_STATUS:
    *least = sizeof (VDAgentFileXferStatusMessage);
    return TRUE;

  case VD_AGENT_REPLY:
    *least = sizeof (VDAgentReply);
    return TRUE;

  default:
    return FALSE;
  }
}

/* What it announces of itself; one that is cut before that can be read is taken for an agent that does everything. */
static void
introduce (SprintAgentRules  *self,
           SprintMessageBody *piece,
           gsize              at,
           guint32            size)
{
  const gsize request = sizeof (VDAgentAnnounceCapabilities);

  if (size < request + 4) {
    self->introduced = TRUE;
    self->caps = 0;
  } else if (piece->size - at >= request + 4) {
    self->introduced = TRUE;
    self->caps = sprint_message_body_get_32 (piece, at + request);
  } else {
    self->introduced = FALSE;
  }
}

static gboolean
is_useless (SprintAgentRules  *self,
            SprintMessageBody *piece,
            gsize              at)
{
  guint32 protocol = sprint_message_body_get_32 (piece, at);
  guint32 type = sprint_message_body_get_32 (piece, at + 4);
  guint32 size = sprint_message_body_get_32 (piece, at + 16);
  guint32 least, most;

  if (protocol != VD_AGENT_PROTOCOL || !find_bounds (self, type, &least, &most) || size < least || size > most)
    return TRUE;

  if (type == VD_AGENT_ANNOUNCE_CAPABILITIES)
    introduce (self, piece, at + HEADER, size);

  return FALSE;
}

SprintMessageVerdict
sprint_agent_rules_check (SprintAgentRules  *self,
                          SprintMessageBody *piece)
{
  gboolean useless = FALSE;
  gsize at = 0;

  while (at < piece->size) {
    gsize n;

    if (self->left == 0) {
      /* A header in two pieces is none that an agent sends; and spice-gtk reads one behind the piece's end. */
      gboolean whole = piece->size - at >= HEADER;

      self->left = whole ? (guint64) HEADER + sprint_message_body_get_32 (piece, at + 16) : piece->size - at;
      /* A piece is passed on whole, or not at all. */
      self->useless = useless || !whole || is_useless (self, piece, at);
    }

    if (self->useless && at > 0 && !useless)
      return SPRINT_MESSAGE_BAD;
    useless = self->useless;
    n = MIN (self->left, piece->size - at);
    self->left -= n;
    at += n;
  }

  return useless ? SPRINT_MESSAGE_USELESS : SPRINT_MESSAGE_GOOD;
}
