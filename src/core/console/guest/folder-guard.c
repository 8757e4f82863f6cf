/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folder-guard.h"

#include "folder-reader.h"
#include "folder-rules.h"
#include "folder-writer.h"

#define MATCH_DAV (G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_DATA)

struct _SprintFolderGuard
{
  GObject parent_instance;

  SprintSharedFolder *folder;
  gpointer dav;              /* only to be compared with */
  guint requests;
};

G_DEFINE_FINAL_TYPE (SprintFolderGuard, sprint_folder_guard, G_TYPE_OBJECT)

static void
sprint_folder_guard_finalize (GObject *object)
{
  g_object_unref (SPRINT_FOLDER_GUARD (object)->folder);

  G_OBJECT_CLASS (sprint_folder_guard_parent_class)->finalize (object);
}

static void
sprint_folder_guard_class_init (SprintFolderGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_folder_guard_finalize;
}

static void
sprint_folder_guard_init (SprintFolderGuard *self)
{
}

/* Only what is small, and says so, may be kept until it is whole. A file's content never is, and what a guest asks to
 * have listed is not needed: without it the server tells all that costs nothing, and does not count the room that a
 * folder takes. */
static guint
judge_body (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *method = soup_server_message_get_method (message);

  /* A part of a file would become all of it. */
  if (g_str_equal (method, "PUT"))
    return soup_message_headers_get_one (headers, "Content-Range") != NULL ? SOUP_STATUS_BAD_REQUEST : 0;
  if (g_str_equal (method, "PROPFIND"))
    return 0;

  switch (soup_message_headers_get_encoding (headers)) {
  case SOUP_ENCODING_NONE:
    return 0;

  case SOUP_ENCODING_CONTENT_LENGTH:
    if (soup_message_headers_get_content_length (headers) <= SPRINT_FOLDER_BODY_MAX)
      return 0;
    return SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;

  case SOUP_ENCODING_UNRECOGNIZED:
  case SOUP_ENCODING_CHUNKED:
  case SOUP_ENCODING_EOF:
  case SOUP_ENCODING_BYTERANGES:
  default:
    return SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
  }
}

static guint
judge (SprintFolderGuard *self,
       SoupServerMessage *message,
       const char        *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GFile *folder = sprint_shared_folder_get_folder (self->folder);
  SprintFolderRequest request = {
    .method = soup_server_message_get_method (message),
    .path = path,
    .destination = soup_message_headers_get_one (headers, "Destination"),
    .depth = soup_message_headers_get_one (headers, "Depth"),
    .conditions = soup_message_headers_get_one (headers, "If"),
    .lock_token = soup_message_headers_get_one (headers, "Lock-Token"),
    .size = soup_message_headers_get_content_length (headers),
  };
  guint status = sprint_folder_rules_judge (folder != NULL ? g_file_peek_path (folder) : NULL,
                                            sprint_shared_folder_get_read_only (self->folder), &request);

  return status != 0 ? status : judge_body (message);
}

/* What is in a file comes from here and goes here, whatever else is the server's. */
static gboolean
answer_content (SprintFolderGuard *self,
                SoupServerMessage *message,
                const char        *path)
{
  const char *folder = g_file_peek_path (sprint_shared_folder_get_folder (self->folder));
  g_autoptr (GFile) file = NULL;

  if (g_str_equal (soup_server_message_get_method (message), "PUT")) {
    file = sprint_folder_rules_find_new (folder, path);
    sprint_folder_writer_take (message, file, folder);
    return TRUE;
  }

  if (g_str_equal (soup_server_message_get_method (message), "GET"))
    file = sprint_folder_rules_find (folder, path);
  if (file == NULL || g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) != G_FILE_TYPE_REGULAR)
    return FALSE;

  sprint_folder_reader_answer (message, file);

  return TRUE;
}

/* The server complains of all but seconds, and takes it for no end: as it does without a word. */
static void
drop_timeout (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *timeout = soup_message_headers_get_one (headers, "Timeout");

  if (timeout != NULL && g_ascii_strncasecmp (timeout, "Second-", strlen ("Second-")) != 0)
    soup_message_headers_remove (headers, "Timeout");
}

static guint
got_headers_id (void)
{
  return g_signal_lookup ("got-headers", SOUP_TYPE_SERVER_MESSAGE);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  SprintFolderGuard *self = user_data;
  guint status = judge (self, message, path);

  if (status != 0) {
    soup_server_message_set_status (message, status, NULL);
    return;
  }

  if (answer_content (self, message, path))
    return;

  drop_timeout (message);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message),
                                    !g_str_equal (soup_server_message_get_method (message), "PROPFIND"));
  g_signal_handlers_unblock_matched (message, MATCH_DAV, got_headers_id (), 0, NULL, NULL, self->dav);
}

/* Another folder may have been chosen since. */
static gboolean
is_same_file (SprintFolderGuard  *self,
              SoupServerMessage  *message,
              SprintFolderWriter *writer)
{
  const char *folder = g_file_peek_path (sprint_shared_folder_get_folder (self->folder));
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  g_autoptr (GFile) file = sprint_folder_rules_find_new (folder, path);

  return g_file_equal (file, sprint_folder_writer_get_file (writer));
}

/* The guest may take its time over the rest of a request, and move things about meanwhile: so once more, just before
 * the server answers. */
static void
request_read_cb (SprintFolderGuard *self,
                 SoupServerMessage *message)
{
  SprintFolderWriter *writer = sprint_folder_writer_find (message);
  guint status = 0;

  if (writer != NULL || soup_server_message_get_status (message) == 0)
    status = judge (self, message, g_uri_get_path (soup_server_message_get_uri (message)));
  if (writer != NULL && status == 0 && !is_same_file (self, message, writer))
    status = SOUP_STATUS_CONFLICT;
  if (writer != NULL)
    sprint_folder_writer_end (writer, status);
  else if (status != 0)
    soup_server_message_set_status (message, status, NULL);
}

static void
message_gone_cb (gpointer  data,
                 GObject  *message)
{
  SprintFolderGuard *self = data;

  self->requests--;
  g_object_unref (self);
}

static gboolean
hang_up_cb (gpointer user_data)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (user_data);

  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);

  return G_SOURCE_REMOVE;
}

/* GObject calls a signal's only handler and looks for no others, also for one that was blocked until then: with this
 * one there are two. */
static void
nothing_cb (void)
{
}

static void
request_started_cb (SprintFolderGuard *self,
                    SoupServerMessage *message)
{
  self->requests++;
  g_object_weak_ref (G_OBJECT (message), message_gone_cb, g_object_ref (self));

  /* Until it is let through: what is to be written would be taken even where the answer is no already, and whatever
   * comes would be kept. */
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_handlers_block_matched (message, MATCH_DAV, got_headers_id (), 0, NULL, NULL, self->dav);
  g_signal_connect (message, "got-headers", G_CALLBACK (nothing_cb), NULL);

  /* Not before the server is done with its own signal. */
  if (self->requests > SPRINT_FOLDER_REQUESTS_MAX)
    g_idle_add_full (G_PRIORITY_DEFAULT, hang_up_cb, g_object_ref (message), g_object_unref);
}

void
sprint_folder_guard_install (GObject            *dav,
                             SoupServer         *server,
                             SprintSharedFolder *folder)
{
  SprintFolderGuard *self = g_object_new (SPRINT_TYPE_FOLDER_GUARD, NULL);

  self->folder = g_object_ref (folder);
  self->dav = dav;
  g_signal_connect_object (server, "request-started", G_CALLBACK (request_started_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (server, "request-read", G_CALLBACK (request_read_cb), self, G_CONNECT_SWAPPED);
  soup_server_add_early_handler (server, "/", request_cb, self, g_object_unref);
}
