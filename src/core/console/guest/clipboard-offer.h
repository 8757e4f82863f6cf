/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "clipboard-format.h"

G_BEGIN_DECLS

/**
 * SprintClipboardOffer:
 *
 * What one side, the guest or the desktop, has copied: in which formats it is there to be read, for as
 * long as nothing else is copied. Nothing is carried before somebody reads.
 *
 * Whoever subclasses it fetches the bytes as they are; what is read has been looked at, is not larger
 * than it may be, and comes in time or not at all.
 */
#define SPRINT_TYPE_CLIPBOARD_OFFER (sprint_clipboard_offer_get_type ())
G_DECLARE_DERIVABLE_TYPE (SprintClipboardOffer, sprint_clipboard_offer, SPRINT, CLIPBOARD_OFFER, GObject)

/**
 * SprintClipboardOfferClass:
 * @fetch_async: asks for it in one of the offer's formats
 * @fetch_finish: gives the bytes as they came
 */
struct _SprintClipboardOfferClass
{
  GObjectClass parent_class;

  void     (* fetch_async)  (SprintClipboardOffer    *self,
                             SprintClipboardFormats   format,
                             GCancellable            *cancellable,
                             GAsyncReadyCallback      callback,
                             gpointer                 user_data);
  GBytes * (* fetch_finish) (SprintClipboardOffer    *self,
                             GAsyncResult            *result,
                             GError                 **error);
};

SprintClipboardFormats sprint_clipboard_offer_get_formats (SprintClipboardOffer    *self);

/**
 * sprint_clipboard_offer_read_async:
 * @format: one of its formats
 *
 * Whoever offers it has SprintClipboardOffer:timeout milliseconds to hand it over.
 */
void                   sprint_clipboard_offer_read_async  (SprintClipboardOffer    *self,
                                                           SprintClipboardFormats   format,
                                                           GCancellable            *cancellable,
                                                           GAsyncReadyCallback      callback,
                                                           gpointer                 user_data);

/**
 * sprint_clipboard_offer_read_finish:
 *
 * Returns: (transfer full): what was copied, or %NULL with an error of the domain %G_IO_ERROR:
 *   %G_IO_ERROR_NOT_FOUND where it is not there in that format, %G_IO_ERROR_TIMED_OUT, those of
 *   sprint_clipboard_format_check(), or what whoever offers it says
 */
GBytes                *sprint_clipboard_offer_read_finish (SprintClipboardOffer    *self,
                                                           GAsyncResult            *result,
                                                           GError                 **error);

G_END_DECLS
