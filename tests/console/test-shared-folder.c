/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <unistd.h>

#include "core/console/guest/folder-guard.h"
#include "core/console/guest/folder-rules.h"
#include "folder-fixture.h"

#define FLOOD 1000
#define LARGE (3 * 1024 * 1024)

static void
make_link (GFile      *folder,
           const char *name,
           const char *target)
{
  g_autoptr (GFile) link = g_file_get_child (folder, name);

  g_assert_true (g_file_make_symbolic_link (link, target, NULL, NULL));
}

/* Nothing is connected for it before a folder is chosen, and nothing stays when there is none any more. */
static void
test_only_when_chosen (Sharing       *fixture,
                       gconstpointer  data)
{
  guint opens = spice_server_double_count_opens (fixture->base.server);

  g_assert_cmpint (sprint_shared_folder_get_link (fixture->shared), ==, SPRINT_FOLDER_LINK_IDLE);
  g_assert_false (spice_folder_double_get_connected (fixture->guest));

  sprint_shared_folder_share (fixture->shared, fixture->folder, TRUE);
  await (spice_folder_double_get_connected (fixture->guest));
  g_assert_cmpuint (spice_server_double_count_opens (fixture->base.server), ==, opens + 1);
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_WAITING);
  g_assert_nonnull (strstr (sprint_shared_folder_describe (fixture->shared), "spice-webdavd"));

  spice_folder_double_set_listening (fixture->guest, TRUE);
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_SHARED);
  spice_folder_double_set_listening (fixture->guest, FALSE);
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_WAITING);

  sprint_shared_folder_stop (fixture->shared);
  await (!spice_folder_double_get_connected (fixture->guest));
  await (sprint_shared_folder_get_link (fixture->shared) == SPRINT_FOLDER_LINK_IDLE);
  g_assert_cmpint (get_state (&fixture->base), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

static void
test_look (Sharing       *fixture,
           gconstpointer  data)
{
  g_autofree char *list = NULL;
  g_autofree char *file = NULL;
  g_autofree char *options = NULL;

  share (fixture, fixture->folder, TRUE);
  options = ask (fixture, "OPTIONS", "/", NULL, NULL);
  g_assert_nonnull (strstr (options, "DAV: 1,2"));
  list = ask (fixture, "PROPFIND", "/", "Depth: 1\r\n", NULL);
  g_assert_true (g_str_has_prefix (list, "HTTP/1.1 207 "));
  g_assert_nonnull (strstr (list, "/file</"));
  file = ask (fixture, "GET", "/file", NULL, NULL);
  g_assert_true (g_str_has_prefix (file, "HTTP/1.1 200 "));
  g_assert_true (g_str_has_suffix (file, "\r\n\r\none"));
  expect (fixture, "GET", "/nothing", NULL, NULL, 404);
  expect (fixture, "PUT", "/new", NULL, "content", 403);
  expect (fixture, "DELETE", "/file", NULL, NULL, 403);
  g_assert_false (has_file (fixture->folder, "new", "content"));
  g_assert_true (has_file (fixture->folder, "file", "one"));
}

/* What is asked for is told without counting the room that a folder takes. */
static void
test_list_is_cheap (Sharing       *fixture,
                    gconstpointer  data)
{
  const char *body = "<?xml version=\"1.0\"?><propfind xmlns=\"DAV:\"><prop><quota-used-bytes/><getetag/></prop>"
                     "</propfind>";
  g_autofree char *list = NULL;

  share (fixture, fixture->folder, TRUE);
  list = ask (fixture, "PROPFIND", "/file", "Depth: 0\r\n", body);
  g_assert_true (g_str_has_prefix (list, "HTTP/1.1 207 "));
  g_assert_nonnull (strstr (list, "getetag"));
  g_assert_nonnull (strstr (list, "quota-available-bytes"));
  g_assert_null (strstr (list, "quota-used-bytes"));
}

static void
test_write (Sharing       *fixture,
            gconstpointer  data)
{
  share (fixture, fixture->folder, FALSE);
  expect (fixture, "PUT", "/new", NULL, "content", 201);
  await (has_file (fixture->folder, "new", "content"));
  expect (fixture, "MKCOL", "/sub", NULL, NULL, 201);
  expect (fixture, "MOVE", "/new", "Destination: http://localhost/sub/moved\r\n", NULL, 201);
  g_assert_true (has_file (fixture->folder, "sub/moved", "content"));
  expect (fixture, "COPY", "/sub", "Destination: http://localhost/copy\r\nDepth: infinity\r\n", NULL, 201);
  g_assert_true (has_file (fixture->folder, "copy/moved", "content"));
  expect (fixture, "DELETE", "/sub", NULL, NULL, 204);
  g_assert_false (has_file (fixture->folder, "sub/moved", "content"));
}

/* By path, by link, by destination: nothing leaves the folder, nor is anything put beside it. */
static void
test_stays_inside (Sharing       *fixture,
                   gconstpointer  data)
{
  static const char * const looks[] = {
    "/../two/file", "/%2e%2e/two/file", "/%2e%2e%2ftwo%2ffile", "/out/file", "/outfile", "//etc/passwd",
    "/sub/../../two/file", "/out/%2e%2e%2fsub%2fnew",
  };
  static const char * const destinations[] = {
    "http://localhost/../two/new", "http://localhost/..%2ftwo%2fnew", "http://localhost/%2e%2e/two/new",
    "http://localhost/out/new", "http://localhost/outfile", "/../two/new", "",
  };
  g_autofree char *listing = NULL;

  make_link (fixture->folder, "out", "../two");
  make_link (fixture->folder, "outfile", "../two/file");
  make_link (fixture->folder, "link", "file");
  share (fixture, fixture->folder, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++) {
    g_autofree char *got = ask (fixture, "GET", looks[i], NULL, NULL);
    g_autofree char *put = ask (fixture, "PUT", looks[i], NULL, "evil");
    g_autofree char *gone = ask (fixture, "DELETE", looks[i], NULL, NULL);

    g_test_message ("%s: %.40s | %.40s | %.40s", looks[i], got, put, gone);
    g_assert_true (g_str_has_prefix (got, "HTTP/1.1 4"));
    g_assert_true (g_str_has_prefix (gone, "HTTP/1.1 4") || g_str_has_prefix (gone, "HTTP/1.1 204"));
    g_assert_true (has_file (fixture->other, "file", "two"));
    g_assert_false (has_file (fixture->other, "%2e%2e%2fsub%2fnew", "evil"));
  }
  for (gsize i = 0; i < G_N_ELEMENTS (destinations); i++) {
    g_autofree char *header = g_strdup_printf ("Destination: %s\r\n", destinations[i]);
    g_autofree char *copied = ask (fixture, "COPY", "/file", header, NULL);

    g_test_message ("%s: %.40s", destinations[i], copied);
    g_assert_true (has_file (fixture->other, "file", "two"));
    g_assert_false (has_file (fixture->other, "new", "one"));
  }

  listing = ask (fixture, "GET", "/link", NULL, NULL);
  g_assert_true (g_str_has_prefix (listing, "HTTP/1.1 200 "));
}

/* What was harmless when it was asked for may not be when all of the question is there. */
static void
test_changed_meanwhile (Sharing       *fixture,
                        gconstpointer  data)
{
  const char *head = "DELETE /dir HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n";
  g_autoptr (GFile) dir = g_file_get_child (fixture->folder, "dir");
  g_autoptr (GFile) trap = g_file_get_child (fixture->folder, "trap");
  g_autofree char *answer = NULL;

  g_assert_true (g_file_make_directory (dir, NULL, NULL));
  g_assert_true (g_file_make_directory (trap, NULL, NULL));
  make_link (trap, "out", "../../../two");
  share (fixture, fixture->folder, FALSE);
  spice_folder_double_send (fixture->guest, 900, head, strlen (head));
  expect (fixture, "MOVE", "/trap", "Destination: http://localhost/dir/trap\r\n", NULL, 201);
  spice_folder_double_send (fixture->guest, 900, "x", 1);
  await (spice_folder_double_has_ended (fixture->guest, 900));
  answer = get_text (fixture, 900);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 403 "));
  g_assert_true (has_file (fixture->other, "file", "two"));
}

/* Another folder, and what may be done with it, at once. */
static void
test_change (Sharing       *fixture,
             gconstpointer  data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  share (fixture, fixture->folder, FALSE);
  first = ask (fixture, "GET", "/file", NULL, NULL);
  g_assert_true (g_str_has_suffix (first, "\r\n\r\none"));

  share (fixture, fixture->other, TRUE);
  second = ask (fixture, "GET", "/file", NULL, NULL);
  g_assert_true (g_str_has_suffix (second, "\r\n\r\ntwo"));
  expect (fixture, "PUT", "/new", NULL, "content", 403);

  share (fixture, fixture->other, FALSE);
  expect (fixture, "PUT", "/new", NULL, "content", 201);
  share (fixture, fixture->other, TRUE);
  expect (fixture, "PUT", "/newer", NULL, "content", 403);

  sprint_shared_folder_stop (fixture->shared);
  await (!spice_folder_double_get_connected (fixture->guest));
  share (fixture, fixture->folder, TRUE);
  expect (fixture, "GET", "/file", NULL, NULL, 200);
}

/* On its way when it is taken away: what the guest asks for then ends. */
static void
test_stop_on_the_way (Sharing       *fixture,
                      gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (fixture->folder), "large", NULL);
  const char *request = "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n";

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, 1024 * 1024 * 1024), ==, 0);
  share (fixture, fixture->folder, TRUE);
  spice_folder_double_send (fixture->guest, 77, request, strlen (request));
  await (spice_folder_double_get_answer (fixture->guest, 77) != NULL);
  sprint_shared_folder_stop (fixture->shared);
  await (!spice_folder_double_get_connected (fixture->guest));
  await (sprint_shared_folder_get_link (fixture->shared) == SPRINT_FOLDER_LINK_IDLE);
  share (fixture, fixture->folder, TRUE);
  expect (fixture, "GET", "/file", NULL, NULL, 200);
}

static char *
make_large_file (Sharing *fixture,
                 gsize    size)
{
  char *path = g_build_filename (g_file_peek_path (fixture->folder), "large", NULL);
  g_autofree char *contents = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    contents[i] = i * 31 + i / 251;
  g_assert_true (g_file_set_contents (path, contents, size, NULL));

  return path;
}

/* The first @size bytes of such a file from @start on, behind the head of an answer. */
static void
assert_content (GByteArray *answer,
                gsize       start,
                gsize       size)
{
  const char *head_end = g_strstr_len ((const char *) answer->data, answer->len, "\r\n\r\n");
  gsize head;

  g_assert_nonnull (head_end);
  head = head_end + 4 - (const char *) answer->data;
  g_assert_cmpuint (answer->len - head, ==, size);
  for (gsize i = 0; i < size; i++)
    g_assert_cmpuint (answer->data[head + i], ==, (guint8) ((start + i) * 31 + (start + i) / 251));
}

static void
test_content (Sharing       *fixture,
              gconstpointer  data)
{
  static const struct {
    const char *range;
    guint status;
    gsize start;
    gsize size;
  } parts[] = {
    { "", 200, 0, LARGE },
    { "Range: bytes=0-9\r\n", 206, 0, 10 },
    { "Range: bytes=100000-\r\n", 206, 100000, LARGE - 100000 },
    { "Range: bytes=-7\r\n", 206, LARGE - 7, 7 },
    { "Range: bytes=5-6\r\nIf-Range: \"other\"\r\n", 200, 0, LARGE },
    { "Range: nonsense\r\n", 200, 0, LARGE },
  };
  g_autofree char *path = make_large_file (fixture, LARGE);
  g_autofree char *empty = g_build_filename (g_file_peek_path (fixture->folder), "empty", NULL);

  share (fixture, fixture->folder, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    expect (fixture, "GET", "/large", parts[i].range, NULL, parts[i].status);
    assert_content (spice_folder_double_get_answer (fixture->guest, fixture->clients), parts[i].start, parts[i].size);
  }

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  expect (fixture, "GET", "/empty", NULL, NULL, 200);
  expect (fixture, "GET", "/empty", "Range: bytes=0-9\r\n", NULL, 200);
  expect (fixture, "HEAD", "/large", NULL, NULL, 200);
}

/* A file that becomes shorter while it is read, as logs do. */
static void
test_shrinks (Sharing       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (fixture->folder), "large", NULL);
  const char *request = "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n";

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  g_assert_cmpint (truncate (path, 1024 * 1024 * 1024), ==, 0);
  share (fixture, fixture->folder, TRUE);
  spice_folder_double_send (fixture->guest, 77, request, strlen (request));
  await (spice_folder_double_get_answer (fixture->guest, 77) != NULL);
  g_assert_cmpint (truncate (path, 0), ==, 0);
  await (spice_folder_double_has_ended (fixture->guest, 77));
  expect (fixture, "GET", "/file", NULL, NULL, 200);
}

/* Chosen before there is a connection, and kept for the next one. */
static void
test_reconnect (Sharing       *fixture,
                gconstpointer  data)
{
  fixture->guest = spice_server_double_add_folder (fixture->base.server);
  sprint_shared_folder_share (fixture->shared, fixture->folder, TRUE);
  g_assert_cmpint (sprint_shared_folder_get_state (fixture->shared), ==, SPRINT_FOLDER_NOT_CONNECTED);
  connect_session (fixture);
  await (spice_folder_double_get_connected (fixture->guest));
  spice_folder_double_set_listening (fixture->guest, TRUE);
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_SHARED);
  expect (fixture, "GET", "/file", NULL, NULL, 200);

  sprint_console_session_disconnect (fixture->base.session);
  g_assert_cmpint (sprint_shared_folder_get_state (fixture->shared), ==, SPRINT_FOLDER_NOT_CONNECTED);
  await (!spice_folder_double_get_connected (fixture->guest));
  connect_session (fixture);
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_SHARED);
  expect (fixture, "GET", "/file", NULL, NULL, 200);
}

static void
test_no_channel (Sharing       *fixture,
                 gconstpointer  data)
{
  connect_session (fixture);
  g_assert_cmpint (sprint_shared_folder_get_link (fixture->shared), ==, SPRINT_FOLDER_LINK_ABSENT);
  sprint_shared_folder_share (fixture->shared, fixture->folder, TRUE);
  g_assert_cmpint (sprint_shared_folder_get_state (fixture->shared), ==, SPRINT_FOLDER_NO_CHANNEL);
  sprint_console_session_disconnect (fixture->base.session);
  g_assert_cmpint (sprint_shared_folder_get_state (fixture->shared), ==, SPRINT_FOLDER_NOT_CONNECTED);
}

/* The provider opens no channel for it: the console goes on. */
static void
test_refused (Sharing       *fixture,
              gconstpointer  data)
{
  spice_server_double_set_manner (fixture->base.server, SPICE_DOUBLE_REFUSES);
  sprint_shared_folder_share (fixture->shared, fixture->folder, TRUE);
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_FAILED);
  g_assert_cmpint (get_state (&fixture->base), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

/* One that ends at once can be tried again. */
static void
test_hang_up (Sharing       *fixture,
              gconstpointer  data)
{
  g_log_set_fatal_mask ("GSpice", G_LOG_FATAL_MASK);
  spice_server_double_set_manner (fixture->base.server, SPICE_DOUBLE_HANGS_UP);
  sprint_shared_folder_share (fixture->shared, fixture->folder, TRUE);
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_FAILED);
  spice_server_double_set_manner (fixture->base.server, SPICE_DOUBLE_SERVES);
  share (fixture, fixture->folder, TRUE);
  expect (fixture, "GET", "/file", NULL, NULL, 200);
}

/* More clients than anybody has. Those that are too many are hung up on, and the next one is served once others go. */
static void
test_flood (Sharing       *fixture,
            gconstpointer  data)
{
  g_autofree char *answer = NULL;
  const char *rest = "ET /file HTTP/1.1\r\nHost: localhost\r\n\r\n";

  g_log_set_fatal_mask ("GSpice", G_LOG_FATAL_MASK);
  share (fixture, fixture->folder, TRUE);
  for (gint64 i = 0; i < FLOOD; i++)
    spice_folder_double_send (fixture->guest, 1000 + i, "G", 1);
  await (spice_folder_double_get_unsent (fixture->guest) == 0);

  spice_folder_double_send (fixture->guest, 1000 + FLOOD - 1, rest, strlen (rest));
  spice_folder_double_send (fixture->guest, 1000, rest, strlen (rest));
  await (spice_folder_double_has_ended (fixture->guest, 1000));
  answer = get_text (fixture, 1000);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 "));
  g_assert_null (spice_folder_double_get_answer (fixture->guest, 1000 + FLOOD - 1));

  for (gint64 i = 0; i < FLOOD; i++)
    spice_folder_double_send (fixture->guest, 1000 + i, NULL, 0);
  expect (fixture, "GET", "/file", NULL, NULL, 200);
}

/* Frames that end before they begin, and a guest that goes in the middle of one. */
static void
test_broken_frames (Sharing       *fixture,
                    gconstpointer  data)
{
  const guint8 half[5] = { 1, 0, 0, 0, 0 };
  const guint8 long_one[10] = { 9, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

  share (fixture, fixture->folder, TRUE);
  spice_folder_double_send (fixture->guest, 5, NULL, 0);
  spice_folder_double_send (fixture->guest, -1, NULL, 0);
  spice_folder_double_send (fixture->guest, 6, "GE", 2);
  spice_folder_double_send (fixture->guest, 6, NULL, 0);
  expect (fixture, "GET", "/file", NULL, NULL, 200);

  spice_folder_double_send_bytes (fixture->guest, half, sizeof half);
  await (spice_folder_double_get_unsent (fixture->guest) == 0);
  spice_folder_double_set_listening (fixture->guest, FALSE);
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_WAITING);
  spice_folder_double_set_listening (fixture->guest, TRUE);
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_SHARED);

  share (fixture, fixture->folder, TRUE);
  spice_folder_double_send_bytes (fixture->guest, long_one, sizeof long_one);
  await (spice_folder_double_get_unsent (fixture->guest) == 0);
  share (fixture, fixture->folder, TRUE);
  expect (fixture, "GET", "/file", NULL, NULL, 200);
}

/* What is not a request, and one that never ends. */
static void
test_nonsense (Sharing       *fixture,
               gconstpointer  data)
{
  g_autofree char *noise = g_strnfill (LARGE, 'x');
  g_autofree char *large = g_strnfill (SPRINT_FOLDER_BODY_MAX + 1, ' ');

  g_log_set_fatal_mask ("GSpice", G_LOG_FATAL_MASK);
  share (fixture, fixture->folder, FALSE);
  spice_folder_double_send (fixture->guest, 500, noise, LARGE);
  expect (fixture, "POST", "/file", NULL, "content", 501);
  expect (fixture, "PROPFIND", "/", NULL, NULL, 403);
  expect (fixture, "LOCK", "/file", NULL, large, 413);
  expect (fixture, "GET", "/file", NULL, NULL, 200);
}

/* The folder goes while the guest looks. */
static void
test_vanishes (Sharing       *fixture,
               gconstpointer  data)
{
  share (fixture, fixture->folder, TRUE);
  remove_tree (g_file_peek_path (fixture->folder));
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_GONE);
  expect (fixture, "GET", "/file", NULL, NULL, 404);
  expect (fixture, "PROPFIND", "/", "Depth: 1\r\n", NULL, 404);
}

#define add(path, before, test) \
  g_test_add ("/shared-folder/" path, Sharing, NULL, before, test, tear_down_sharing)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  make_warnings_fatal ();

  add ("only-when-chosen", set_up_sharing, test_only_when_chosen);
  add ("look", set_up_sharing, test_look);
  add ("list-is-cheap", set_up_sharing, test_list_is_cheap);
  add ("write", set_up_sharing, test_write);
  add ("stays-inside", set_up_sharing, test_stays_inside);
  add ("changed-meanwhile", set_up_sharing, test_changed_meanwhile);
  add ("change", set_up_sharing, test_change);
  add ("stop-on-the-way", set_up_sharing, test_stop_on_the_way);
  add ("content", set_up_sharing, test_content);
  add ("shrinks", set_up_sharing, test_shrinks);
  add ("reconnect", set_up_bare, test_reconnect);
  add ("no-channel", set_up_bare, test_no_channel);
  add ("refused", set_up_sharing, test_refused);
  add ("hang-up", set_up_sharing, test_hang_up);
  add ("flood", set_up_sharing, test_flood);
  add ("broken-frames", set_up_sharing, test_broken_frames);
  add ("nonsense", set_up_sharing, test_nonsense);
  add ("vanishes", set_up_sharing, test_vanishes);

  return g_test_run ();
}
