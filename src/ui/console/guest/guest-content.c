/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guest-content.h"

struct _SprintGuestContent
{
  GdkContentProvider parent_instance;

  SprintConsoleClipboard *clipboard;
  SprintClipboardOffer *offer;
};

G_DEFINE_FINAL_TYPE (SprintGuestContent, sprint_guest_content, GDK_TYPE_CONTENT_PROVIDER)

/* What some programs still ask for, in place of the text's whole name. */
#define PLAIN_TEXT "text/plain"

static void
sprint_guest_content_dispose (GObject *object)
{
  SprintGuestContent *self = SPRINT_GUEST_CONTENT (object);

  g_clear_object (&self->offer);
  g_clear_object (&self->clipboard);

  G_OBJECT_CLASS (sprint_guest_content_parent_class)->dispose (object);
}

static GdkContentFormats *
sprint_guest_content_ref_formats (GdkContentProvider *provider)
{
  SprintGuestContent *self = SPRINT_GUEST_CONTENT (provider);
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();
  SprintClipboardFormats formats = sprint_clipboard_offer_get_formats (self->offer);

  for (guint i = 0; i < SPRINT_CLIPBOARD_N_FORMATS; i++) {
    if (formats & (1u << i))
      gdk_content_formats_builder_add_mime_type (builder, sprint_clipboard_format_get_mime_type (1u << i));
  }
  if (formats & SPRINT_CLIPBOARD_TEXT)
    gdk_content_formats_builder_add_mime_type (builder, PLAIN_TEXT);

  return gdk_content_formats_builder_free_to_formats (builder);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GBytes *data = sprint_clipboard_offer_read_finish (SPRINT_CLIPBOARD_OFFER (source), result, &error);

  if (data == NULL) {
    g_debug ("What was copied in the guest cannot be pasted: %s", error->message);
    g_task_return_error (task, error);
    return;
  }

  /* The stream reads from the bytes until it is done. */
  g_object_set_data_full (G_OBJECT (task), "data", data, (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (g_task_get_task_data (task), g_bytes_get_data (data, NULL),
                                   g_bytes_get_size (data), g_task_get_priority (task),
                                   g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

static void
sprint_guest_content_write_mime_type_async (GdkContentProvider  *provider,
                                            const char          *mime_type,
                                            GOutputStream       *stream,
                                            int                  priority,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data)
{
  SprintGuestContent *self = SPRINT_GUEST_CONTENT (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SprintClipboardFormats format = sprint_clipboard_format_from_mime_type (mime_type);

  g_task_set_source_tag (task, sprint_guest_content_write_mime_type_async);
  g_task_set_priority (task, priority);
  g_task_set_task_data (task, g_object_ref (stream), g_object_unref);
  if (g_ascii_strcasecmp (mime_type, PLAIN_TEXT) == 0)
    format = SPRINT_CLIPBOARD_TEXT;
  sprint_clipboard_offer_read_async (self->offer, format, cancellable, read_cb, g_object_ref (task));
}

static gboolean
sprint_guest_content_write_mime_type_finish (GdkContentProvider  *provider,
                                             GAsyncResult        *result,
                                             GError             **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
sprint_guest_content_class_init (SprintGuestContentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_guest_content_dispose;
  provider_class->ref_formats = sprint_guest_content_ref_formats;
  provider_class->write_mime_type_async = sprint_guest_content_write_mime_type_async;
  provider_class->write_mime_type_finish = sprint_guest_content_write_mime_type_finish;
}

static void
sprint_guest_content_init (SprintGuestContent *self)
{
}

GdkContentProvider *
sprint_guest_content_new (SprintConsoleClipboard *clipboard,
                          SprintClipboardOffer   *offer)
{
  SprintGuestContent *self = g_object_new (SPRINT_TYPE_GUEST_CONTENT, NULL);

  self->clipboard = g_object_ref (clipboard);
  self->offer = g_object_ref (offer);

  return GDK_CONTENT_PROVIDER (self);
}

gboolean
sprint_guest_content_is_of (GdkContentProvider     *content,
                            SprintConsoleClipboard *clipboard)
{
  return SPRINT_IS_GUEST_CONTENT (content) && SPRINT_GUEST_CONTENT (content)->clipboard == clipboard;
}
