/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/screen/console-picture.h"

#include <glib/gstdio.h>

#include "await.h"
#include "core/problem/problem.h"
#include "remove-tree.h"
#include "small-disk.h"

#define SIZE 300

static gboolean small_disks;

/* A picture, and a folder to save it in. */
typedef struct {
  GdkTexture *picture;
  char *folder;
  GFile *file;
  gboolean disk;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  guint32 *pixels = g_new (guint32, SIZE * SIZE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, SIZE * SIZE * sizeof *pixels);
  g_autofree char *path = NULL;

  for (guint i = 0; i < SIZE * SIZE; i++)
    pixels[i] = g_rand_int (random) | 0xff000000;
  fixture->picture = gdk_memory_texture_new (SIZE, SIZE, GDK_MEMORY_DEFAULT, bytes, SIZE * sizeof *pixels);
  fixture->folder = g_dir_make_tmp ("pictures-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "screen.png", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->disk)
    small_disk_unmount (fixture->folder);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->file);
  g_object_unref (fixture->picture);
}

/* Whether the folder is a disk of its own now, with an older picture on it. */
static gboolean
mount_disk (Fixture *fixture)
{
  if (!small_disks) {
    g_test_skip ("Nobody but root may have a small disk here");
    return FALSE;
  }

  small_disk_mount (fixture->folder, 64 * 1024);
  fixture->disk = TRUE;
  g_assert_true (g_file_set_contents (g_file_peek_path (fixture->file), "old", 3, NULL));

  return TRUE;
}

static void
assert_fails (Fixture *fixture,
              int      code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sprint_console_picture_save_async (fixture->picture, fixture->file, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_false (sprint_console_picture_save_finish (fixture->picture, result, &error));
  g_assert_error (error, G_IO_ERROR, code);
  g_assert_true (sprint_problem_is_foreseen (error->domain, error->code));
}

/* What was there is there still, and nothing else. */
static void
assert_old (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  g_autofree char *found = NULL;

  g_assert_true (g_file_load_contents (fixture->file, NULL, &found, NULL, NULL, NULL));
  g_assert_cmpstr (found, ==, "old");
  g_assert_nonnull (g_dir_read_name (folder));
  g_assert_null (g_dir_read_name (folder));
}

static void
test_full_disk (Fixture       *fixture,
                gconstpointer  data)
{
  if (!mount_disk (fixture))
    return;
  assert_fails (fixture, G_IO_ERROR_NO_SPACE);
  assert_old (fixture);
}

static void
test_read_only (Fixture       *fixture,
                gconstpointer  data)
{
  if (!mount_disk (fixture))
    return;
  small_disk_make_read_only (fixture->folder);
  assert_fails (fixture, G_IO_ERROR_READ_ONLY);
  assert_old (fixture);
}

/* The folder has gone while its file was chosen. */
static void
test_gone (Fixture       *fixture,
           gconstpointer  data)
{
  remove_tree (fixture->folder);
  assert_fails (fixture, G_IO_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

#define add(path, test) g_test_add ("/picture-files/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  small_disks = small_disk_init ();
  g_test_init (&argc, &argv, NULL);

  add ("full-disk", test_full_disk);
  add ("read-only", test_read_only);
  add ("gone", test_gone);

  return g_test_run ();
}
