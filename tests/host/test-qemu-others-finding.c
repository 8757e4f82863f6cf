/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include "assert-finding.h"
#include "host-folder.h"

static void
assert_found (SprintHostReader *reader,
              const char       *names,
              const char       *paths)
{
  g_autoptr (SprintFinding) finding = sprint_find_qemu_others (reader, NULL);
  g_autofree char *summary = g_strdup_printf ("QEMU can imitate other processors too: %s", names);

  assert_finding (finding, SPRINT_CHECK_STATE_PASS, summary, paths, NULL);
  g_assert_null (finding->remedy);
}

static void
assert_none (SprintHostReader *reader)
{
  g_autoptr (SprintFinding) finding = sprint_find_qemu_others (reader, NULL);

  assert_finding (finding, SPRINT_CHECK_STATE_NOTE, "QEMU for other processors is not installed", NULL,
                  "qemu-others");
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) arm = host_folder_read_recorded ("aarch64");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");

  assert_found (intel, "riscv64", "/usr/bin/qemu-system-riscv64");
  assert_none (arm);
  assert_none (fresh);
}

static void
test_several (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  host_folder_write (root, "/usr/local/bin/qemu-system-aarch64", "");
  host_folder_write (root, "/usr/bin/qemu-system-m68k", "");
  assert_found (reader, "aarch64, m68k", "/usr/local/bin/qemu-system-aarch64\n/usr/bin/qemu-system-m68k");
}

/* What comes with an architecture's own is no other one. */
static void
test_own (void)
{
  static const struct { const char *machine, *program; } cases[] = {
    { "x86_64", "i386" }, { "x86_64", "x86_64" }, { "aarch64", "arm" }, { "ppc64le", "ppc64" }, { "armv7l", "arm" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (HostFolder) root = host_folder_new ();
    g_autoptr (SprintHostReader) reader = host_folder_read_as (root, cases[i].machine);
    g_autoptr (SprintHostReader) other = host_folder_read_as (root, "s390x");
    g_autofree char *path = g_strconcat ("/usr/bin/qemu-system-", cases[i].program, NULL);

    host_folder_write (root, path, "");
    assert_none (reader);
    assert_found (other, cases[i].program, path);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/qemu-others-finding/recorded", test_recorded);
  g_test_add_func ("/host/qemu-others-finding/several", test_several);
  g_test_add_func ("/host/qemu-others-finding/own", test_own);
  return g_test_run ();
}
