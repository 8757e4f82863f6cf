/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/room/room-findings.h"

#include <unistd.h>

#include "assert-words.h"
#include "disk-double.h"
#include "host-folder.h"

#define KIB (G_GUINT64_CONSTANT (1) << 10)
#define MIB (KIB << 10)
#define GIB (MIB << 10)

static SprintFinding *
find_memory (const char *meminfo)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  if (meminfo != NULL)
    host_folder_write (root, "/proc/meminfo", meminfo);

  return sprint_find_memory (reader, NULL);
}

static void
assert_recorded_memory (const char       *name,
                        SprintCheckState  state,
                        const char       *summary,
                        const char       *details)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded (name);
  g_autoptr (SprintFinding) finding = sprint_find_memory (reader, NULL);

  g_assert_cmpint (finding->state, ==, state);
  assert_words (finding->summary, summary);
  assert_words (finding->details, details);
  g_assert_true ((finding->remedy == NULL) == (state == SPRINT_CHECK_STATE_PASS));
}

static void
test_recorded_memory (void)
{
  assert_recorded_memory ("intel-laptop", SPRINT_CHECK_STATE_PASS, "11.6 GiB of memory are free",
                          "11.6 GiB of 15.5 GiB are free");
  assert_recorded_memory ("cloud-vm", SPRINT_CHECK_STATE_WARN, "Only 597.7 MiB of memory are free",
                          "597.7 MiB of 963.9 MiB are free");
  assert_recorded_memory ("nested-vm", SPRINT_CHECK_STATE_WARN, "Only 391.8 MiB of memory are free",
                          "391.8 MiB of 3.8 GiB are free");
}

static void
test_memory_bounds (void)
{
  static const struct { guint64 available; SprintCheckState state; } cases[] = {
    { 2 * GIB, SPRINT_CHECK_STATE_PASS },
    { 2 * GIB - KIB, SPRINT_CHECK_STATE_WARN },
    { 512 * MIB, SPRINT_CHECK_STATE_WARN },
    { 512 * MIB - KIB, SPRINT_CHECK_STATE_WARN },
    { KIB, SPRINT_CHECK_STATE_WARN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text =
      g_strdup_printf ("MemTotal: 33554432 kB\nMemAvailable: %" G_GUINT64_FORMAT " kB\n",
                       cases[i].available / KIB);
    g_autoptr (SprintFinding) finding = find_memory (text);

    g_assert_cmpint (finding->state, ==, cases[i].state);
  }
}

static void
test_memory_not_known (void)
{
  static const char * const texts[] = {
    NULL,
    "",
    "MemTotal: 33554432 kB\n",
    "MemAvailable: none\n",
    "MemAvailable\n",
    "  MemAvailable: 5 kB\n",
    "MemAvailableToday: 5 kB\n",
    /* More than there can be is no answer either. */
    "MemAvailable: 99999999999999999999999 kB\n",
    "MemAvailable: 18446744073709551615 kB\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SprintFinding) finding = find_memory (texts[i]);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
    g_assert_cmpstr (finding->summary, ==, "How much memory is free could not be read");
    g_assert_cmpstr (finding->details, ==, "/proc/meminfo");
  }
}

static void
test_meminfo (void)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded ("intel-laptop");

  g_assert_cmpuint (sprint_meminfo_get (reader, "MemTotal"), ==, 16284312 * KIB);
  g_assert_cmpuint (sprint_meminfo_get (reader, "MemAvailable"), ==, 12118244 * KIB);
  g_assert_cmpuint (sprint_meminfo_get (reader, "Mem"), ==, 0);
  g_assert_cmpuint (sprint_meminfo_get (reader, "SwapTotal"), ==, 0);
}

static void
test_disk_bounds (void)
{
  static const struct { guint64 available; SprintCheckState state; const char *summary; } cases[] = {
    { 100 * GIB, SPRINT_CHECK_STATE_PASS, "107.4 GB of disk space are free" },
    { 10 * GIB, SPRINT_CHECK_STATE_PASS, "10.7 GB of disk space are free" },
    { 10 * GIB - 4096, SPRINT_CHECK_STATE_WARN, "Only 10.7 GB of disk space are free" },
    { GIB, SPRINT_CHECK_STATE_WARN, "Only 1.1 GB of disk space are free" },
    { GIB - 4096, SPRINT_CHECK_STATE_WARN, "Only 1.1 GB of disk space are free" },
    { 0, SPRINT_CHECK_STATE_WARN, "Only 0 bytes of disk space are free" },
  };
  g_autoptr (HostFolder) folder = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (folder);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintFinding) finding = NULL;

    disk_double_set_free (cases[i].available);
    finding = sprint_find_disk_space (reader, folder);
    g_assert_cmpint (finding->state, ==, cases[i].state);
    assert_words (finding->summary, cases[i].summary);
    g_assert_cmpstr (finding->details, ==, folder);
    g_assert_true ((finding->remedy == NULL) == (cases[i].state == SPRINT_CHECK_STATE_PASS));
  }
}

/* A folder that is to be made later counts as the nearest one that is there. */
static void
test_disk_not_made (void)
{
  g_autoptr (HostFolder) folder = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (folder);
  g_autofree char *deep = g_build_filename (folder, "not", "made", "yet", NULL);
  g_autofree char *below = g_build_filename (folder, "file", "below", NULL);
  g_autofree char *dangling = g_build_filename (folder, "dangling", "disks", NULL);
  g_autofree char *link = g_path_get_dirname (dangling);
  const char * const paths[] = { deep, below, dangling, "/", "/not/made/at/all" };

  host_folder_write (folder, "/file", "");
  g_assert_cmpint (symlink ("nowhere", link), ==, 0);
  disk_double_set_free (20 * GIB);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (SprintFinding) finding = sprint_find_disk_space (reader, paths[i]);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    g_assert_cmpstr (finding->details, ==, paths[i]);
  }
}

static void
test_disk_not_known (void)
{
  g_autoptr (HostFolder) folder = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (folder);
  g_autofree char *loop = g_build_filename (folder, "loop", NULL);
  g_autoptr (SprintFinding) finding = NULL;

  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  finding = sprint_find_disk_space (reader, loop);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (finding->summary, ==, "How much space is free could not be read");
  g_assert_nonnull (finding->details);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/room-finding/recorded-memory", test_recorded_memory);
  g_test_add_func ("/host/room-finding/memory-bounds", test_memory_bounds);
  g_test_add_func ("/host/room-finding/memory-not-known", test_memory_not_known);
  g_test_add_func ("/host/room-finding/meminfo", test_meminfo);
  g_test_add_func ("/host/room-finding/disk-bounds", test_disk_bounds);
  g_test_add_func ("/host/room-finding/disk-not-made", test_disk_not_made);
  g_test_add_func ("/host/room-finding/disk-not-known", test_disk_not_known);
  return g_test_run ();
}
