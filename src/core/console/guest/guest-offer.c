/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guest-offer.h"

#include <glib/gi18n.h>

struct _SprintGuestOffer
{
  SprintClipboardOffer parent_instance;

  SprintGuestRequests *requests;   /* (nullable): closed */
};

G_DEFINE_FINAL_TYPE (SprintGuestOffer, sprint_guest_offer, SPRINT_TYPE_CLIPBOARD_OFFER)

static void
sprint_guest_offer_dispose (GObject *object)
{
  g_clear_object (&SPRINT_GUEST_OFFER (object)->requests);

  G_OBJECT_CLASS (sprint_guest_offer_parent_class)->dispose (object);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *data = sprint_guest_requests_send_finish (SPRINT_GUEST_REQUESTS (source), result, &error);

  if (data != NULL)
    g_task_return_pointer (task, data, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
fetch_async (SprintClipboardOffer   *offer,
             SprintClipboardFormats  format,
             GCancellable           *cancellable,
             GAsyncReadyCallback     callback,
             gpointer                user_data)
{
  SprintGuestOffer *self = SPRINT_GUEST_OFFER (offer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  guint timeout;

  g_task_set_source_tag (task, fetch_async);
  if (self->requests == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _("Something else was copied meanwhile."));
    return;
  }

  g_object_get (self, "timeout", &timeout, NULL);
  sprint_guest_requests_send_async (self->requests, format, timeout, cancellable, answered_cb, g_object_ref (task));
}

static GBytes *
fetch_finish (SprintClipboardOffer  *offer,
              GAsyncResult          *result,
              GError               **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sprint_guest_offer_class_init (SprintGuestOfferClass *klass)
{
  SprintClipboardOfferClass *offer_class = SPRINT_CLIPBOARD_OFFER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_guest_offer_dispose;
  offer_class->fetch_async = fetch_async;
  offer_class->fetch_finish = fetch_finish;
}

static void
sprint_guest_offer_init (SprintGuestOffer *self)
{
}

SprintGuestOffer *
sprint_guest_offer_new (SprintGuestRequests    *requests,
                        SprintClipboardFormats  formats,
                        guint                   timeout)
{
  SprintGuestOffer *self = g_object_new (SPRINT_TYPE_GUEST_OFFER, "formats", formats, "timeout", timeout, NULL);

  self->requests = g_object_ref (requests);

  return self;
}

void
sprint_guest_offer_close (SprintGuestOffer *self)
{
  g_autoptr (SprintGuestRequests) requests = NULL;

  g_return_if_fail (SPRINT_IS_GUEST_OFFER (self));

  requests = g_steal_pointer (&self->requests);
  if (requests != NULL)
    sprint_guest_requests_abandon (requests);
}
