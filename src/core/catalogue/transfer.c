/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "transfer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catalogue.h"

#define TIMEOUT_SECONDS 30
#define MAX_REDIRECTS 5
#define MAX_SUMS_LENGTH (1024 * 1024)
#define BLOCK (256 * 1024)
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 10)
#define SPACE_TO_SPARE (64 * 1024 * 1024)

static void
fail (GError               **error,
      SprintCatalogueError   code,
      const char            *message)
{
  g_set_error_literal (error, SPRINT_CATALOGUE_ERROR, code, message);
}

/* What libsoup and GIO call it, as the catalogue's error; cancellation stays what it is. */
static void
propagate_network_error (GError **error,
                         GError  *source)
{
  SprintCatalogueError code = SPRINT_CATALOGUE_ERROR_FAILED;

  if (g_error_matches (source, G_IO_ERROR, G_IO_ERROR_CANCELLED) || source->domain == SPRINT_CATALOGUE_ERROR) {
    g_propagate_error (error, source);
    return;
  }

  if (source->domain == G_RESOLVER_ERROR || source->domain == G_IO_ERROR)
    code = SPRINT_CATALOGUE_ERROR_NO_NETWORK;
  else if (source->domain == G_TLS_ERROR || source->domain == SOUP_SESSION_ERROR)
    code = SPRINT_CATALOGUE_ERROR_SERVER;
  fail (error, code, source->message);
  g_error_free (source);
}

static gboolean
fail_from_errno (GError **error,
                 int      saved_errno)
{
  gboolean full = saved_errno == ENOSPC || saved_errno == EDQUOT || saved_errno == EFBIG;

  fail (error, full ? SPRINT_CATALOGUE_ERROR_NO_SPACE : SPRINT_CATALOGUE_ERROR_FAILED, g_strerror (saved_errno));

  return FALSE;
}

static gboolean
is_allowed (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  if (g_str_equal (g_uri_get_scheme (uri), "https"))
    return TRUE;

  return g_str_equal (g_uri_get_scheme (uri), "http") &&
         (g_strcmp0 (host, "127.0.0.1") == 0 || g_strcmp0 (host, "::1") == 0 || g_strcmp0 (host, "localhost") == 0);
}

/* Sends a request, and follows redirects to where is_allowed() only. */
static GInputStream *
send_request (SoupSession   *session,
              const char    *method,
              const char    *address,
              guint64        offset,
              SoupMessage  **message_out,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);

  for (guint i = 0; i <= MAX_REDIRECTS; i++) {
    g_autoptr (SoupMessage) message = NULL;
    g_autoptr (GInputStream) stream = NULL;
    GError *local_error = NULL;
    const char *location;
    GUri *next;

    if (uri == NULL) {
      fail (error, SPRINT_CATALOGUE_ERROR_SERVER, _("What leads to the file is not an address"));
      return NULL;
    }
    if (!is_allowed (uri)) {
      fail (error, SPRINT_CATALOGUE_ERROR_SERVER, _("The server leads to an address that is not protected"));
      return NULL;
    }

    message = soup_message_new_from_uri (method, uri);
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
    /* The bytes themselves, for their sum and for continuing. */
    soup_message_disable_feature (message, SOUP_TYPE_CONTENT_DECODER);
    if (offset > 0)
      soup_message_headers_set_range (soup_message_get_request_headers (message), offset, -1);
    stream = soup_session_send (session, message, cancellable, &local_error);
    if (stream == NULL) {
      propagate_network_error (error, local_error);
      return NULL;
    }

    location = soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
    if (!SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (message)) || location == NULL) {
      *message_out = g_steal_pointer (&message);
      return g_steal_pointer (&stream);
    }

    next = g_uri_parse_relative (uri, location, SOUP_HTTP_URI_FLAGS, NULL);
    g_uri_unref (uri);
    uri = next;
  }

  fail (error, SPRINT_CATALOGUE_ERROR_SERVER, _("The server leads from one address to the next without end"));

  return NULL;
}

static gboolean
check_status (SoupMessage  *message,
              GError      **error)
{
  guint status = soup_message_get_status (message);

  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    return TRUE;

  /* Translators: an HTTP status and its words, "404 Not Found". */
  g_set_error (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_SERVER, _("The server answered: %u %s"),
               status, soup_message_get_reason_phrase (message));

  return FALSE;
}

static SoupSession *
create_session (void)
{
  return soup_session_new_with_options ("user-agent", "Sprint", "timeout", TIMEOUT_SECONDS, NULL);
}

gboolean
sprint_transfer_measure (const SprintTransfer  *transfer,
                         guint64               *size,
                         GCancellable          *cancellable,
                         GError               **error)
{
  g_autoptr (SoupSession) session = create_session ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = NULL;
  goffset length;

  stream = send_request (session, SOUP_METHOD_HEAD, transfer->uri, 0, &message, cancellable, error);
  if (stream == NULL || !check_status (message, error))
    return FALSE;

  length = soup_message_headers_get_content_length (soup_message_get_response_headers (message));
  *size = MAX (length, 0);

  return TRUE;
}

char *
sprint_transfer_find_sum (const char *sums,
                          const char *entry)
{
  g_auto (GStrv) lines = g_strsplit (sums, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    const char *line = g_strchomp (lines[i]);
    gsize digits = strspn (line, "0123456789abcdefABCDEF");

    /* "SUM  NAME", or "SUM *NAME" for a binary file. */
    if (digits == 64 && line[64] == ' ' && (line[65] == ' ' || line[65] == '*') &&
        g_str_equal (line + 66, entry))
      return g_ascii_strdown (line, 64);
  }

  return NULL;
}

static char *
fetch_sum (SoupSession           *session,
           const SprintTransfer  *transfer,
           GCancellable          *cancellable,
           GError               **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autofree char *text = g_malloc0 (MAX_SUMS_LENGTH + 1);
  char *sum;
  gsize length;
  GError *local_error = NULL;

  stream = send_request (session, SOUP_METHOD_GET, transfer->sums_uri, 0, &message, cancellable, error);
  if (stream == NULL || !check_status (message, error))
    return NULL;
  if (!g_input_stream_read_all (stream, text, MAX_SUMS_LENGTH, &length, cancellable, &local_error)) {
    propagate_network_error (error, local_error);
    return NULL;
  }

  sum = sprint_transfer_find_sum (text, transfer->entry);
  if (sum == NULL)
    fail (error, SPRINT_CATALOGUE_ERROR_SERVER, _("The vendor’s list of checksums does not name the file"));

  return sum;
}

/* FALSE without an error: the file is there and has another sum; or is not there. */
static gboolean
has_sum (const char    *path,
         const char    *sum,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (BLOCK);
  g_autofd int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat info;
  gssize n;

  if (fd < 0 || fstat (fd, &info) < 0 || !S_ISREG (info.st_mode))
    return FALSE;

  while ((n = read (fd, buffer, BLOCK)) > 0) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    g_checksum_update (checksum, buffer, n);
  }

  return n == 0 && g_str_equal (g_checksum_get_string (checksum), sum);
}

static gboolean
has_space (const char *path,
           guint64     length)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);
  guint64 free_space;

  if (info == NULL || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    return TRUE;
  free_space = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);

  return free_space > SPACE_TO_SPARE && length < free_space - SPACE_TO_SPARE;
}

static gboolean
write_all (int           fd,
           const guint8 *data,
           gsize         length)
{
  while (length > 0) {
    gssize n = write (fd, data, length);

    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return FALSE;
    data += n;
    length -= n;
  }

  return TRUE;
}

static gboolean
copy_stream (const SprintTransfer  *transfer,
             GInputStream          *stream,
             int                    fd,
             guint64                done,
             guint64                size,
             GCancellable          *cancellable,
             GError               **error)
{
  g_autofree guint8 *buffer = g_malloc (BLOCK);
  gint64 told = 0;

  while (TRUE) {
    GError *local_error = NULL;
    gssize n = g_input_stream_read (stream, buffer, BLOCK, cancellable, &local_error);

    if (n < 0) {
      propagate_network_error (error, local_error);
      return FALSE;
    }
    if (n == 0)
      break;
    if (!write_all (fd, buffer, n))
      return fail_from_errno (error, errno);
    done += n;
    if (g_get_monotonic_time () - told >= PROGRESS_INTERVAL) {
      transfer->progress (done, size, transfer->user_data);
      told = g_get_monotonic_time ();
    }
  }

  if (size > 0 && done < size) {
    fail (error, SPRINT_CATALOGUE_ERROR_NO_NETWORK, _("The connection broke off before the file was complete"));
    return FALSE;
  }
  transfer->progress (done, size, transfer->user_data);

  return TRUE;
}

/* How much of the part is there to continue from; an irregular thing by that name is not. */
static guint64
length_of_part (const char *part)
{
  struct stat info;

  return lstat (part, &info) == 0 && S_ISREG (info.st_mode) ? info.st_size : 0;
}

/* Where the body begins, and how long the file is in all; 0 where the server does not tell. */
static gboolean
read_extent (SoupMessage  *message,
             guint64      *offset,
             guint64      *size,
             GError      **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  goffset start = 0, end, total = -1;
  goffset length = soup_message_headers_get_content_length (headers);

  if (soup_message_get_status (message) != SOUP_STATUS_PARTIAL_CONTENT)
    *offset = 0;
  else if (!soup_message_headers_get_content_range (headers, &start, &end, &total) || (guint64) start != *offset ||
           (total >= 0 && total < start)) {
    fail (error, SPRINT_CATALOGUE_ERROR_SERVER, _("The server sent another part of the file than it was asked for"));
    return FALSE;
  }

  /* A range says how long the whole file is, where a length may be missing. */
  if (total >= 0)
    *size = total;
  else if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH && length >= 0 &&
           (guint64) length <= G_MAXUINT64 - *offset)
    *size = *offset + length;
  else
    *size = 0;

  return TRUE;
}

static gboolean
fetch_body (SoupSession           *session,
            const SprintTransfer  *transfer,
            const char            *part,
            guint64                offset,
            GCancellable          *cancellable,
            GError               **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autofd int fd = -1;
  guint64 size = 0;

  stream = send_request (session, SOUP_METHOD_GET, transfer->uri, offset, &message, cancellable, error);
  if (stream == NULL)
    return FALSE;
  /* Nothing follows what is here already: its sum will tell. */
  if (offset > 0 && soup_message_get_status (message) == SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE)
    return TRUE;
  if (!check_status (message, error) || !read_extent (message, &offset, &size, error))
    return FALSE;
  if (!has_space (part, size > offset ? size - offset : 0)) {
    fail (error, SPRINT_CATALOGUE_ERROR_NO_SPACE, _("The file is larger than the free space on the disk"));
    return FALSE;
  }

  fd = open (part, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | (offset == 0 ? O_TRUNC : 0), 0644);
  if (fd < 0 || (offset > 0 && lseek (fd, offset, SEEK_SET) < 0))
    return fail_from_errno (error, errno);

  return copy_stream (transfer, stream, fd, offset, size, cancellable, error);
}

/* Its bytes are on the disk before its name says that they are good. */
static gboolean
put_in_place (const char  *part,
              const char  *target,
              GError     **error)
{
  g_autofd int fd = open (part, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

  if (fd < 0 || fsync (fd) < 0 || g_rename (part, target) < 0)
    return fail_from_errno (error, errno);

  return TRUE;
}

static gboolean
run_verified (SoupSession           *session,
              const SprintTransfer  *transfer,
              const char            *part,
              GCancellable          *cancellable,
              GError               **error)
{
  g_autofree char *sum = fetch_sum (session, transfer, cancellable, error);
  g_autoptr (GError) local_error = NULL;
  guint64 offset = length_of_part (part);

  if (sum == NULL)
    return FALSE;
  if (has_sum (transfer->target, sum, cancellable, &local_error))
    return TRUE;
  /* Its vendor no longer vouches for it: it must not be taken for good when the new one does not come. */
  if (local_error == NULL)
    g_unlink (transfer->target);

  while (local_error == NULL && fetch_body (session, transfer, part, offset, cancellable, &local_error)) {
    if (has_sum (part, sum, cancellable, &local_error))
      return put_in_place (part, transfer->target, error);
    if (local_error != NULL)
      break;

    g_unlink (part);
    if (offset == 0) {
      fail (error, SPRINT_CATALOGUE_ERROR_CHECKSUM,
            _("The downloaded file is not the one that its vendor published"));
      return FALSE;
    }
    /* The part was of another version of the file, say: once more, from the beginning. */
    offset = 0;
  }

  if (g_error_matches (local_error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_NO_SPACE))
    g_unlink (part);
  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

gboolean
sprint_transfer_run (const SprintTransfer  *transfer,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_autofree char *part = g_strconcat (transfer->target, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (transfer->target);
  g_autoptr (SoupSession) session = NULL;
  gboolean done;

  if (g_mkdir_with_parents (folder, 0755) < 0)
    return fail_from_errno (error, errno);

  session = create_session ();
  done = run_verified (session, transfer, part, cancellable, error);
  soup_session_abort (session);

  return done;
}
