/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/room/room-findings.h"

#include "assert-finding.h"
#include "assert-words.h"
#include "host-folder.h"

#define SETTING "/sys/kernel/mm/transparent_hugepage/enabled"
#define LARGE "Machines get their memory in large pieces"
#define RESERVED "; 32.0 MiB are set aside for programs that ask for just those"

static SprintFinding *
find (const char *setting)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  host_folder_write (root, "/proc/meminfo", "HugePages_Total:      16\nHugepagesize:       2048 kB\n");
  if (setting != NULL)
    host_folder_write (root, SETTING, setting);

  return sprint_find_huge_pages (reader, NULL);
}

static void
test_recorded (void)
{
  static const char * const names[] = { "ubuntu-fresh", "silverblue" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SprintHostReader) reader = host_folder_read_recorded (names[i]);
    g_autoptr (SprintFinding) finding = sprint_find_huge_pages (reader, NULL);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    g_assert_cmpstr (finding->summary, ==, LARGE);
    assert_words (finding->details, SETTING ": always [madvise] never\nSet aside: 0 of 2.0 MiB");
    g_assert_null (finding->remedy);
  }
}

static void
test_always (void)
{
  g_autoptr (SprintFinding) finding = find ("[always] madvise never\n");

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
  assert_words (finding->summary, LARGE RESERVED);
  assert_words (finding->details, SETTING ": [always] madvise never\nSet aside: 16 of 2.0 MiB");
}

static void
test_never (void)
{
  g_autoptr (SprintFinding) finding = find ("always madvise [never]\n");

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
  assert_words (finding->summary, "Memory in large pieces is turned off" RESERVED);
  g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==, "echo madvise | sudo tee " SETTING);
}

static void
test_not_known (void)
{
  static const char * const texts[] = { NULL, "", "always madvise never\n", "[", "][", "]always[", "[al", "[none]" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SprintFinding) finding = find (texts[i]);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
    assert_words (finding->summary, "Whether machines get their memory in large pieces is not known" RESERVED);
    g_assert_null (finding->remedy);
  }
}

/* The kernel's other settings are there, and this one is not. */
static void
test_not_built (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintFinding) finding = NULL;

  host_folder_write (root, "/proc/meminfo", "HugePages_Total:       0\nHugepagesize:       2048 kB\n");
  host_folder_write (root, "/sys/kernel/mm/ksm/run", "0\n");
  finding = sprint_find_huge_pages (reader, NULL);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (finding->summary, ==, "The kernel gives out memory in small pieces only");
  g_assert_null (finding->remedy);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/huge-pages-finding/recorded", test_recorded);
  g_test_add_func ("/host/huge-pages-finding/always", test_always);
  g_test_add_func ("/host/huge-pages-finding/never", test_never);
  g_test_add_func ("/host/huge-pages-finding/not-known", test_not_known);
  g_test_add_func ("/host/huge-pages-finding/not-built", test_not_built);
  return g_test_run ();
}
