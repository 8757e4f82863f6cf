/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/platform/state-file.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "await.h"
#include "remove-tree.h"

typedef struct {
  char *folder;
  char *path;
  SprintStateFile *file;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("state-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "deep", "state.ini", NULL);
  fixture->file = sprint_state_file_new (fixture->path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  await_gone (fixture->file);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
save (Fixture *fixture,
      int      value)
{
  g_autoptr (GKeyFile) contents = g_key_file_new ();

  g_key_file_set_integer (contents, "group", "key", value);
  sprint_state_file_save (fixture->file, contents);
}

static int
load (Fixture *fixture)
{
  g_autoptr (GKeyFile) contents = sprint_state_file_load (fixture->file);

  return g_key_file_get_integer (contents, "group", "key", NULL);
}

static void
test_saved (Fixture       *fixture,
            gconstpointer  data)
{
  struct stat status;

  g_assert_cmpint (load (fixture), ==, 0);
  save (fixture, 1);
  await (load (fixture) == 1);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

/* The newest stays. */
static void
test_in_turn (Fixture       *fixture,
              gconstpointer  data)
{
  for (int i = 1; i <= 200; i++)
    save (fixture, i);
  await (load (fixture) == 200);
}

static void
test_spoilt (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, "\xff\x00[[[\nkey", 9, NULL));
  g_assert_cmpint (load (fixture), ==, 0);
}

/* Where it cannot be written, the program goes on. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_true (g_file_set_contents (folder, "a file in its place", -1, NULL));
  g_test_expect_message ("sprint", G_LOG_LEVEL_MESSAGE, "What was to be remembered could not be kept: *");
  save (fixture, 1);
  await_gone (g_steal_pointer (&fixture->file));
  g_test_assert_expected_messages ();
  fixture->file = sprint_state_file_new (fixture->path);
  g_assert_cmpint (load (fixture), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/platform/state-file/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("saved", test_saved);
  ADD ("in-turn", test_in_turn);
  ADD ("spoilt", test_spoilt);
  ADD ("refused", test_refused);
  return g_test_run ();
}
