/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/room/room-findings.h"

#include <string.h>

#include "assert-finding.h"
#include "assert-words.h"
#include "host-folder.h"

static SprintFinding *
find (const char *meminfo,
      const char *swaps)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  if (meminfo != NULL)
    host_folder_write (root, "/proc/meminfo", meminfo);
  if (swaps != NULL)
    host_folder_write (root, "/proc/swaps", swaps);

  return sprint_find_swap (reader, NULL);
}

static void
test_recorded (void)
{
  static const struct { const char *name, *summary, *details; } cases[] = {
    { "ubuntu-fresh", "There are 4.0 GiB of swap space", "4.0 GiB of 4.0 GiB are free\n/proc/swaps: /swap.img" },
    { "silverblue", "There are 8.0 GiB of swap space, in compressed memory (zram)",
      "8.0 GiB of 8.0 GiB are free\n/proc/swaps: /dev/zram0" },
    { "intel-laptop", "There is no swap space, and likely no need for it", "SwapTotal: 0, with 15.5 GiB of memory" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintHostReader) reader = host_folder_read_recorded (cases[i].name);
    g_autoptr (SprintFinding) finding = sprint_find_swap (reader, NULL);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    assert_words (finding->summary, cases[i].summary);
    assert_words (finding->details, cases[i].details);
    g_assert_null (finding->remedy);
  }
}

static void
test_little (void)
{
  g_autoptr (SprintHostReader) cloud = host_folder_read_recorded ("cloud-vm");
  g_autoptr (SprintFinding) finding = sprint_find_swap (cloud, NULL);

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (finding->summary, ==, "There is no swap space, and little memory");
  assert_words (finding->details, "SwapTotal: 0, with 963.9 MiB of memory");
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "(zram)"));
  g_assert_null (sprint_remedy_get_command (finding->remedy));
}

/* The kernel keeps some of 8 GiB to itself. */
static void
test_bounds (void)
{
  g_autoptr (SprintFinding) enough = find ("MemTotal: 7864320 kB\n", NULL);
  g_autoptr (SprintFinding) little = find ("MemTotal: 7864319 kB\nSwapTotal: 0 kB\n", NULL);
  g_autoptr (SprintFinding) helped = find ("MemTotal: 1048576 kB\nSwapTotal: 4 kB\n", NULL);

  g_assert_cmpint (enough->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpint (little->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpint (helped->state, ==, SPRINT_CHECK_STATE_PASS);
}

static void
test_not_known (void)
{
  static const char * const texts[] = { NULL, "", "SwapTotal: 5 kB\n", "MemTotal: none\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SprintFinding) finding = find (texts[i], NULL);

    assert_finding (finding, SPRINT_CHECK_STATE_NOTE, "How much swap space there is could not be read",
                    "/proc/meminfo", NULL);
    g_assert_null (finding->remedy);
  }
}

static void
test_hostile_list (void)
{
  static const struct { const char *swaps, *more; } cases[] = {
    { NULL, "" },
    { "", "" },
    { "Filename", "" },
    { "/dev/sda1 partition 1 0 -2\n", "" },
    { "Filename Type\nno path\n/alone\n\n", "" },
    { "Filename Type\n/dev/sda\\0401 partition", "\n/proc/swaps: /dev/sda\\0401" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintFinding) finding = find ("MemTotal: 8388608 kB\nSwapTotal: 1048576 kB\n", cases[i].swaps);
    g_autofree char *details = g_strconcat ("0 bytes of 1.0 GiB are free", cases[i].more, NULL);

    assert_words (finding->summary, "There are 1.0 GiB of swap space");
    assert_words (finding->details, details);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/swap-finding/recorded", test_recorded);
  g_test_add_func ("/host/swap-finding/little", test_little);
  g_test_add_func ("/host/swap-finding/bounds", test_bounds);
  g_test_add_func ("/host/swap-finding/not-known", test_not_known);
  g_test_add_func ("/host/swap-finding/hostile-list", test_hostile_list);
  return g_test_run ();
}
