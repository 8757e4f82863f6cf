/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "clipboard-format.h"

G_BEGIN_DECLS

/**
 * SprintGuestRequests:
 *
 * What was asked of a guest's clipboard over a SPICE main channel, for one selection, and is not
 * answered yet. The protocol does not say which request an answer belongs to: the oldest of its type.
 */
#define SPRINT_TYPE_GUEST_REQUESTS (sprint_guest_requests_get_type ())
G_DECLARE_FINAL_TYPE (SprintGuestRequests, sprint_guest_requests, SPRINT, GUEST_REQUESTS, GObject)

/**
 * sprint_guest_requests_new:
 * @selection: VD_AGENT_CLIPBOARD_SELECTION_…
 */
SprintGuestRequests *sprint_guest_requests_new         (SpiceMainChannel        *channel,
                                                        guint                    selection);

/**
 * sprint_guest_requests_send_async:
 * @timeout: milliseconds after which nobody waits for the answer any more
 */
void                 sprint_guest_requests_send_async  (SprintGuestRequests     *self,
                                                        SprintClipboardFormats   format,
                                                        guint                    timeout,
                                                        GCancellable            *cancellable,
                                                        GAsyncReadyCallback      callback,
                                                        gpointer                 user_data);

/**
 * sprint_guest_requests_send_finish:
 *
 * Returns: (transfer full): what the guest sent, as it is but for the ends of a text's lines
 */
GBytes              *sprint_guest_requests_send_finish (SprintGuestRequests     *self,
                                                        GAsyncResult            *result,
                                                        GError                 **error);

/**
 * sprint_guest_requests_answer:
 * @type: VD_AGENT_CLIPBOARD_…, as the guest sent it
 * @data: (array length=size): what it sent; not looked at where nobody asked or it is too large
 */
void                 sprint_guest_requests_answer      (SprintGuestRequests     *self,
                                                        guint32                  type,
                                                        const guint8            *data,
                                                        gsize                    size);

/**
 * sprint_guest_requests_abandon:
 *
 * Nobody waits for any of them any more, as something else was copied; the guest may still answer them.
 */
void                 sprint_guest_requests_abandon     (SprintGuestRequests     *self);

/**
 * sprint_guest_requests_clear:
 *
 * The guest will not answer any of them.
 */
void                 sprint_guest_requests_clear       (SprintGuestRequests     *self);

G_END_DECLS
