/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <unistd.h>

#include "core/catalogue/catalogue.h"
#include "core/catalogue/download.h"
#include "core/catalogue/offer-private.h"
#include "core/catalogue/transfer.h"
#include "await.h"
#include "remove-tree.h"

#define LENGTH (1024 * 1024)

typedef enum {
  SERVE_WELL,
  SERVE_NOT_FOUND,
  SERVE_NO_SUMS,
  SERVE_TRUNCATED,
  SERVE_REDIRECT,
  SERVE_REDIRECT_OUT,
  SERVE_REDIRECT_TO_NOTHING,
  SERVE_REDIRECT_FOR_EVER,
  SERVE_WITHOUT_RANGE,
  SERVE_HUGE,
  SERVE_SLOWLY,
  SERVE_RANGE_WITHOUT_LENGTH,
  SERVE_RANGE_OF_NOTHING,
} Manner;

typedef struct {
  SoupServer *server;
  char *base;
  char *folder;
  char *target;
  char *part;
  guint8 *body;
  char *sum;
  Manner manner;
  guint n_bodies;        /* requests for the file itself */
  gint64 first_byte;     /* that the last of them asked for */
  SoupServerMessage *paused;
  GAsyncResult *result;
} Fixture;

/* What was asked for as 206, in chunks: no header but Content-Range tells a size. */
static void
send_range (Fixture           *fixture,
            SoupServerMessage *message,
            goffset            total)
{
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_server_message_set_status (message, SOUP_STATUS_PARTIAL_CONTENT, NULL);
  soup_message_headers_set_encoding (response, SOUP_ENCODING_CHUNKED);
  soup_message_headers_set_content_range (response, fixture->first_byte, LENGTH - 1, total);
  soup_message_body_append (body, SOUP_MEMORY_COPY, fixture->body + fixture->first_byte, LENGTH - fixture->first_byte);
  soup_message_body_complete (body);
}

static void
send_body (Fixture           *fixture,
           SoupServerMessage *message)
{
  SoupMessageHeaders *request = soup_server_message_get_request_headers (message);
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  SoupRange *ranges;
  int n_ranges;

  fixture->n_bodies++;
  fixture->first_byte = 0;
  if (soup_message_headers_get_ranges (request, LENGTH, &ranges, &n_ranges)) {
    fixture->first_byte = ranges[0].start;
    soup_message_headers_free_ranges (request, ranges);
  }

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  if (fixture->manner == SERVE_TRUNCATED) {
    soup_message_headers_set_content_length (response, LENGTH);
    soup_message_headers_append (response, "Connection", "close");
    soup_message_body_append (body, SOUP_MEMORY_COPY, fixture->body, LENGTH / 2);
    soup_message_body_complete (body);
  } else if (fixture->manner == SERVE_HUGE) {
    soup_message_headers_set_content_length (response, (goffset) 1 << 60);
    soup_message_body_append (body, SOUP_MEMORY_COPY, fixture->body, LENGTH);
  } else if (fixture->manner == SERVE_SLOWLY) {
    soup_message_headers_set_content_length (response, LENGTH);
    soup_message_body_append (body, SOUP_MEMORY_COPY, fixture->body, LENGTH / 2);
    fixture->paused = g_object_ref (message);
  } else if (fixture->manner == SERVE_RANGE_WITHOUT_LENGTH) {
    send_range (fixture, message, LENGTH);
  } else if (fixture->manner == SERVE_RANGE_OF_NOTHING) {
    send_range (fixture, message, 1);
  } else {
    /* libsoup's server cuts the asked range out by itself. */
    if (fixture->manner == SERVE_WITHOUT_RANGE)
      soup_message_headers_remove (request, "Range");
    soup_server_message_set_response (message, "application/octet-stream", SOUP_MEMORY_COPY,
                                      (const char *) fixture->body, LENGTH);
  }
}

static void
serve_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *sums = g_strdup_printf ("%s  ./other.iso\n%s  ./dir/file.iso\n",
                                           "0000000000000000000000000000000000000000000000000000000000000000",
                                           fixture->sum);

  if (g_str_equal (path, "/SUMS")) {
    if (fixture->manner == SERVE_NO_SUMS)
      *sums = '\0';
    soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
    soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, sums, strlen (sums));
  } else if (fixture->manner == SERVE_NOT_FOUND)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  else if (fixture->manner == SERVE_REDIRECT && g_str_equal (path, "/file.iso"))
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "/mirror/file.iso");
  else if (fixture->manner == SERVE_REDIRECT_OUT)
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "http://example.org/file.iso");
  else if (fixture->manner == SERVE_REDIRECT_TO_NOTHING) {
    soup_server_message_set_status (message, SOUP_STATUS_FOUND, NULL);
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location", "https://[");
  } else if (fixture->manner == SERVE_REDIRECT_FOR_EVER)
    soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, "/file.iso");
  else
    send_body (fixture, message);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoslist (GUri) uris = NULL;
  GError *error = NULL;

  fixture->folder = g_dir_make_tmp ("sprint-XXXXXX", NULL);
  fixture->target = g_build_filename (fixture->folder, "cache", "file.iso", NULL);
  fixture->part = g_strconcat (fixture->target, ".part", NULL);
  fixture->body = g_malloc (LENGTH);
  for (guint i = 0; i < LENGTH; i++)
    fixture->body[i] = (i * 2654435761u) >> 24;
  fixture->sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, fixture->body, LENGTH);

  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, serve_cb, fixture, NULL);
  soup_server_listen_local (fixture->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (fixture->server);
  fixture->base = g_uri_to_string (uris->data);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *cache = g_path_get_dirname (fixture->target);

  g_clear_object (&fixture->paused);
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
  g_unlink (fixture->part);
  g_unlink (fixture->target);
  g_rmdir (cache);
  /* Nothing else was left there. */
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->base);
  g_free (fixture->folder);
  g_free (fixture->target);
  g_free (fixture->part);
  g_free (fixture->body);
  g_free (fixture->sum);
}

static SprintDownload *
create_download (Fixture *fixture)
{
  g_autofree char *uri = g_strconcat (fixture->base, "file.iso", NULL);
  g_autofree char *sums = g_strconcat (fixture->base, "SUMS", NULL);

  return sprint_download_new (uri, sums, "./dir/file.iso", fixture->target);
}

static gboolean
run (Fixture         *fixture,
     SprintDownload  *download,
     GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_download_run_async (download, NULL, await_result_cb, &fixture->result);
  await (fixture->result != NULL);
  result = g_steal_pointer (&fixture->result);

  return sprint_download_run_finish (download, result, error);
}

static void
assert_complete (Fixture *fixture)
{
  g_autofree char *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (fixture->target, &text, &length, NULL));
  g_assert_cmpmem (text, length, fixture->body, LENGTH);
  g_assert_false (g_file_test (fixture->part, G_FILE_TEST_EXISTS));
}

static void
assert_succeeds (Fixture *fixture)
{
  g_autoptr (SprintDownload) download = create_download (fixture);
  GError *error = NULL;

  g_assert_true (run (fixture, download, &error));
  g_assert_no_error (error);
  assert_complete (fixture);
}

static void
assert_fails (Fixture *fixture,
              int      code)
{
  g_autoptr (SprintDownload) download = create_download (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_false (run (fixture, download, &error));
  g_assert_error (error, SPRINT_CATALOGUE_ERROR, code);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_false (g_file_test (fixture->target, G_FILE_TEST_EXISTS));
}

static void
make_cache (Fixture *fixture)
{
  g_autofree char *cache = g_path_get_dirname (fixture->target);

  g_assert_cmpint (g_mkdir (cache, 0755), ==, 0);
}

static void
test_good (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SprintDownload) download = create_download (fixture);
  GError *error = NULL;

  g_assert_true (run (fixture, download, &error));
  g_assert_no_error (error);
  assert_complete (fixture);
  g_assert_cmpuint (sprint_download_get_size (download), ==, LENGTH);
  g_assert_cmpfloat (sprint_download_get_fraction (download), ==, 1.0);

  /* Once here, only the vendor's list is asked for. */
  assert_succeeds (fixture);
  g_assert_cmpuint (fixture->n_bodies, ==, 1);
}

static void
test_measure (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (SprintDownload) download = create_download (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  sprint_download_measure_async (download, NULL, await_result_cb, &fixture->result);
  await (fixture->result != NULL);
  result = g_steal_pointer (&fixture->result);
  g_assert_true (sprint_download_measure_finish (download, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sprint_download_get_size (download), ==, LENGTH);
}

static void
test_server_errors (Fixture       *fixture,
                    gconstpointer  data)
{
  static const Manner manners[] = { SERVE_NOT_FOUND, SERVE_NO_SUMS, SERVE_REDIRECT_OUT, SERVE_REDIRECT_FOR_EVER };

  for (guint i = 0; i < G_N_ELEMENTS (manners); i++) {
    fixture->manner = manners[i];
    assert_fails (fixture, SPRINT_CATALOGUE_ERROR_SERVER);
  }
}

/* Each in its own words. */
static void
test_not_an_address (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (SprintDownload) download = create_download (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->manner = SERVE_REDIRECT_TO_NOTHING;
  sprint_download_run_async (download, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_download_run_finish (download, result, &error));
  g_assert_error (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_SERVER);
  g_assert_cmpstr (error->message, ==, "What leads to the file is not an address");
}

static void
test_redirect (Fixture       *fixture,
               gconstpointer  data)
{
  fixture->manner = SERVE_REDIRECT;
  assert_succeeds (fixture);
}

static void
test_checksum (Fixture       *fixture,
               gconstpointer  data)
{
  g_free (fixture->sum);
  fixture->sum = g_strnfill (64, 'a');
  assert_fails (fixture, SPRINT_CATALOGUE_ERROR_CHECKSUM);
  g_assert_false (g_file_test (fixture->part, G_FILE_TEST_EXISTS));
}

static void
test_truncated_then_continued (Fixture       *fixture,
                               gconstpointer  data)
{
  fixture->manner = SERVE_TRUNCATED;
  assert_fails (fixture, SPRINT_CATALOGUE_ERROR_NO_NETWORK);
  g_assert_true (g_file_test (fixture->part, G_FILE_TEST_EXISTS));

  fixture->manner = SERVE_WELL;
  assert_succeeds (fixture);
  g_assert_cmpint (fixture->first_byte, ==, LENGTH / 2);
}

static void
test_part (Fixture       *fixture,
           gconstpointer  data)
{
  make_cache (fixture);

  /* A server that cannot continue begins again. */
  g_assert_true (g_file_set_contents (fixture->part, (const char *) fixture->body, 1000, NULL));
  fixture->manner = SERVE_WITHOUT_RANGE;
  assert_succeeds (fixture);
  g_unlink (fixture->target);

  /* A part of another file is found out, and the file fetched anew. */
  fixture->manner = SERVE_WELL;
  fixture->n_bodies = 0;
  g_assert_true (g_file_set_contents (fixture->part, "something else", -1, NULL));
  assert_succeeds (fixture);
  g_assert_cmpuint (fixture->n_bodies, ==, 2);
  g_unlink (fixture->target);

  /* All of it was here, only not verified any more. */
  g_assert_true (g_file_set_contents (fixture->part, (const char *) fixture->body, LENGTH, NULL));
  assert_succeeds (fixture);
}

static void
test_part_without_length (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (SprintDownload) download = create_download (fixture);
  GError *error = NULL;

  make_cache (fixture);
  g_assert_true (g_file_set_contents (fixture->part, (const char *) fixture->body, 1000, NULL));
  fixture->manner = SERVE_RANGE_WITHOUT_LENGTH;
  g_assert_true (run (fixture, download, &error));
  g_assert_no_error (error);
  assert_complete (fixture);
  g_assert_cmpint (fixture->first_byte, ==, 1000);
  g_assert_cmpuint (sprint_download_get_size (download), ==, LENGTH);
  g_unlink (fixture->target);

  /* A file that ends before the part that it sends. */
  g_assert_true (g_file_set_contents (fixture->part, (const char *) fixture->body, 1000, NULL));
  fixture->manner = SERVE_RANGE_OF_NOTHING;
  assert_fails (fixture, SPRINT_CATALOGUE_ERROR_SERVER);
}

/* What is here is not what the vendor's list names now, and the new one does not come. */
static void
test_stale (Fixture       *fixture,
            gconstpointer  data)
{
  make_cache (fixture);
  g_assert_true (g_file_set_contents (fixture->target, "last month's", -1, NULL));
  fixture->manner = SERVE_TRUNCATED;
  assert_fails (fixture, SPRINT_CATALOGUE_ERROR_NO_NETWORK);

  fixture->manner = SERVE_WELL;
  assert_succeeds (fixture);
}

static void
progress_cb (GObject    *download,
             GParamSpec *pspec,
             gpointer    user_data)
{
  g_cancellable_cancel (user_data);
}

static void
test_cancel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintDownload) download = create_download (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* The server sends a half and then nothing more, ever. */
  fixture->manner = SERVE_SLOWLY;
  g_signal_connect (download, "notify::fraction", G_CALLBACK (progress_cb), cancellable);
  sprint_download_run_async (download, cancellable, await_result_cb, &fixture->result);
  await (fixture->result != NULL);
  result = g_steal_pointer (&fixture->result);
  g_assert_false (sprint_download_run_finish (download, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (g_file_test (fixture->target, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (fixture->part, G_FILE_TEST_EXISTS));

  fixture->manner = SERVE_WELL;
  assert_succeeds (fixture);
  g_assert_cmpint (fixture->first_byte, >, 0);
}

static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  /* Refused before it begins, where the server tells the size. */
  fixture->manner = SERVE_HUGE;
  assert_fails (fixture, SPRINT_CATALOGUE_ERROR_NO_SPACE);
  g_assert_false (g_file_test (fixture->part, G_FILE_TEST_EXISTS));

  /* Full on the way: every write to this device ends so. */
  fixture->manner = SERVE_WELL;
  g_assert_cmpint (symlink ("/dev/full", fixture->part), ==, 0);
  assert_fails (fixture, SPRINT_CATALOGUE_ERROR_NO_SPACE);
  g_assert_false (g_file_test (fixture->part, G_FILE_TEST_IS_SYMLINK));
}

static void
test_unreachable (Fixture       *fixture,
                  gconstpointer  data)
{
  soup_server_disconnect (fixture->server);
  assert_fails (fixture, SPRINT_CATALOGUE_ERROR_NO_NETWORK);
}

static void
test_not_protected (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (SprintDownload) download = NULL;
  g_autoptr (GError) error = NULL;

  download = sprint_download_new ("http://example.org/a", "http://example.org/b", "a", fixture->target);
  g_assert_false (run (fixture, download, &error));
  g_assert_error (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_SERVER);
}

static void
test_sums (void)
{
  g_autofree char *sum = g_strnfill (64, 'A');
  g_autofree char *text = g_strdup_printf ("# list\n%s *one\r\n%s  two words\nshort  one\n", sum, sum);
  g_autofree char *one = sprint_transfer_find_sum (text, "one");
  g_autofree char *two = sprint_transfer_find_sum (text, "two words");

  g_assert_cmpuint (strlen (one), ==, 64);
  g_assert_cmpint (one[0], ==, 'a');
  g_assert_nonnull (two);
  g_assert_null (sprint_transfer_find_sum (text, "two"));
  g_assert_null (sprint_transfer_find_sum ("", "one"));
}

static SprintMedium *
fetch (Fixture      *fixture,
       SprintOffer  *offer,
       GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_offer_fetch_async (offer, NULL, await_result_cb, &fixture->result);
  await (fixture->result != NULL);
  result = g_steal_pointer (&fixture->result);

  return sprint_offer_fetch_finish (offer, result, error);
}

static void
test_offer_download (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (SprintSystemDatabase) database = sprint_system_database_new ();
  g_autoptr (SprintDownload) download = create_download (fixture);
  g_autoptr (SprintOffer) offer = NULL;
  g_autoptr (SprintMedium) medium = NULL;
  g_autoptr (SprintMedium) refused = NULL;
  g_autoptr (SprintMedium) again = NULL;
  g_autoptr (GError) error = NULL;

  offer = sprint_offer_new_download ("Name", "http://debian.org/debian/12", database, download);
  g_assert_false (sprint_offer_get_ready (offer));
  g_assert_null (sprint_offer_get_component (offer));

  fixture->manner = SERVE_NOT_FOUND;
  g_assert_null (fetch (fixture, offer, &error));
  g_assert_error (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_SERVER);
  g_clear_error (&error);
  g_assert_false (sprint_offer_get_busy (offer));

  fixture->manner = SERVE_WELL;
  medium = fetch (fixture, offer, &error);
  g_assert_no_error (error);
  g_assert_true (sprint_offer_get_ready (offer));
  g_assert_cmpint (sprint_medium_get_kind (medium), ==, SPRINT_MEDIUM_KIND_INSTALLER);
  g_assert_cmpstr (sprint_medium_get_path (medium), ==, fixture->target);
  g_assert_cmpstr (sprint_medium_get_os_name (medium), ==, "Debian 12");

  /* Where the server errs, or the network is gone, what is here is good enough. */
  fixture->manner = SERVE_NO_SUMS;
  refused = fetch (fixture, offer, &error);
  g_assert_no_error (error);
  g_assert_nonnull (refused);
  soup_server_disconnect (fixture->server);
  again = fetch (fixture, offer, &error);
  g_assert_no_error (error);
  g_assert_nonnull (again);
}

static void
write_installer (const char *root,
                 const char *version)
{
  g_autofree char *folder = g_build_filename (root, version, "amd64/gtk/debian-installer/amd64", NULL);
  g_autofree char *kernel = g_build_filename (folder, "linux", NULL);
  g_autofree char *initrd = g_build_filename (folder, "initrd.gz", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (kernel, "k", 1, NULL));
  g_assert_true (g_file_set_contents (initrd, "i", 1, NULL));
}

static void
test_offer_package (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *root = g_build_filename (fixture->folder, "images", NULL);
  g_autoptr (SprintSystemDatabase) database = sprint_system_database_new ();
  g_autoptr (SprintDownload) download = create_download (fixture);
  g_autoptr (SprintOffer) fallback = NULL;
  g_autoptr (SprintOffer) offer = NULL;
  g_autoptr (SprintMedium) downloaded = NULL;
  g_autoptr (SprintMedium) medium = NULL;
  g_autoptr (GError) error = NULL;

  fallback = sprint_offer_new_download ("Download", "http://debian.org/debian/12", database, download);
  offer = sprint_offer_new_package ("Name", "http://debian.org/debian/13", database, "installer", root, "amd64",
                                    fallback);
  g_assert_cmpstr (sprint_offer_get_component (offer), ==, "installer");
  g_assert_false (sprint_offer_get_ready (offer));

  /* Without its package it is downloaded. */
  fixture->manner = SERVE_NOT_FOUND;
  g_assert_null (fetch (fixture, offer, &error));
  g_assert_error (error, SPRINT_CATALOGUE_ERROR, SPRINT_CATALOGUE_ERROR_SERVER);
  g_clear_error (&error);
  g_assert_false (sprint_offer_get_busy (offer));
  fixture->manner = SERVE_WELL;
  downloaded = fetch (fixture, offer, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sprint_medium_get_path (downloaded), ==, fixture->target);
  g_assert_cmpstr (sprint_medium_get_os_id (downloaded), ==, "http://debian.org/debian/12");
  g_assert_cmpfloat (sprint_offer_get_fraction (offer), ==, 1.0);
  g_assert_true (sprint_offer_get_ready (offer));
  g_unlink (fixture->target);

  write_installer (root, "9");
  write_installer (root, "13");
  sprint_offer_refresh (offer);
  g_assert_true (sprint_offer_get_ready (offer));
  medium = fetch (fixture, offer, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sprint_medium_get_kind (medium), ==, SPRINT_MEDIUM_KIND_KERNEL);
  g_assert_nonnull (strstr (sprint_medium_get_kernel (medium), "/13/amd64/gtk/debian-installer/amd64/linux"));
  g_assert_nonnull (strstr (sprint_medium_get_initrd (medium), "/13/amd64/gtk/debian-installer/amd64/initrd.gz"));
  g_assert_nonnull (sprint_medium_get_command_line (medium));
  g_assert_null (sprint_medium_get_path (medium));

  remove_tree (root);
  sprint_offer_refresh (offer);
  g_assert_false (sprint_offer_get_ready (offer));
}

/* The package goes while the medium is being made: what was found is what is used. */
static void
test_offer_refreshed_meanwhile (Fixture       *fixture,
                                gconstpointer  data)
{
  g_autofree char *root = g_build_filename (fixture->folder, "images", NULL);
  g_autoptr (SprintSystemDatabase) database = sprint_system_database_new ();
  g_autoptr (SprintDownload) download = create_download (fixture);
  g_autoptr (SprintOffer) fallback = sprint_offer_new_download ("Download", "x", database, download);
  g_autoptr (SprintOffer) offer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SprintMedium) medium = NULL;
  g_autoptr (GError) error = NULL;

  write_installer (root, "13");
  offer = sprint_offer_new_package ("Name", "y", database, "installer", root, "amd64", fallback);
  sprint_offer_fetch_async (offer, NULL, await_result_cb, &fixture->result);
  remove_tree (root);
  sprint_offer_refresh (offer);
  await (fixture->result != NULL);
  result = g_steal_pointer (&fixture->result);
  medium = sprint_offer_fetch_finish (offer, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (sprint_medium_get_kernel (medium), "/linux"));
}

static void
test_offer_busy (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (SprintSystemDatabase) database = sprint_system_database_new ();
  g_autoptr (SprintDownload) download = create_download (fixture);
  g_autoptr (SprintOffer) offer = sprint_offer_new_download ("Name", "x", database, download);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  fixture->manner = SERVE_SLOWLY;
  sprint_offer_fetch_async (offer, cancellable, await_result_cb, &fixture->result);
  g_assert_true (sprint_offer_get_busy (offer));
  await (sprint_offer_get_fraction (offer) > 0);
  words = sprint_offer_describe_progress (offer);
  g_assert_nonnull (strstr (words, " of 1.0"));
  sprint_offer_fetch_async (offer, NULL, await_result_cb, &fixture->result);
  await (fixture->result != NULL);
  second = g_steal_pointer (&fixture->result);
  g_assert_null (sprint_offer_fetch_finish (offer, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  await (fixture->result != NULL);
  first = g_steal_pointer (&fixture->result);
  g_assert_null (sprint_offer_fetch_finish (offer, first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_offer_system (Fixture       *fixture,
                   gconstpointer  data)
{
  static const char newer[] = "http://debian.org/debian/4711";
  g_autoptr (SprintSystemDatabase) database = sprint_system_database_new ();
  g_autoptr (SprintDownload) download = create_download (fixture);
  g_autoptr (SprintOffer) known = sprint_offer_new_download ("A", "http://debian.org/debian/12", database, download);
  g_autoptr (SprintOffer) unknown = sprint_offer_new_download ("B", newer, database, download);
  g_autoptr (SprintMedium) medium = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_known = FALSE;

  g_assert_cmpuint (sprint_offer_get_memory_minimum (known), ==, 0);
  sprint_offer_look_up (known);
  while (!is_known) {
    g_main_context_iteration (NULL, TRUE);
    g_object_get (known, "known", &is_known, NULL);
  }
  g_assert_cmpuint (sprint_offer_get_memory_minimum (known), >, 0);
  g_assert_cmpuint (sprint_offer_get_memory_recommended (known), >=, sprint_offer_get_memory_minimum (known));
  g_assert_cmpuint (sprint_offer_get_disk_minimum (known), >, 0);
  g_assert_cmpuint (sprint_offer_get_disk_recommended (known), >=, sprint_offer_get_disk_minimum (known));
  g_assert_cmpuint (sprint_offer_get_vcpus_recommended (known), >=, 1);

  /* The database is older than the system. */
  medium = fetch (fixture, unknown, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sprint_medium_get_os_id (medium), ==, newer);
  g_assert_cmpstr (sprint_medium_get_os_name (medium), ==, "B");
}

/* Everyone is offered something, whatever runs on their computer. */
static void
test_default_offer (Fixture       *fixture,
                    gconstpointer  data)
{
  static const char * const versions[] = { NULL, "13", "14" };

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++) {
    g_autoptr (SprintCatalogue) catalogue = sprint_catalogue_new (fixture->folder, versions[i], "/nonexistent");
    SprintOffer *offer = sprint_catalogue_get_default_offer (catalogue);
    g_autofree char *system_name = g_strdup_printf ("Debian %s", versions[i] != NULL ? versions[i] : "13");
    g_autofree char *name = g_strconcat (system_name, " Installer", NULL);

    g_assert_true (SPRINT_IS_OFFER (offer));
    g_assert_cmpstr (sprint_offer_get_name (offer), ==, name);
    g_assert_cmpstr (sprint_offer_get_system_name (offer), ==, system_name);
    g_assert_cmpstr (sprint_offer_get_component (offer), ==, versions[i] != NULL ? "installer" : NULL);
    g_assert_true (sprint_catalogue_get_default_offer (catalogue) == offer);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add ("/download/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("good", test_good);
  ADD ("measure", test_measure);
  ADD ("server-errors", test_server_errors);
  ADD ("redirect", test_redirect);
  ADD ("not-an-address", test_not_an_address);
  ADD ("checksum", test_checksum);
  ADD ("truncated-then-continued", test_truncated_then_continued);
  ADD ("part", test_part);
  ADD ("part-without-length", test_part_without_length);
  ADD ("stale", test_stale);
  ADD ("cancel", test_cancel);
  ADD ("full-disk", test_full_disk);
  ADD ("unreachable", test_unreachable);
  ADD ("not-protected", test_not_protected);
  g_test_add_func ("/download/sums", test_sums);
  ADD ("offer/download", test_offer_download);
  ADD ("offer/package", test_offer_package);
  ADD ("offer/refreshed-meanwhile", test_offer_refreshed_meanwhile);
  ADD ("offer/busy", test_offer_busy);
  ADD ("offer/system", test_offer_system);
  ADD ("offer/default", test_default_offer);

  return g_test_run ();
}
