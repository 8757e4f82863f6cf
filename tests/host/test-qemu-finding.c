/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include <sys/utsname.h>

#include "host-folder.h"

static void
assert_found (SprintHostReader *reader,
              const char       *path)
{
  g_autoptr (SprintFinding) finding = sprint_find_qemu (reader, NULL);

  g_assert_cmpstr (finding->details, ==, path);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (finding->summary, ==, "QEMU is installed");
  g_assert_null (finding->remedy);
}

static void
assert_missing (SprintHostReader *reader,
                const char       *program)
{
  static const char * const components[] = { "qemu", "spice", NULL };
  g_autoptr (SprintFinding) finding = sprint_find_qemu (reader, NULL);
  g_autofree char *summary = g_strdup_printf ("QEMU for %s is not installed",
                                              sprint_host_reader_get_architecture (reader));

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_FAIL);
  g_assert_cmpstr (finding->summary, ==, summary);
  g_assert_cmpstr (finding->details, ==, program);
  g_assert_cmpstrv (sprint_remedy_get_components (finding->remedy), components);
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded_as ("intel-laptop", "x86_64");
  g_autoptr (SprintHostReader) amd = host_folder_read_recorded_as ("amd-desktop", "x86_64");
  g_autoptr (SprintHostReader) arm = host_folder_read_recorded_as ("aarch64", "aarch64");
  g_autoptr (SprintHostReader) cloud = host_folder_read_recorded_as ("cloud-vm", "x86_64");

  assert_found (intel, "/usr/bin/qemu-system-x86_64");
  assert_found (amd, "/usr/libexec/qemu-kvm");
  assert_found (arm, "/usr/bin/qemu-system-aarch64");
  assert_missing (cloud, "qemu-system-x86_64");
}

/* Another architecture's runs other guests. */
static void
test_other_architecture (void)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded_as ("intel-laptop", "aarch64");
  g_autoptr (SprintHostReader) arm = host_folder_read_recorded_as ("aarch64", "x86_64");

  assert_missing (intel, "qemu-system-aarch64");
  assert_missing (arm, "qemu-system-x86_64");
}

static void
test_names (void)
{
  static const struct { const char *machine, *path; } cases[] = {
    { "ppc64le", "/usr/bin/qemu-system-ppc64" },
    { "armv7l", "/usr/bin/qemu-system-arm" },
    { "i686", "/usr/bin/qemu-system-i386" },
    { "riscv64", "/usr/bin/qemu-system-riscv64" },
    { "s390x", "/usr/local/bin/qemu-system-s390x" },
  };
  g_autoptr (HostFolder) root = host_folder_new ();

  host_folder_write (root, "/usr/bin/qemu-img", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintHostReader) reader = host_folder_read_as (root, cases[i].machine);
    g_autofree char *program = g_path_get_basename (cases[i].path);

    assert_missing (reader, program);
    host_folder_write (root, cases[i].path, "");
    assert_found (reader, cases[i].path);
  }
}

static void
test_this_computer (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintFinding) finding = sprint_find_qemu (reader, NULL);
  g_autofree char *summary = NULL;
  struct utsname name;

  g_assert_cmpint (uname (&name), ==, 0);
  summary = g_strdup_printf ("QEMU for %s is not installed", name.machine);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_FAIL);
  g_assert_cmpstr (finding->summary, ==, summary);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/qemu-finding/recorded", test_recorded);
  g_test_add_func ("/host/qemu-finding/other-architecture", test_other_architecture);
  g_test_add_func ("/host/qemu-finding/names", test_names);
  g_test_add_func ("/host/qemu-finding/this-computer", test_this_computer);
  return g_test_run ();
}
