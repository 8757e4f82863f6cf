/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "core/console/guest/clipboard-offer.h"

G_BEGIN_DECLS

/**
 * SprintHostOffer:
 *
 * What is in one of the desktop's clipboards, read when the guest asks for it, and no further than it
 * may be long.
 */
#define SPRINT_TYPE_HOST_OFFER (sprint_host_offer_get_type ())
G_DECLARE_FINAL_TYPE (SprintHostOffer, sprint_host_offer, SPRINT, HOST_OFFER, SprintClipboardOffer)

/**
 * sprint_host_offer_new:
 * @timeout: milliseconds that whoever has copied it has to hand it over
 *
 * Returns: (transfer full) (nullable): %NULL where there is nothing in it that is carried
 */
SprintHostOffer *sprint_host_offer_new          (GdkClipboard    *clipboard,
                                                 guint            timeout);

/**
 * sprint_host_offer_close:
 *
 * Something else is in the clipboard.
 */
void             sprint_host_offer_close        (SprintHostOffer *self);

/**
 * sprint_host_offer_set_readable:
 * @readable: whether the display lets this program read what others have copied; it does at first. What is being read
 *   already is read to its end.
 */
void             sprint_host_offer_set_readable (SprintHostOffer *self,
                                                 gboolean         readable);

G_END_DECLS
