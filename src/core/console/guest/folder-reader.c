/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-reader.h"

#define PIECE (64 * 1024)
#define ATTRIBUTES G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE "," \
                   G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE "," G_FILE_ATTRIBUTE_ETAG_VALUE

struct _SprintFolderReader
{
  GObject parent_instance;

  SoupServerMessage *message;
  GInputStream *stream;
  GCancellable *cancellable;
  goffset left;
};

G_DEFINE_FINAL_TYPE (SprintFolderReader, sprint_folder_reader, G_TYPE_OBJECT)

static void
sprint_folder_reader_dispose (GObject *object)
{
  SprintFolderReader *self = SPRINT_FOLDER_READER (object);

  g_clear_weak_pointer (&self->message);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sprint_folder_reader_parent_class)->dispose (object);
}

static void
sprint_folder_reader_class_init (SprintFolderReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_folder_reader_dispose;
}

static void
sprint_folder_reader_init (SprintFolderReader *self)
{
  self->cancellable = g_cancellable_new ();
}

/* A file that ends before its time ends the answer: the guest was told how much there would be. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SprintFolderReader) self = user_data;
  g_autoptr (GBytes) piece = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, NULL);
  SoupMessageBody *body;

  if (g_cancellable_is_cancelled (self->cancellable) || self->message == NULL)
    return;

  body = soup_server_message_get_response_body (self->message);
  if (piece != NULL && g_bytes_get_size (piece) > 0) {
    self->left -= g_bytes_get_size (piece);
    soup_message_body_append_bytes (body, piece);
  } else {
    soup_message_body_complete (body);
  }
  soup_server_message_unpause (self->message);
}

/* The server waits by itself for the next piece. */
static void
read_on (SprintFolderReader *self)
{
  if (self->left > 0)
    g_input_stream_read_bytes_async (self->stream, MIN (self->left, PIECE), G_PRIORITY_DEFAULT, self->cancellable,
                                     read_cb, g_object_ref (self));
  else
    soup_message_body_complete (soup_server_message_get_response_body (self->message));
}

static void
finished_cb (SprintFolderReader *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
set_headers (SoupServerMessage *message,
             GFileInfo         *info)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *type = g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE);
  const char *tag = g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ETAG_VALUE);

  soup_message_headers_set_content_type (headers, type != NULL ? type : "application/octet-stream", NULL);
  soup_message_headers_replace (headers, "Accept-Ranges", "bytes");
  if (tag != NULL) {
    g_autofree char *quoted = g_strdup_printf ("\"%s\"", tag);

    soup_message_headers_replace (headers, "ETag", quoted);
  }
}

/* One part of a file where that is asked for, else all of it: also where it is asked for several, or for a part of
 * what it was before. */
static guint
find_part (SoupServerMessage *message,
           goffset            size,
           goffset           *start,
           goffset           *length)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *answer = soup_server_message_get_response_headers (message);
  SoupRange *ranges = NULL;
  int n = 0;

  *start = 0;
  *length = size;
  if (size == 0 || soup_message_headers_get_one (headers, "If-Range") != NULL ||
      !soup_message_headers_get_ranges (headers, size, &ranges, &n))
    return SOUP_STATUS_OK;

  if (n == 1) {
    *start = ranges[0].start;
    *length = ranges[0].end - ranges[0].start + 1;
    soup_message_headers_set_content_range (answer, ranges[0].start, ranges[0].end, size);
  }
  soup_message_headers_free_ranges (headers, ranges);

  return n == 1 ? SOUP_STATUS_PARTIAL_CONTENT : SOUP_STATUS_OK;
}

void
sprint_folder_reader_answer (SoupServerMessage *message,
                             GFile             *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GFileInputStream) stream = NULL;
  SprintFolderReader *self;
  goffset start, length;
  guint status;

  if (info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR)
    stream = g_file_read (file, NULL, NULL);
  if (stream == NULL) {
    soup_server_message_set_status (message, SOUP_STATUS_FORBIDDEN, NULL);
    return;
  }

  status = find_part (message, g_file_info_get_size (info), &start, &length);
  if (start > 0 && !g_seekable_seek (G_SEEKABLE (stream), start, G_SEEK_SET, NULL, NULL)) {
    soup_server_message_set_status (message, SOUP_STATUS_FORBIDDEN, NULL);
    return;
  }

  self = g_object_new (SPRINT_TYPE_FOLDER_READER, NULL);
  g_set_weak_pointer (&self->message, message);
  self->stream = G_INPUT_STREAM (g_steal_pointer (&stream));
  self->left = length;
  set_headers (message, info);
  soup_message_headers_set_content_length (soup_server_message_get_response_headers (message), length);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect_object (message, "wrote-headers", G_CALLBACK (read_on), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "wrote-chunk", G_CALLBACK (read_on), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "finished", G_CALLBACK (finished_cb), self, G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (message), "folder-reader", self, g_object_unref);
  soup_server_message_set_status (message, status, NULL);
}
