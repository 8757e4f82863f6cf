/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "clipboard-offer.h"

G_BEGIN_DECLS

/**
 * SprintGuestAnswers:
 *
 * Answers what a guest asks of the host's clipboard over a SPICE main channel, for one selection. The
 * library keeps what a guest does not read, and does not say how much that is: so a guest that asks
 * too fast is told that there is nothing, and one that has asked too often, a few thousand times for
 * the same offer, gets no answer any more until there is another.
 */
#define SPRINT_TYPE_GUEST_ANSWERS (sprint_guest_answers_get_type ())
G_DECLARE_FINAL_TYPE (SprintGuestAnswers, sprint_guest_answers, SPRINT, GUEST_ANSWERS, GObject)

/**
 * sprint_guest_answers_new:
 * @selection: VD_AGENT_CLIPBOARD_SELECTION_…
 */
SprintGuestAnswers *sprint_guest_answers_new  (SpiceMainChannel     *channel,
                                               guint                 selection);

/**
 * sprint_guest_answers_give:
 * @type: VD_AGENT_CLIPBOARD_…, that the guest wants
 * @offer: (nullable): what it may read
 *
 * Answers when it is there, and says so where it cannot be had, or not so soon; nothing where too many answers were
 * given since sprint_guest_answers_renew().
 */
void                sprint_guest_answers_give  (SprintGuestAnswers   *self,
                                                guint32               type,
                                                SprintClipboardOffer *offer);

/**
 * sprint_guest_answers_renew:
 *
 * There is another offer, of which the guest has been sent nothing yet, and for which it may ask as often again.
 */
void                sprint_guest_answers_renew (SprintGuestAnswers   *self);

/**
 * sprint_guest_answers_stop:
 *
 * Nobody waits for what is being read any more.
 */
void                sprint_guest_answers_stop  (SprintGuestAnswers   *self);

G_END_DECLS
