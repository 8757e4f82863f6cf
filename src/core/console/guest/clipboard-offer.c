/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clipboard-offer.h"

#include <glib/gi18n.h>

#include "core-enums.h"

/* Milliseconds: twice what GTK gives whoever has the clipboard of X11 for each part. */
#define TIMEOUT 20000

typedef struct {
  SprintClipboardFormats formats;
  guint timeout;
} SprintClipboardOfferPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SprintClipboardOffer, sprint_clipboard_offer, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_FORMATS,
  PROP_TIMEOUT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

typedef struct {
  SprintClipboardFormats format;
  GCancellable *fetching;
  guint timeout_id;
  gboolean done;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_handle_id (&reading->timeout_id, g_source_remove);
  g_object_unref (reading->fetching);
  g_free (reading);
}

static void
sprint_clipboard_offer_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  SprintClipboardOfferPrivate *priv =
    sprint_clipboard_offer_get_instance_private (SPRINT_CLIPBOARD_OFFER (object));

  switch (prop_id) {
  case PROP_FORMATS:
    g_value_set_flags (value, priv->formats);
    break;

  case PROP_TIMEOUT:
    g_value_set_uint (value, priv->timeout);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_clipboard_offer_set_property (GObject      *object,
                                     guint         prop_id,
                                     const GValue *value,
                                     GParamSpec   *pspec)
{
  SprintClipboardOfferPrivate *priv =
    sprint_clipboard_offer_get_instance_private (SPRINT_CLIPBOARD_OFFER (object));

  switch (prop_id) {
  case PROP_FORMATS:
    priv->formats = g_value_get_flags (value);
    break;

  case PROP_TIMEOUT:
    priv->timeout = g_value_get_uint (value);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sprint_clipboard_offer_class_init (SprintClipboardOfferClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sprint_clipboard_offer_get_property;
  object_class->set_property = sprint_clipboard_offer_set_property;

  properties[PROP_FORMATS] =
    g_param_spec_flags ("formats", NULL, NULL, SPRINT_TYPE_CLIPBOARD_FORMATS, 0, flags);

  /**
   * SprintClipboardOffer:timeout:
   *
   * Milliseconds in which whoever offers it has to hand it over.
   */
  properties[PROP_TIMEOUT] = g_param_spec_uint ("timeout", NULL, NULL, 1, G_MAXINT, TIMEOUT, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sprint_clipboard_offer_init (SprintClipboardOffer *self)
{
}

SprintClipboardFormats
sprint_clipboard_offer_get_formats (SprintClipboardOffer *self)
{
  SprintClipboardOfferPrivate *priv = sprint_clipboard_offer_get_instance_private (self);

  g_return_val_if_fail (SPRINT_IS_CLIPBOARD_OFFER (self), 0);

  return priv->formats;
}

static gboolean
timeout_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Reading *reading = g_task_get_task_data (task);

  reading->timeout_id = 0;
  reading->done = TRUE;
  g_cancellable_cancel (reading->fetching);
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _("What was copied was not handed over in time."));

  return G_SOURCE_REMOVE;
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  SprintClipboardOffer *self = SPRINT_CLIPBOARD_OFFER (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) data = SPRINT_CLIPBOARD_OFFER_GET_CLASS (self)->fetch_finish (self, result, &error);
  Reading *reading = g_task_get_task_data (task);
  GBytes *checked = NULL;

  if (reading->done)
    return;

  g_clear_handle_id (&reading->timeout_id, g_source_remove);
  if (data != NULL)
    checked = sprint_clipboard_format_check (reading->format, data, &error);
  if (checked != NULL)
    g_task_return_pointer (task, checked, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
sprint_clipboard_offer_read_async (SprintClipboardOffer   *self,
                                   SprintClipboardFormats  format,
                                   GCancellable           *cancellable,
                                   GAsyncReadyCallback     callback,
                                   gpointer                user_data)
{
  SprintClipboardOfferPrivate *priv = sprint_clipboard_offer_get_instance_private (self);
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  g_return_if_fail (SPRINT_IS_CLIPBOARD_OFFER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sprint_clipboard_offer_read_async);
  if ((priv->formats & format) != format || format == 0) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("What was copied is not there in that form."));
    return;
  }
  if (g_task_return_error_if_cancelled (task))
    return;

  reading = g_new0 (Reading, 1);
  reading->format = format;
  reading->fetching = g_cancellable_new ();
  g_task_set_task_data (task, reading, reading_free);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel), reading->fetching,
                             G_CONNECT_SWAPPED);
  reading->timeout_id = g_timeout_add (priv->timeout, timeout_cb, task);
  SPRINT_CLIPBOARD_OFFER_GET_CLASS (self)->fetch_async (self, format, reading->fetching, fetched_cb,
                                                        g_object_ref (task));
}

GBytes *
sprint_clipboard_offer_read_finish (SprintClipboardOffer  *self,
                                    GAsyncResult          *result,
                                    GError               **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
