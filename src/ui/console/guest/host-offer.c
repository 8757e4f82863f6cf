/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host-offer.h"

#include <glib/gi18n.h>

#include "x11-selection.h"

/* Bytes: read at once, and by how much what is too long may pass its limit. */
#define CHUNK (256 * 1024)

struct _SprintHostOffer
{
  SprintClipboardOffer parent_instance;

  GdkClipboard *clipboard;   /* (nullable): closed */
  gboolean readable;
};

G_DEFINE_FINAL_TYPE (SprintHostOffer, sprint_host_offer, SPRINT_TYPE_CLIPBOARD_OFFER)

typedef struct {
  GByteArray *data;
  gsize max;
} Fetching;

static void
fetching_free (gpointer data)
{
  Fetching *fetching = data;

  g_byte_array_unref (fetching->data);
  g_free (fetching);
}

static void
sprint_host_offer_dispose (GObject *object)
{
  g_clear_object (&SPRINT_HOST_OFFER (object)->clipboard);

  G_OBJECT_CLASS (sprint_host_offer_parent_class)->dispose (object);
}

static void
stop (GInputStream *stream)
{
  sprint_x11_selection_stop (g_object_get_data (G_OBJECT (stream), "display"), stream);
}

static void
close_stream (GInputStream *stream)
{
  stop (stream);
  g_input_stream_close_async (stream, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
}

typedef struct {
  GInputStream *stream;
  GTask *task;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->stream);
  g_object_unref (reading->task);
  g_free (reading);
}

static void chunk_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data);

static gboolean
read_on_cb (gpointer user_data)
{
  Reading *reading = user_data;

  g_input_stream_read_bytes_async (reading->stream, CHUNK, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (reading->task), chunk_cb, g_object_ref (reading->task));

  return G_SOURCE_REMOVE;
}

/* Not within a callback: GDK's stream of what comes in pieces on X11 (4.18.6) forgets a question that is asked while it
 * answers one. */
static void
read_on (GInputStream *stream,
         GTask        *task)
{
  Reading *reading = g_new (Reading, 1);

  reading->stream = g_object_ref (stream);
  reading->task = g_object_ref (task);
  g_idle_add_full (G_PRIORITY_DEFAULT, read_on_cb, reading, reading_free);
}

static void
chunk_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GInputStream *stream = G_INPUT_STREAM (source);
  g_autoptr (GTask) task = user_data;
  Fetching *fetching = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (stream, result, &error);
  gsize size = chunk != NULL ? g_bytes_get_size (chunk) : 0;

  if (chunk == NULL) {
    g_task_return_error (task, error);
  } else if (size == 0) {
    g_task_return_pointer (task, g_byte_array_free_to_bytes (g_byte_array_ref (fetching->data)),
                           (GDestroyNotify) g_bytes_unref);
  } else if (fetching->data->len + size > fetching->max) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _("What was copied is too large."));
  } else {
    g_byte_array_append (fetching->data, g_bytes_get_data (chunk, NULL), size);
    read_on (stream, task);
    return;
  }
  close_stream (stream);
}

static void
stream_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);

  if (stream == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_object_set_data_full (G_OBJECT (stream), "display",
                          g_object_ref (gdk_clipboard_get_display (GDK_CLIPBOARD (source))), g_object_unref);
  g_signal_connect_object (g_task_get_cancellable (task), "cancelled", G_CALLBACK (stop), stream, G_CONNECT_SWAPPED);
  g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), chunk_cb,
                                   g_object_ref (task));
}

static void
fetch_async (SprintClipboardOffer   *offer,
             SprintClipboardFormats  format,
             GCancellable           *cancellable,
             GAsyncReadyCallback     callback,
             gpointer                user_data)
{
  SprintHostOffer *self = SPRINT_HOST_OFFER (offer);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *mime_types[] = { sprint_clipboard_format_get_mime_type (format), NULL, NULL };
  Fetching *fetching;

  g_task_set_source_tag (task, fetch_async);
  if (self->clipboard == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, _("Something else was copied meanwhile."));
    return;
  }
  /* Nobody is told: the guest gets nothing. */
  if (!self->readable && !gdk_clipboard_is_local (self->clipboard)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "The window has not the focus");
    return;
  }

  if (format == SPRINT_CLIPBOARD_TEXT)
    mime_types[1] = "text/plain";
  fetching = g_new0 (Fetching, 1);
  fetching->data = g_byte_array_new ();
  fetching->max = sprint_clipboard_format_get_max (format);
  g_task_set_task_data (task, fetching, fetching_free);
  sprint_x11_selection_read_async (self->clipboard, mime_types, fetching->max + CHUNK, cancellable, stream_cb,
                                   g_object_ref (task));
}

static GBytes *
fetch_finish (SprintClipboardOffer  *offer,
              GAsyncResult          *result,
              GError               **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sprint_host_offer_class_init (SprintHostOfferClass *klass)
{
  SprintClipboardOfferClass *offer_class = SPRINT_CLIPBOARD_OFFER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sprint_host_offer_dispose;
  offer_class->fetch_async = fetch_async;
  offer_class->fetch_finish = fetch_finish;
}

static void
sprint_host_offer_init (SprintHostOffer *self)
{
  self->readable = TRUE;
}

/* What GDK makes of it by itself counts too: a program's own picture is there as PNG. */
static SprintClipboardFormats
find_formats (GdkClipboard *clipboard)
{
  g_autoptr (GdkContentFormats) formats = gdk_content_formats_ref (gdk_clipboard_get_formats (clipboard));
  SprintClipboardFormats found = 0;

  if (gdk_clipboard_is_local (clipboard))
    formats = gdk_content_formats_union_serialize_mime_types (g_steal_pointer (&formats));
  for (guint i = 0; i < SPRINT_CLIPBOARD_N_FORMATS; i++) {
    if (gdk_content_formats_contain_mime_type (formats, sprint_clipboard_format_get_mime_type (1u << i)))
      found |= 1u << i;
  }
  if (gdk_content_formats_contain_mime_type (formats, "text/plain"))
    found |= SPRINT_CLIPBOARD_TEXT;

  return found;
}

SprintHostOffer *
sprint_host_offer_new (GdkClipboard *clipboard,
                       guint         timeout)
{
  SprintClipboardFormats formats = find_formats (clipboard);
  SprintHostOffer *self;

  if (formats == 0)
    return NULL;

  self = g_object_new (SPRINT_TYPE_HOST_OFFER, "formats", formats, "timeout", timeout, NULL);
  self->clipboard = g_object_ref (clipboard);

  return self;
}

void
sprint_host_offer_close (SprintHostOffer *self)
{
  g_return_if_fail (SPRINT_IS_HOST_OFFER (self));

  g_clear_object (&self->clipboard);
}

void
sprint_host_offer_set_readable (SprintHostOffer *self,
                                gboolean         readable)
{
  g_return_if_fail (SPRINT_IS_HOST_OFFER (self));

  self->readable = readable;
}
