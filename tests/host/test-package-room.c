/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/packages/package-room.h"

#include "await.h"
#include "disk-double.h"
#include "host-folder.h"

#define QEMU "qemu;1;amd64;main"
#define MB G_GUINT64_CONSTANT (1048576)

/* Measures a plan of one package on a computer with those folders. */
static void
measure (const char * const *folders,
         guint64             download,
         guint64             disk,
         guint64             needed)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintPackagePlan) plan = sprint_package_plan_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint64 said, available;

  for (gsize i = 0; folders[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folders[i], "file", NULL);

    host_folder_write (root, path, "");
  }
  sprint_package_plan_add_requested (plan, QEMU);
  sprint_package_plan_add_size (plan, QEMU, download, disk);
  disk_double_set_free (100 * MB);
  sprint_package_room_measure_async (reader, plan, NULL, await_result_cb, &result);
  await (result != NULL);
  g_assert_true (sprint_package_room_measure_finish (reader, result, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sprint_package_plan_get_shortage (plan, &said, &available), ==, needed > 0);
  g_assert_cmpuint (said, ==, needed);
  if (needed > 0)
    g_assert_cmpuint (available, ==, 100 * MB);
}

static const char * const both[] = { "/usr", "/var/cache", NULL };
static const char * const system_only[] = { "/usr", NULL };
static const char * const neither[] = { NULL };

/* On one file system, what is fetched and what is installed are there at the same time. */
static void
test_together (void)
{
  measure (both, 40 * MB, 60 * MB, 0);
  measure (both, 40 * MB, 60 * MB + 1, 100 * MB + 1);
}

/* What is not told needs no room that could be named. */
static void
test_unknown (void)
{
  measure (both, 100 * MB, 0, 0);
  measure (both, 100 * MB + 1, 0, 100 * MB + 1);
  measure (both, 0, 0, 0);
}

/* Where a folder is out of sight, nothing is said of it. */
static void
test_out_of_sight (void)
{
  measure (system_only, 400 * MB, 100 * MB, 0);
  measure (system_only, 400 * MB, 101 * MB, 101 * MB);
  measure (neither, 400 * MB, 400 * MB, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/host/package-room/together", test_together);
  g_test_add_func ("/host/package-room/unknown", test_unknown);
  g_test_add_func ("/host/package-room/out-of-sight", test_out_of_sight);

  return g_test_run ();
}
