/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "offer-double.h"

#include <string.h>

struct _OfferDouble
{
  SprintClipboardOffer parent_instance;

  GBytes *data;
  guint reads;
  guint cancels;
};

G_DEFINE_FINAL_TYPE (OfferDouble, offer_double, SPRINT_TYPE_CLIPBOARD_OFFER)

static void
offer_double_finalize (GObject *object)
{
  g_clear_pointer (&TEST_OFFER_DOUBLE (object)->data, g_bytes_unref);

  G_OBJECT_CLASS (offer_double_parent_class)->finalize (object);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  OfferDouble *self = g_task_get_source_object (user_data);

  self->cancels++;
  g_task_return_error_if_cancelled (user_data);

  return G_SOURCE_REMOVE;
}

static void
fetch_async (SprintClipboardOffer   *offer,
             SprintClipboardFormats  format,
             GCancellable           *cancellable,
             GAsyncReadyCallback     callback,
             gpointer                user_data)
{
  OfferDouble *self = TEST_OFFER_DOUBLE (offer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->reads++;
  if (self->data != NULL) {
    g_task_return_pointer (task, g_bytes_ref (self->data), (GDestroyNotify) g_bytes_unref);
  } else {
    g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

    g_source_set_callback (source, G_SOURCE_FUNC (cancelled_cb), g_object_ref (task), g_object_unref);
    g_source_attach (source, NULL);
  }
}

static GBytes *
fetch_finish (SprintClipboardOffer  *offer,
              GAsyncResult          *result,
              GError               **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
offer_double_class_init (OfferDoubleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = offer_double_finalize;
  SPRINT_CLIPBOARD_OFFER_CLASS (klass)->fetch_async = fetch_async;
  SPRINT_CLIPBOARD_OFFER_CLASS (klass)->fetch_finish = fetch_finish;
}

static void
offer_double_init (OfferDouble *self)
{
}

SprintClipboardOffer *
offer_double_new (SprintClipboardFormats  formats,
                  guint                   timeout,
                  gconstpointer           data,
                  gssize                  size)
{
  OfferDouble *self = g_object_new (TEST_TYPE_OFFER_DOUBLE, "formats", formats, "timeout", timeout, NULL);

  if (data != NULL)
    self->data = g_bytes_new (data, size >= 0 ? (gsize) size : strlen (data));

  return SPRINT_CLIPBOARD_OFFER (self);
}

guint
offer_double_count_reads (SprintClipboardOffer *self)
{
  return TEST_OFFER_DOUBLE (self)->reads;
}

guint
offer_double_count_cancels (SprintClipboardOffer *self)
{
  return TEST_OFFER_DOUBLE (self)->cancels;
}
