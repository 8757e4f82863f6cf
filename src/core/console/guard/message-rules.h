/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/screen/picture-tally.h"
#include "glz-window.h"
#include "message-body.h"

G_BEGIN_DECLS

typedef enum {
  SPRINT_MESSAGE_GOOD,
  SPRINT_MESSAGE_BAD,     /* unless something of it is missing */
  SPRINT_MESSAGE_USELESS, /* not to be read, and nobody's fault but the guest's */
} SprintMessageVerdict;

/* What one kind of channel may say. @state: what it has said before. A check that finds that something is missing
 * has changed nothing of that. */
typedef struct {
  gpointer (* create) (gboolean         adopted,
                       SprintGlzWindow *glz);
  void (* free) (gpointer state);
  /* The most bytes that a message of @type may have; 0: there is no such message. */
  gsize (* get_limit) (guint16 type);
  SprintMessageVerdict (* check) (gpointer           state,
                                  guint16            type,
                                  SprintMessageBody *body);
  /* How the pictures among them have come; NULL where there are none. */
  const SprintPictureTally * (* get_tally) (gpointer state);
} SprintMessageRules;

extern const SprintMessageRules sprint_main_rules;
extern const SprintMessageRules sprint_display_rules;
extern const SprintMessageRules sprint_cursor_rules;
/* The same as others, which can be packed. */
extern const SprintMessageRules sprint_usb_rules;
/* Channels of which only the sizes are known. */
extern const SprintMessageRules sprint_other_rules;

/* A verdict on what must be so. */
static inline SprintMessageVerdict
sprint_message_require (gboolean condition)
{
  return condition ? SPRINT_MESSAGE_GOOD : SPRINT_MESSAGE_BAD;
}

G_END_DECLS
