/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/guest/clipboard-offer.h"

G_BEGIN_DECLS

/* Something that was copied by the test. */
#define TEST_TYPE_OFFER_DOUBLE (offer_double_get_type ())
G_DECLARE_FINAL_TYPE (OfferDouble, offer_double, TEST, OFFER_DOUBLE, SprintClipboardOffer)

/* @timeout: milliseconds. @data: (nullable): what is handed over at once, whatever is asked for; else nobody answers
 * until a read is cancelled. */
SprintClipboardOffer *offer_double_new           (SprintClipboardFormats  formats,
                                                  guint                   timeout,
                                                  gconstpointer           data,
                                                  gssize                  size);
guint                 offer_double_count_reads   (SprintClipboardOffer   *self);
guint                 offer_double_count_cancels (SprintClipboardOffer   *self);

G_END_DECLS
