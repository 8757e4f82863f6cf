/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "await.h"
#include "core/console/guest/folder-check.h"
#include "core/console/guest/folder-conditions.h"
#include "core/console/guest/folder-rules.h"
#include "core/console/guest/shared-folder.h"
#include "remove-tree.h"

/* A folder with all that a person may have in one, and what is beside it. */
typedef struct {
  char *base;
  char *root;
} Fixture;

static void
make_file (Fixture    *fixture,
           const char *name)
{
  g_autofree char *path = g_build_filename (fixture->base, name, NULL);

  g_assert_true (g_file_set_contents (path, name, -1, NULL));
}

static void
make_folder (Fixture    *fixture,
             const char *name)
{
  g_autofree char *path = g_build_filename (fixture->base, name, NULL);

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
}

static void
make_link (Fixture    *fixture,
           const char *name,
           const char *target)
{
  g_autofree char *path = g_build_filename (fixture->base, name, NULL);

  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *pipe = NULL;
  g_autofree char *locked = NULL;

  fixture->base = g_dir_make_tmp ("sprint-rules-XXXXXX", NULL);
  fixture->root = g_build_filename (fixture->base, "shared", NULL);
  make_folder (fixture, "shared");
  make_folder (fixture, "shared-not");
  make_file (fixture, "shared-not/secret");
  make_file (fixture, "shared/file");
  make_file (fixture, "shared/.sprint-a1B2c3");
  make_folder (fixture, "shared/dir");
  make_file (fixture, "shared/dir/inner");
  make_link (fixture, "shared/link", "file");
  make_link (fixture, "shared/out", "../shared-not/secret");
  make_link (fixture, "shared/outdir", "../shared-not");
  make_link (fixture, "shared/nowhere", "../shared-not/new");
  make_folder (fixture, "shared/trap");
  make_link (fixture, "shared/trap/dir", "../../shared-not");
  make_folder (fixture, "shared/leak");
  make_link (fixture, "shared/leak/secret", "../../shared-not/secret");
  make_folder (fixture, "shared/special");
  pipe = g_build_filename (fixture->root, "special", "pipe", NULL);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  make_folder (fixture, "shared/locked");
  locked = g_build_filename (fixture->root, "locked", NULL);
  g_assert_cmpint (g_chmod (locked, 0), ==, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  remove_tree (fixture->base);
  g_free (fixture->base);
  g_free (fixture->root);
}

static const struct {
  const char *method;
  const char *path;
  const char *destination;
  guint status;     /* when all is allowed */
  guint looking;    /* when it is read-only */
} cases[] = {
  { "OPTIONS", "/", NULL, 0, 0 },
  { "GET", "/", NULL, 0, 0 },
  { "GET", "/file", NULL, 0, 0 },
  { "HEAD", "/dir/inner", NULL, 0, 0 },
  { "GET", "/link", NULL, 0, 0 },
  { "GET", "/nothing/there", NULL, 0, 0 },
  { "GET", "/out", NULL, 403, 403 },
  { "HEAD", "/out", NULL, 403, 403 },
  { "GET", "/outdir/secret", NULL, 403, 403 },
  { "GET", "/outdir/nothing/there", NULL, 403, 403 },
  { "GET", "/nowhere", NULL, 403, 403 },
  { "GET", "/../shared-not/secret", NULL, 400, 400 },
  { "GET", "/dir/../../shared-not/secret", NULL, 400, 400 },
  { "GET", "/dir/./inner", NULL, 400, 400 },
  { "GET", "//etc/passwd", NULL, 400, 400 },
  { "GET", "file", NULL, 400, 400 },
  { "GET", "/\xff", NULL, 400, 400 },
  { "GET", "/special/pipe", NULL, 403, 403 },
  { "GET", "/locked", NULL, 403, 403 },
  { "UNLOCK", "/file", NULL, 0, 0 },
  { "PUT", "/new", NULL, 0, 403 },
  { "PUT", "/file", NULL, 0, 403 },
  { "PUT", "/link", NULL, 0, 403 },
  { "PUT", "/out", NULL, 403, 403 },
  { "PUT", "/outdir/new", NULL, 403, 403 },
  { "PUT", "/nowhere", NULL, 403, 403 },
  { "PUT", "/dir", NULL, 403, 403 },
  { "PUT", "/nothing/there", NULL, 409, 403 },
  { "PUT", "/special/pipe", NULL, 403, 403 },
  { "LOCK", "/file", NULL, 0, 403 },
  { "LOCK", "/outdir/new", NULL, 403, 403 },
  { "PROPPATCH", "/file", NULL, 0, 403 },
  { "MKCOL", "/newdir", NULL, 0, 403 },
  { "MKCOL", "/outdir/newdir", NULL, 403, 403 },
  { "DELETE", "/file", NULL, 0, 403 },
  { "DELETE", "/link", NULL, 0, 403 },
  { "DELETE", "/dir", NULL, 0, 403 },
  { "DELETE", "/", NULL, 403, 403 },
  { "DELETE", "/out", NULL, 403, 403 },
  { "DELETE", "/outdir", NULL, 403, 403 },
  { "DELETE", "/trap", NULL, 403, 403 },
  { "DELETE", "/leak", NULL, 0, 403 },
  { "MOVE", "/file", "http://localhost/new", 0, 403 },
  { "MOVE", "/file", "http://localhost/dir/inner", 0, 403 },
  { "MOVE", "/", "http://localhost/new", 403, 403 },
  { "MOVE", "/file", "http://localhost/", 403, 403 },
  { "MOVE", "/file", NULL, 400, 403 },
  { "MOVE", "/file", "/new", 400, 403 },
  { "MOVE", "/file", "http://localhost/..%2fshared-not%2fnew", 400, 403 },
  { "MOVE", "/file", "http://localhost/outdir/new", 403, 403 },
  { "MOVE", "/file", "http://localhost//etc/new", 400, 403 },
  { "MOVE", "/file", "http://localhost/new%00", 400, 403 },
  { "MOVE", "/file", "http://localhost/trap", 403, 403 },
  { "MOVE", "/out", "http://localhost/new", 403, 403 },
  { "COPY", "/file", "http://localhost/new", 0, 403 },
  { "COPY", "/dir", "http://localhost/new", 0, 403 },
  { "COPY", "/leak", "http://localhost/new", 403, 403 },
  { "COPY", "/trap", "http://localhost/new", 403, 403 },
  { "COPY", "/special", "http://localhost/new", 403, 403 },
  { "COPY", "/special/pipe", "http://localhost/new", 403, 403 },
  { "COPY", "/file", "http://localhost/special/pipe", 403, 403 },
  { "POST", "/file", NULL, 501, 501 },
  { "GET", "/.sprint-a1B2c3", NULL, 404, 404 },
  { "HEAD", "/.Sprint-A1b2C3", NULL, 404, 404 },
  { "PUT", "/.sprint-a1B2c3", NULL, 404, 403 },
  { "LOCK", "/dir/.sprint-a1B2c3", NULL, 404, 403 },
  { "DELETE", "/.sprint-a1B2c3", NULL, 404, 403 },
  { "MOVE", "/.sprint-a1B2c3", "http://localhost/new", 404, 403 },
  { "COPY", "/.sprint-a1B2c3/", "http://localhost/new", 404, 403 },
  { "MOVE", "/file", "http://localhost/%2esprint-a1B2c3", 404, 403 },
  { "PUT", "/.sprint-a1B2c", NULL, 0, 403 },
  { "PUT", "/.sprint-a1B2c3d", NULL, 0, 403 },
};

static void
test_judge (Fixture       *fixture,
            gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SprintFolderRequest request = {
      .method = cases[i].method, .path = cases[i].path, .destination = cases[i].destination,
      .lock_token = "<urn:uuid:none>", .size = 1,
    };
    g_autofree char *path = NULL;

    /* Root reads what nobody may. */
    if (g_str_equal (cases[i].path, "/locked") && geteuid () == 0)
      continue;
    path = g_strescape (cases[i].path, NULL);
    g_test_message ("%s %s %s", cases[i].method, path, cases[i].destination);
    g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &request), ==, cases[i].status);
    g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, TRUE, &request), ==, cases[i].looking);
    g_assert_cmpuint (sprint_folder_rules_judge (NULL, FALSE, &request), ==, 403);
  }
}

static void
test_depth (Fixture       *fixture,
            gconstpointer  data)
{
  SprintFolderRequest list = { .method = "PROPFIND", .path = "/" };
  SprintFolderRequest copy = { .method = "COPY", .path = "/dir", .destination = "http://localhost/new" };

  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, TRUE, &list), ==, 403);
  list.depth = "infinity";
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, TRUE, &list), ==, 403);
  list.depth = "1";
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, TRUE, &list), ==, 0);
  list.depth = "0";
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, TRUE, &list), ==, 0);
  copy.depth = "infinity";
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &copy), ==, 0);
  copy.depth = "1";
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &copy), ==, 403);
}

/* What the server would read for ever, past its end, or of what is outside, is not for it to see. */
static void
test_conditions (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char * const good[] = {
    "(<urn:uuid:a>)", " ( <urn:uuid:a> [\"1:2\"] ) (Not <DAV:no-lock>)\t", "(Not[\"1:2\"])(<a>)",
    "<http://localhost/file> (<a>) (Not <b>) <http://localhost/dir/new>(<c>)",
  };
  static const char * const bad[] = {
    "", " ", "x", "(x", "<a", "(", "()", "(<a>", "(<>)", "(<a>)x", "(<a> x)", "<a> (<b>)", "(Not)", "(NotNot <a>)",
    "(Not", "([", "([\"", "([\"\\", "([\"a\\\"\"])", "([\"a\\", "([W/\"a\"])", "([a])", "([\"a\")", "(<a\\>)",
    "([\"a b\"])", "(<a>) <http://localhost/file> (<b>)", "<http://localhost/file>", "<http://localhost> (<a>)",
    "<http://localhost/file> <http://localhost/dir> (<a>)", "<urn:uuid:a> (<b>)", "</file> (<a>)",
    "<http://localhost/..%2fshared-not/secret> (<a>)",
    "<http://localhost/out> ([\"1:2\"])", "<http://localhost//etc/passwd> (<a>)", "(<a\xff>)", "(<a>\n)",
  };
  g_autofree char *filling = g_strnfill (SPRINT_FOLDER_CONDITIONS_MAX, 'a');
  g_autofree char *large = g_strdup_printf ("(<%s>)", filling);
  SprintFolderRequest request = { .method = "DELETE", .path = "/file" };
  SprintFolderRequest renewal = { .method = "LOCK", .path = "/file" };
  SprintFolderRequest unlock = { .method = "UNLOCK", .path = "/file" };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_test_message ("%s", good[i]);
    request.conditions = good[i];
    g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &request), ==, 0);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *shown = g_strescape (bad[i], NULL);

    g_test_message ("%s", shown);
    request.conditions = bad[i];
    g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &request), ==, 400);
  }
  request.conditions = large;
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &request), ==, 400);

  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &renewal), ==, 400);
  renewal.conditions = "(<urn:uuid:a>)";
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &renewal), ==, 0);
  renewal.depth = "nonsense";
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &renewal), ==, 403);
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &unlock), ==, 400);
  unlock.lock_token = "urn:uuid:a";
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &unlock), ==, 400);
}

/* To look through what a guest has filled without end would keep everybody waiting. */
static void
test_many (Fixture       *fixture,
           gconstpointer  data)
{
  SprintFolderRequest remove = { .method = "DELETE", .path = "/many" };
  SprintFolderRequest copy = { .method = "COPY", .path = "/many", .destination = "http://localhost/new" };
  SprintFolderRequest replace = { .method = "MOVE", .path = "/file", .destination = "http://localhost/many" };

  make_folder (fixture, "shared/many");
  for (guint i = 1; i <= SPRINT_FOLDER_TREE_MAX; i++) {
    g_autofree char *name = g_strdup_printf ("shared/many/%u", i);

    /* The folder itself is the last that is looked at. */
    if (i == SPRINT_FOLDER_TREE_MAX) {
      g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &remove), ==, 0);
      g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &copy), ==, 0);
    }
    make_folder (fixture, name);
  }
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &remove), ==, 403);
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &copy), ==, 403);
  g_assert_cmpuint (sprint_folder_rules_judge (fixture->root, FALSE, &replace), ==, 403);
}

/* The folder may be a link itself, and go. */
static void
test_root (Fixture       *fixture,
           gconstpointer  data)
{
  SprintFolderRequest request = { .method = "GET", .path = "/file" };
  g_autofree char *link = g_build_filename (fixture->base, "way", NULL);

  make_link (fixture, "way", "shared");
  g_assert_cmpuint (sprint_folder_rules_judge (link, TRUE, &request), ==, 0);
  request.path = "/out";
  g_assert_cmpuint (sprint_folder_rules_judge (link, TRUE, &request), ==, 403);
  remove_tree (fixture->root);
  g_assert_cmpuint (sprint_folder_rules_judge (link, TRUE, &request), ==, 404);
  request.path = "/etc/passwd";
  g_assert_cmpuint (sprint_folder_rules_judge ("/", TRUE, &request), ==, 0);
}

static gboolean
check (GFile    *folder,
       gboolean *broad,
       GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sprint_folder_check_async (folder, NULL, await_result_cb, &result);
  await (result != NULL);

  return sprint_folder_check_finish (folder, result, broad, error);
}

static void
test_check (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->root);
  g_autoptr (GFile) file = g_file_get_child (folder, "file");
  g_autoptr (GFile) nothing = g_file_get_child (folder, "nothing");
  g_autoptr (GFile) locked = g_file_get_child (folder, "locked");
  g_autoptr (GFile) far = g_file_new_for_uri ("sftp://server.example/folder");
  g_autoptr (GError) error = NULL;
  gboolean broad;

  g_assert_true (check (folder, &broad, &error));
  g_assert_no_error (error);
  g_assert_false (broad);
  g_assert_false (check (file, &broad, &error));
  g_assert_error (error, SPRINT_FOLDER_ERROR, SPRINT_FOLDER_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_false (check (nothing, &broad, &error));
  g_assert_error (error, SPRINT_FOLDER_ERROR, SPRINT_FOLDER_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_false (check (far, &broad, &error));
  g_assert_error (error, SPRINT_FOLDER_ERROR, SPRINT_FOLDER_ERROR_NOT_LOCAL);
  g_clear_error (&error);
  if (geteuid () != 0) {
    g_assert_false (check (locked, &broad, &error));
    g_assert_error (error, SPRINT_FOLDER_ERROR, SPRINT_FOLDER_ERROR_NOT_READABLE);
  }
}

/* The home folder, what holds it, and a link to it. */
static void
test_broad (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->base, "home", NULL);
  g_autoptr (GFile) root = g_file_new_for_path ("/");
  g_autoptr (GFile) home = g_file_new_for_path (g_get_home_dir ());
  g_autoptr (GFile) link = g_file_new_for_path (path);
  gboolean broad;

  g_assert_cmpint (symlink (g_get_home_dir (), path), ==, 0);
  g_assert_true (check (root, &broad, NULL));
  g_assert_true (broad);
  g_assert_true (check (home, &broad, NULL));
  g_assert_true (broad);
  g_assert_true (check (link, &broad, NULL));
  g_assert_true (broad);
}

/* What a sandbox sees of the home folder, where the file system here can say so. */
static void
test_portal (Fixture       *fixture,
             gconstpointer  data)
{
  const char *home = g_get_home_dir ();
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->root);
  gboolean broad;

  if (setxattr (fixture->root, "user.document-portal.host-path", home, strlen (home), 0) != 0) {
    g_test_skip ("The file system of temporary files has no such attributes");
    return;
  }
  g_assert_true (check (folder, &broad, NULL));
  g_assert_true (broad);
}

/* One that goes, and comes back. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (SprintSharedFolder) shared = sprint_shared_folder_new ();
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->root);
  g_autofree char *away = g_build_filename (fixture->base, "away", NULL);

  g_assert_cmpint (sprint_shared_folder_get_state (shared), ==, SPRINT_FOLDER_OFF);
  g_assert_true (sprint_shared_folder_get_read_only (shared));
  sprint_shared_folder_share (shared, folder, FALSE);
  g_assert_cmpint (sprint_shared_folder_get_state (shared), ==, SPRINT_FOLDER_NOT_CONNECTED);
  sprint_shared_folder_set_link (shared, SPRINT_FOLDER_LINK_OPEN);
  g_assert_cmpint (sprint_shared_folder_get_state (shared), ==, SPRINT_FOLDER_SHARED);
  g_assert_cmpint (g_rename (fixture->root, away), ==, 0);
  await (sprint_shared_folder_get_state (shared) == SPRINT_FOLDER_GONE);
  g_assert_cmpint (g_rename (away, fixture->root), ==, 0);
  await (sprint_shared_folder_get_state (shared) == SPRINT_FOLDER_SHARED);
  sprint_shared_folder_stop (shared);
  g_assert_null (sprint_shared_folder_get_folder (shared));
  g_assert_cmpint (sprint_shared_folder_get_state (shared), ==, SPRINT_FOLDER_OFF);
}

#define add(path, test) g_test_add ("/folder-rules/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("judge", test_judge);
  add ("depth", test_depth);
  add ("conditions", test_conditions);
  add ("many", test_many);
  add ("root", test_root);
  add ("check", test_check);
  add ("broad", test_broad);
  add ("portal", test_portal);
  add ("gone", test_gone);

  return g_test_run ();
}
