/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clipboard-offer.h"
#include "guest-requests.h"

G_BEGIN_DECLS

/**
 * SprintGuestOffer:
 *
 * What a guest has copied, to be asked for over a SPICE main channel.
 */
#define SPRINT_TYPE_GUEST_OFFER (sprint_guest_offer_get_type ())
G_DECLARE_FINAL_TYPE (SprintGuestOffer, sprint_guest_offer, SPRINT, GUEST_OFFER, SprintClipboardOffer)

/**
 * sprint_guest_offer_new:
 * @requests: by which it is asked for
 * @timeout: milliseconds that the guest has for an answer
 */
SprintGuestOffer *sprint_guest_offer_new   (SprintGuestRequests    *requests,
                                            SprintClipboardFormats  formats,
                                            guint                   timeout);

/**
 * sprint_guest_offer_close:
 *
 * It is not there any more: neither what is being read of it nor what will be.
 */
void              sprint_guest_offer_close (SprintGuestOffer       *self);

G_END_DECLS
