/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-folder SECONDS SEED|date: paths and destinations by which a guest could leave a shared folder, and
 * conditions that libphodav would not come to the end of. */
#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/console/guest/folder-rules.h"
#include "mutate.h"
#include "remove-tree.h"

static const char * const pieces[] = {
  "/", "/", "/", "//", ".", "..", "/../", "/./", "%2e%2e", "%2f", "%00", "file", "dir", "inner", "link", "out",
  "outdir", "nowhere", "new", "shared", "beside", "\\", "?", "#", "%", "http://localhost", "\xff",
};
static const char * const signs[] = {
  "(", "(", ")", ")", "<", ">", "[", "]", "\"", " ", "Not", "x", "\\", "W/", "\xff", "<a>", "[\"b\"]",
  "(<a>)", "(<a>)", "(<a> [\"b\"])", "(Not <a>)",
  "<http://localhost/file>", "<http://localhost/outdir/file>",
};
/* What libphodav comes to the end of: each list with something in it, and below a place all or none. */
#define LIST "\\([ \t]*(?:(?:Not)?[ \t]*(?:<[^> \\\\]+>|\\[[ \t]*\"[^\"\\\\ ]+\"[ \t]*\\])[ \t]*)+\\)[ \t]*"
#define CONDITIONS "^[ \t]*(?:(?:" LIST ")+|(?:<[^>]+>[ \t]*(?:" LIST ")+)+)$"
#define OUTSIDE "(?:^|\\))[ \t]*<[^>]*outdir"

static const char * const methods[] = {
  "GET", "HEAD", "PROPFIND", "PUT", "LOCK", "PROPPATCH", "MKCOL", "DELETE", "MOVE", "COPY", "OPTIONS", "POST", "",
};

/* Requests that were allowed on conditions. */
static guint conditional;

static void
make_tree (const char *base)
{
  g_assert_cmpint (chdir (base), ==, 0);
  g_assert_cmpint (g_mkdir ("shared", 0700), ==, 0);
  g_assert_cmpint (g_mkdir ("shared/dir", 0700), ==, 0);
  g_assert_cmpint (g_mkdir ("beside", 0700), ==, 0);
  g_assert_true (g_file_set_contents ("shared/file", "file", -1, NULL));
  g_assert_true (g_file_set_contents ("shared/dir/inner", "inner", -1, NULL));
  g_assert_true (g_file_set_contents ("beside/file", "beside", -1, NULL));
  g_assert_cmpint (symlink ("file", "shared/link"), ==, 0);
  g_assert_cmpint (symlink ("../beside/file", "shared/out"), ==, 0);
  g_assert_cmpint (symlink ("../beside", "shared/outdir"), ==, 0);
  g_assert_cmpint (symlink ("../beside/new", "shared/nowhere"), ==, 0);
}

static char *
make_path (GRand *rand)
{
  g_autoptr (GByteArray) path = sprint_fuzz_join (rand, pieces, G_N_ELEMENTS (pieces), 1, 8);

  return g_strndup ((const char *) path->data, path->len);
}

static char *
make_conditions (GRand *rand)
{
  g_autoptr (GString) conditions = g_string_new (NULL);
  guint n = g_rand_int_range (rand, 1, 6);

  if (g_rand_boolean (rand))
    return NULL;
  for (guint i = 0; i < n; i++)
    g_string_append (conditions, signs[g_rand_int_range (rand, 0, G_N_ELEMENTS (signs))]);

  return g_string_free (g_steal_pointer (&conditions), FALSE);
}

/* As the server finds the file that a path means; what it finds, or would make, is below the folder. */
static void
assert_inside (const char *root,
               const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (root);
  g_autoptr (GFile) file = g_file_resolve_relative_path (folder, path + 1);
  g_autofree char *at = g_file_get_path (file);
  g_autofree char *inside = g_strconcat (root, "/", NULL);

  for (;;) {
    g_autofree char *real = realpath (at, NULL);
    struct stat info;
    char *parent;

    if (real != NULL) {
      g_assert_true (g_str_equal (real, root) || g_str_has_prefix (real, inside));
      return;
    }
    g_assert_cmpint (lstat (at, &info), !=, 0);
    parent = g_path_get_dirname (at);
    g_free (at);
    at = parent;
  }
}

/* Returns: whether it was allowed */
static gboolean
ask (const char *root,
     GRand      *rand)
{
  g_autofree char *path = make_path (rand);
  g_autofree char *place = make_path (rand);
  g_autofree char *destination = g_strconcat (g_rand_boolean (rand) ? "http://localhost" : "", place, NULL);
  g_autofree char *conditions = make_conditions (rand);
  SprintFolderRequest request = {
    .method = methods[g_rand_int_range (rand, 0, G_N_ELEMENTS (methods))],
    .path = path,
    .destination = destination,
    .depth = g_rand_boolean (rand) ? "0" : "infinity",
    .conditions = conditions,
    .size = 1,
  };
  gboolean arrives = g_str_equal (request.method, "MOVE") || g_str_equal (request.method, "COPY");
  g_autoptr (GUri) uri = NULL;
  g_autofree char *arrival = NULL;

  if (sprint_folder_rules_judge (root, FALSE, &request) != 0)
    return FALSE;

  assert_inside (root, path);
  if (conditions != NULL) {
    g_assert_true (g_regex_match_simple (CONDITIONS, conditions, G_REGEX_RAW, 0));
    g_assert_false (g_regex_match_simple (OUTSIDE, conditions, G_REGEX_RAW, 0));
    conditional++;
  }
  if (!arrives)
    return TRUE;
  uri = g_uri_parse (destination, SOUP_HTTP_URI_FLAGS, NULL);
  g_assert_nonnull (uri);
  arrival = g_uri_unescape_string (g_uri_get_path (uri), NULL);
  g_assert_nonnull (arrival);
  assert_inside (root, arrival);

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  gint64 end = g_get_monotonic_time () + atoi (argv[1]) * G_USEC_PER_SEC;
  g_autoptr (GRand) rand = g_rand_new_with_seed (sprint_fuzz_seed (argv[2]));
  g_autofree char *made = g_dir_make_tmp ("sprint-fuzz-XXXXXX", NULL);
  g_autofree char *base = realpath (made, NULL);
  g_autofree char *root = g_build_filename (base, "shared", NULL);
  guint n = 0, allowed = 0;

  make_tree (base);
  do {
    if (ask (root, rand))
      allowed++;
    n++;
  } while (g_get_monotonic_time () < end);
  g_assert_cmpint (chdir ("/"), ==, 0);
  remove_tree (base);

  g_print ("%u requests, %u of them allowed, %u of those on conditions\n", n, allowed, conditional);
  /* What refuses everything proves nothing. */
  g_assert_cmpuint (allowed, >, 0);
  g_assert_cmpuint (conditional, >, 0);

  return 0;
}
