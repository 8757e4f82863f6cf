/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "folder-fixture.h"
#include "small-disk.h"

#define LARGE (5 * 1024 * 1024)
#define DISK (1024 * 1024)

static gboolean small_disks;
static const char * const lock = "<lockinfo xmlns=\"DAV:\"><lockscope><exclusive/></lockscope><locktype><write/>"
                                 "</locktype></lockinfo>";

/* What the system says to the program that asks for it: in place of the C library's. */
static int refused_sync, refused_group;
static gid_t asked_group;

int
fsync (int fd)
{
  errno = refused_sync;

  return refused_sync != 0 ? -1 : (int) syscall (SYS_fsync, fd);
}

int
fchown (int   fd,
        uid_t owner,
        gid_t group)
{
  asked_group = group;
  errno = refused_group;

  return refused_group != 0 ? -1 : (int) syscall (SYS_fchown, fd, owner, group);
}

/* What a guest writes, whose end shows whether all of it is there. */
static char *
make_content (gsize size)
{
  char *content = g_strnfill (size, 'x');

  content[size - 1] = '.';

  return content;
}

static guint
count_files (GFile *folder)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* Whether the folder is a disk of its own now, with a file on it. */
static gboolean
share_disk (Sharing *fixture)
{
  g_autoptr (GFile) file = g_file_get_child (fixture->folder, "file");

  if (!small_disks) {
    g_test_skip ("Nobody but root may have a small disk here");
    return FALSE;
  }

  small_disk_mount (g_file_peek_path (fixture->folder), DISK);
  g_assert_true (g_file_set_contents (g_file_peek_path (file), "one", -1, NULL));
  share (fixture, fixture->folder, FALSE);

  return TRUE;
}

/* The head of a PUT, and less than what it announces. */
static gint64
begin_with (Sharing    *fixture,
            const char *path,
            const char *headers,
            const char *content,
            gsize       announced)
{
  g_autofree char *head = g_strdup_printf ("PUT %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: %zu\r\n%s\r\n", path,
                                           announced, headers);
  gint64 client = ++fixture->clients;

  spice_folder_double_send (fixture->guest, client, head, strlen (head));
  spice_folder_double_send (fixture->guest, client, content, strlen (content));
  await (spice_folder_double_get_unsent (fixture->guest) == 0);

  return client;
}

static gint64
begin (Sharing    *fixture,
       const char *path,
       const char *content,
       gsize       announced)
{
  return begin_with (fixture, path, "", content, announced);
}

/* What a guest has written is there whole when it hears so, with the rights that the file had. */
static void
test_whole (Sharing       *fixture,
            gconstpointer  data)
{
  g_autofree char *content = make_content (LARGE);
  g_autofree char *shell = g_build_filename (g_file_peek_path (fixture->folder), "script", NULL);
  GStatBuf info;

  g_assert_true (g_file_set_contents_full (shell, "old", 3, G_FILE_SET_CONTENTS_NONE, 0750, NULL));
  share (fixture, fixture->folder, FALSE);
  expect (fixture, "PUT", "/new", NULL, content, 201);
  g_assert_true (has_file (fixture->folder, "new", content));
  expect (fixture, "PUT", "/new", NULL, "", 200);
  g_assert_true (has_file (fixture->folder, "new", ""));
  expect (fixture, "PUT", "/script", NULL, "new", 200);
  g_assert_true (has_file (fixture->folder, "script", "new"));
  g_assert_cmpint (g_stat (shell, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0750);
  expect (fixture, "PUT", "/waited-for", "Expect: 100-continue\r\n", content, 100);
  g_assert_true (has_file (fixture->folder, "waited-for", content));
  expect (fixture, "PUT", "/no/such/folder", NULL, "content", 409);
  expect (fixture, "PUT", "/with%20space%25", NULL, "content", 201);
  g_assert_true (has_file (fixture->folder, "with space%", "content"));
  g_assert_cmpuint (count_files (fixture->folder), ==, 5);
}

/* A disk that says only in the end what it has not taken. */
static void
test_not_taken (Sharing       *fixture,
                gconstpointer  data)
{
  share (fixture, fixture->folder, FALSE);
  refused_sync = EIO;
  expect (fixture, "PUT", "/new", NULL, "content", 500);
  expect (fixture, "PUT", "/file", NULL, "content", 500);
  refused_sync = EDQUOT;
  expect (fixture, "PUT", "/new", NULL, "content", 507);
  refused_sync = 0;
  g_assert_true (has_file (fixture->folder, "file", "one"));
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* What belongs to a group stays its own; what cannot is not another's. */
static void
test_group (Sharing       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (fixture->folder), "file", NULL);
  GStatBuf before, info;

  /* Another than what files get by themselves, where one may have it. */
  if (chown (path, -1, 60) != 0)
    g_test_message ("Only with this user's own group");
  g_assert_cmpint (g_chmod (path, 04664), ==, 0);
  g_assert_cmpint (g_stat (path, &before), ==, 0);
  asked_group = G_MAXUINT;
  share (fixture, fixture->folder, FALSE);
  expect (fixture, "PUT", "/file", NULL, "new", 200);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (asked_group, ==, before.st_gid);
  g_assert_cmpuint (info.st_gid, ==, before.st_gid);
  g_assert_cmpint (info.st_mode & 07777, ==, 0664);

  refused_group = EPERM;
  expect (fixture, "PUT", "/file", NULL, "newer", 200);
  refused_group = 0;
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0604);
  expect (fixture, "PUT", "/new", NULL, "new", 201);
  g_free (g_steal_pointer (&path));
  path = g_build_filename (g_file_peek_path (fixture->folder), "new", NULL);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0600);
}

/* Only what the guest means to replace is, and no part of a file becomes all of it. */
static void
test_match (Sharing       *fixture,
            gconstpointer  data)
{
  g_autofree char *answer = NULL;
  g_autofree char *tag = NULL;
  g_autofree char *same = NULL;
  g_autofree char *other = NULL;
  const char *start;

  share (fixture, fixture->folder, FALSE);
  answer = ask (fixture, "GET", "/file", NULL, NULL);
  start = strstr (answer, "ETag: ");
  g_assert_nonnull (start);
  start += strlen ("ETag: ");
  tag = g_strndup (start, strcspn (start, "\r"));
  same = g_strdup_printf ("If-Match: \"none\", %s\r\n", tag);
  other = g_strdup_printf ("If-None-Match: %s\r\n", tag);

  expect (fixture, "PUT", "/file", "Content-Range: bytes 0-2/3\r\n", "new", 400);
  expect (fixture, "PUT", "/file", "If-None-Match: *\r\n", "new", 412);
  expect (fixture, "PUT", "/file", other, "new", 412);
  expect (fixture, "PUT", "/file", "If-Match: \"none\"\r\n", "new", 412);
  expect (fixture, "PUT", "/new", "If-Match: *\r\n", "new", 412);
  g_assert_true (has_file (fixture->folder, "file", "one"));
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  expect (fixture, "PUT", "/file", same, "new", 200);
  expect (fixture, "PUT", "/file", same, "newer", 412);
  g_assert_true (has_file (fixture->folder, "file", "new"));
  expect (fixture, "PUT", "/file", "If-Match: *\r\n", "newer", 200);
  expect (fixture, "PUT", "/new", "If-None-Match: *\r\n", "new", 201);
}

/* Two at once, the smaller one is done first. */
static void
test_two (Sharing       *fixture,
          gconstpointer  data)
{
  gint64 first;

  share (fixture, fixture->folder, FALSE);
  first = begin (fixture, "/file", "abc", 6);
  expect (fixture, "PUT", "/file", NULL, "other", 200);
  g_assert_true (has_file (fixture->folder, "file", "other"));
  spice_folder_double_send (fixture->guest, first, "def", 3);
  await (spice_folder_double_has_ended (fixture->guest, first));
  g_assert_true (has_file (fixture->folder, "file", "abcdef"));
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* A disk that becomes full: the guest is told, nothing stays of what it wrote, and what was there before does. */
static void
test_full_disk (Sharing       *fixture,
                gconstpointer  data)
{
  g_autofree char *content = make_content (LARGE);

  if (!share_disk (fixture))
    return;
  expect (fixture, "PUT", "/file", NULL, content, 507);
  g_assert_true (has_file (fixture->folder, "file", "one"));
  expect (fixture, "PUT", "/new", NULL, content, 507);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);

  /* It goes on. */
  expect (fixture, "PUT", "/file", NULL, "small", 200);
  g_assert_true (has_file (fixture->folder, "file", "small"));
  expect (fixture, "GET", "/file", NULL, NULL, 200);
  g_assert_cmpint (get_state (&fixture->base), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

/* To copy needs room, too. */
static void
test_full_disk_copy (Sharing       *fixture,
                     gconstpointer  data)
{
  g_autofree char *content = make_content (DISK / 4 * 3);

  if (!share_disk (fixture))
    return;
  expect (fixture, "PUT", "/large", NULL, content, 201);
  expect (fixture, "COPY", "/large", "Destination: http://localhost/copy\r\n", NULL, 507);
  g_assert_cmpuint (count_files (fixture->folder), ==, 2);
  expect (fixture, "COPY", "/large", "Destination: http://localhost/file\r\n", NULL, 507);
  g_assert_true (has_file (fixture->folder, "file", "one"));
  expect (fixture, "COPY", "/file", "Destination: http://localhost/copy\r\n", NULL, 201);
  g_assert_true (has_file (fixture->folder, "copy", "one"));
}

/* A disk that becomes one that can only be read. */
static void
test_read_only_disk (Sharing       *fixture,
                     gconstpointer  data)
{
  if (!share_disk (fixture))
    return;
  /* libphodav warns of it. */
  g_log_set_fatal_mask ("phodav", G_LOG_FATAL_MASK);
  small_disk_make_read_only (g_file_peek_path (fixture->folder));
  expect (fixture, "PUT", "/file", NULL, "content", 403);
  expect (fixture, "PUT", "/new", NULL, "content", 403);
  expect (fixture, "DELETE", "/file", NULL, NULL, 403);
  expect (fixture, "MKCOL", "/new", NULL, NULL, 403);
  expect (fixture, "LOCK", "/new", NULL, lock, 403);
  expect (fixture, "GET", "/file", NULL, NULL, 200);
  g_assert_true (has_file (fixture->folder, "file", "one"));
}

/* Locks what is not there, and unlocks it. */
static void
lock_new (Sharing    *fixture,
          const char *path,
          const char *headers)
{
  g_autofree char *answer = ask (fixture, "LOCK", path, headers, lock);
  g_autofree char *header = NULL;
  const char *token = strstr (answer, "Lock-Token: ");

  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
  g_assert_nonnull (token);
  header = g_strndup (token, strcspn (token, "\n") + 1);
  expect (fixture, "LOCK", path, NULL, lock, 423);
  expect (fixture, "UNLOCK", path, header, NULL, 204);
}

/* Locks as they should be, and ones that are none. */
static void
test_locks (Sharing       *fixture,
            gconstpointer  data)
{
  g_log_set_fatal_mask ("phodav", G_LOG_FATAL_MASK);
  share (fixture, fixture->folder, FALSE);
  expect (fixture, "LOCK", "/file", NULL, NULL, 400);
  expect (fixture, "LOCK", "/file", "If: \r\n", NULL, 400);
  expect (fixture, "LOCK", "/file", "If: (<urn:uuid:none>)\r\n", NULL, 400);
  expect (fixture, "LOCK", "/file", NULL, "nonsense", 400);
  lock_new (fixture, "/new", NULL);
  /* As programs ask for none, and nonsense, of which the server does not complain. */
  g_log_set_fatal_mask ("phodav", G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  lock_new (fixture, "/endless", "Timeout: Infinite, Second-4100000000\r\n");
  lock_new (fixture, "/odd", "Timeout: x\r\n");
  lock_new (fixture, "/short", "Timeout: Second-60\r\n");
}

/* Conditions that libphodav would read for ever, or past their end. */
static void
test_conditions (Sharing       *fixture,
                 gconstpointer  data)
{
  static const char * const methods[] = { "DELETE", "MOVE", "COPY", "MKCOL", "PROPPATCH", "LOCK", "PUT" };
  static const char * const conditions[] = { "x", "(x", "<a", "([\"\\", "(<a>) <b> (<c>)" };

  share (fixture, fixture->folder, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (conditions); j++) {
      g_autofree char *header = g_strdup_printf ("If: %s\r\nDestination: http://localhost/new\r\n", conditions[j]);

      expect (fixture, methods[i], "/file", header, NULL, 400);
    }
  }
  expect (fixture, "UNLOCK", "/file", NULL, NULL, 400);
  expect (fixture, "DELETE", "/file", "If: (<urn:uuid:none>)\r\n", NULL, 412);
  expect (fixture, "DELETE", "/file", "If: <http://localhost/file> ([\"none\"])\r\n", NULL, 412);
  g_assert_true (has_file (fixture->folder, "file", "one"));
  expect (fixture, "MOVE", "/file", "If: (Not <urn:uuid:none>)\r\nDestination: http://localhost/new\r\n", NULL, 201);
}

/* A file that may not be written in a folder that may be. */
static void
test_protected (Sharing       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (fixture->folder), "file", NULL);

  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  if (g_access (path, W_OK) == 0) {
    g_test_skip ("Whoever may do everything is kept from nothing");
    return;
  }

  share (fixture, fixture->folder, FALSE);
  expect (fixture, "PUT", "/file", NULL, "content", 403);
  g_assert_true (has_file (fixture->folder, "file", "one"));
}

/* The guest leaves in the middle of a file, by a word, with its port, and with all of the machine. */
static void
test_left_alone (Sharing       *fixture,
                 gconstpointer  data)
{
  gint64 client;

  g_log_set_fatal_mask ("GSpice", G_LOG_FATAL_MASK);
  share (fixture, fixture->folder, FALSE);
  client = begin (fixture, "/file", "half of", 100);
  await (count_files (fixture->folder) == 2);
  spice_folder_double_send (fixture->guest, client, NULL, 0);
  await (count_files (fixture->folder) == 1);
  g_assert_true (has_file (fixture->folder, "file", "one"));

  begin (fixture, "/file", "half of", 100);
  await (count_files (fixture->folder) == 2);
  spice_folder_double_set_listening (fixture->guest, FALSE);
  await (count_files (fixture->folder) == 1);
  g_assert_true (has_file (fixture->folder, "file", "one"));

  /* And whoever shares it. */
  spice_folder_double_set_listening (fixture->guest, TRUE);
  await (sprint_shared_folder_get_state (fixture->shared) == SPRINT_FOLDER_SHARED);
  begin (fixture, "/file", "half of", 100);
  await (count_files (fixture->folder) == 2);
  sprint_shared_folder_stop (fixture->shared);
  await (count_files (fixture->folder) == 1);
  g_assert_true (has_file (fixture->folder, "file", "one"));
}

static void
test_killed (Sharing       *fixture,
             gconstpointer  data)
{
  g_log_set_fatal_mask ("GSpice", G_LOG_FATAL_MASK);
  share (fixture, fixture->folder, FALSE);
  begin (fixture, "/file", "half of", 100);
  await (count_files (fixture->folder) == 2);
  spice_server_double_set_manner (fixture->base.server, SPICE_DOUBLE_REFUSES);
  spice_server_double_hang_up (fixture->base.server);
  await (get_state (&fixture->base) != SPRINT_CONSOLE_STATE_CONNECTED);
  await (count_files (fixture->folder) == 1);
  g_assert_true (has_file (fixture->folder, "file", "one"));
}

/* The folder goes while a guest writes into it. */
static void
test_vanishes (Sharing       *fixture,
               gconstpointer  data)
{
  g_autofree char *answer = NULL;
  gint64 client;

  share (fixture, fixture->folder, FALSE);
  client = begin (fixture, "/new", "half of", 14);
  await (count_files (fixture->folder) == 2);
  remove_tree (g_file_peek_path (fixture->folder));
  spice_folder_double_send (fixture->guest, client, " it all", 7);
  await (spice_folder_double_has_ended (fixture->guest, client));
  answer = get_text (fixture, client);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 404 "));
  g_assert_false (g_file_query_exists (fixture->folder, NULL));
}

static void
expect_end (Sharing    *fixture,
            gint64      client,
            const char *rest,
            const char *status)
{
  g_autofree char *answer = NULL;

  spice_folder_double_send (fixture->guest, client, rest, strlen (rest));
  await (spice_folder_double_has_ended (fixture->guest, client));
  answer = get_text (fixture, client);
  g_test_message ("%.60s", answer);
  g_assert_true (g_str_has_prefix (answer, status));
}

/* A folder that somebody takes out of the shared one is theirs, with what the guest has begun to write in it. */
static void
test_moved_out (Sharing       *fixture,
                gconstpointer  data)
{
  static const char * const names[] = { "/a/new", "/a/known" };

  share (fixture, fixture->folder, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GFile) a = g_file_get_child (fixture->folder, "a");
    g_autofree char *private = g_strdup_printf ("%s/private-%zu", fixture->path, i);
    g_autoptr (GFile) taken = g_file_new_for_path (private);
    guint before = i;
    gint64 client;

    expect (fixture, "MKCOL", "/a", NULL, NULL, 201);
    if (i == 1)
      expect (fixture, "PUT", "/a/known", NULL, "known", 201);
    client = begin (fixture, names[i], "half of", 14);
    await (count_files (a) == before + 1);
    g_assert_cmpint (g_rename (g_file_peek_path (a), private), ==, 0);
    expect (fixture, "MKCOL", "/a", NULL, NULL, 201);
    expect_end (fixture, client, " it all", "HTTP/1.1 409 ");
    await (count_files (taken) == before);
    g_assert_cmpuint (count_files (a), ==, 0);
    g_assert_true (i == 0 || has_file (taken, "known", "known"));
    expect (fixture, "DELETE", "/a", NULL, NULL, 204);
  }
}

/* What was to be new does not replace what came to be while it was written. */
static void
test_match_meanwhile (Sharing       *fixture,
                      gconstpointer  data)
{
  gint64 client;

  share (fixture, fixture->folder, FALSE);
  client = begin_with (fixture, "/new", "If-None-Match: *\r\n", "half of", 14);
  await (count_files (fixture->folder) == 2);
  expect (fixture, "PUT", "/new", NULL, "other", 201);
  expect_end (fixture, client, " it all", "HTTP/1.1 412 ");
  g_assert_true (has_file (fixture->folder, "new", "other"));
}

static char *
find_draft (GFile *folder)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_prefix (name, "."))
      return g_strconcat ("/", name, NULL);
  }

  return NULL;
}

/* Nobody in the machine touches it before it is whole. */
static void
test_draft (Sharing       *fixture,
            gconstpointer  data)
{
  g_autofree char *draft = NULL;
  gint64 client;

  share (fixture, fixture->folder, FALSE);
  client = begin (fixture, "/file", "half of", 14);
  await (count_files (fixture->folder) == 2);
  draft = find_draft (fixture->folder);
  g_assert_nonnull (draft);
  expect (fixture, "GET", draft, NULL, NULL, 404);
  expect (fixture, "PROPFIND", draft, "Depth: 0\r\n", NULL, 404);
  expect (fixture, "DELETE", draft, NULL, NULL, 404);
  expect (fixture, "MOVE", draft, "Destination: http://localhost/new\r\n", NULL, 404);
  expect (fixture, "PUT", draft, NULL, "other", 404);
  expect_end (fixture, client, " it all", "HTTP/1.1 200 ");
  g_assert_true (has_file (fixture->folder, "file", "half of it all"));
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

/* What was begun in one folder does not end there when another one is shared. */
static void
test_other_folder (Sharing       *fixture,
                   gconstpointer  data)
{
  gint64 client;

  g_log_set_fatal_mask ("GSpice", G_LOG_FATAL_MASK);
  share (fixture, fixture->folder, FALSE);
  client = begin (fixture, "/file", "half of", 14);
  await (count_files (fixture->folder) == 2);
  sprint_shared_folder_share (fixture->shared, fixture->other, FALSE);
  spice_folder_double_send (fixture->guest, client, " it all", 7);
  await (count_files (fixture->folder) == 1);
  g_assert_true (has_file (fixture->folder, "file", "one"));
  g_assert_true (has_file (fixture->other, "file", "two"));
}

static void
tear_down_writes (Sharing       *fixture,
                  gconstpointer  data)
{
  /* Where it is a disk. */
  umount2 (g_file_peek_path (fixture->folder), MNT_DETACH);
  tear_down_sharing (fixture, data);
}

#define add(path, test) g_test_add ("/folder-writes/" path, Sharing, NULL, set_up_sharing, test, tear_down_writes)

int
main (int   argc,
      char *argv[])
{
  small_disks = small_disk_init ();
  g_test_init (&argc, &argv, NULL);
  make_warnings_fatal ();

  add ("whole", test_whole);
  add ("not-taken", test_not_taken);
  add ("group", test_group);
  add ("match", test_match);
  add ("match-meanwhile", test_match_meanwhile);
  add ("two", test_two);
  add ("full-disk", test_full_disk);
  add ("full-disk-copy", test_full_disk_copy);
  add ("read-only-disk", test_read_only_disk);
  add ("locks", test_locks);
  add ("conditions", test_conditions);
  add ("protected", test_protected);
  add ("left-alone", test_left_alone);
  add ("killed", test_killed);
  add ("vanishes", test_vanishes);
  add ("moved-out", test_moved_out);
  add ("draft", test_draft);
  add ("other-folder", test_other_folder);

  return g_test_run ();
}
