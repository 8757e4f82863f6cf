/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/finding.h"

#include <sys/utsname.h>

#include "host-folder.h"

static void
assert_found (SprintHostReader *reader,
              const char       *architecture,
              const char       *path)
{
  g_autoptr (SprintFinding) finding = sprint_find_qemu (reader, architecture);

  g_assert_cmpstr (finding->details, ==, path);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (finding->summary, ==, "QEMU is installed");
  g_assert_null (finding->remedy);
}

static void
assert_missing (SprintHostReader *reader,
                const char       *architecture,
                const char       *program)
{
  static const char * const components[] = { "qemu", "spice", NULL };
  g_autoptr (SprintFinding) finding = sprint_find_qemu (reader, architecture);
  g_autofree char *summary = g_strdup_printf ("QEMU for %s is not installed", architecture);

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_FAIL);
  g_assert_cmpstr (finding->summary, ==, summary);
  g_assert_cmpstr (finding->details, ==, program);
  g_assert_cmpstrv (sprint_remedy_get_components (finding->remedy), components);
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) amd = host_folder_read_recorded ("amd-desktop");
  g_autoptr (SprintHostReader) arm = host_folder_read_recorded ("aarch64");
  g_autoptr (SprintHostReader) cloud = host_folder_read_recorded ("cloud-vm");

  assert_found (intel, "x86_64", "/usr/bin/qemu-system-x86_64");
  assert_found (amd, "x86_64", "/usr/libexec/qemu-kvm");
  assert_found (arm, "aarch64", "/usr/bin/qemu-system-aarch64");
  assert_missing (cloud, "x86_64", "qemu-system-x86_64");
}

/* Another architecture's runs other guests. */
static void
test_other_architecture (void)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) arm = host_folder_read_recorded ("aarch64");

  assert_missing (intel, "aarch64", "qemu-system-aarch64");
  assert_missing (arm, "x86_64", "qemu-system-x86_64");
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
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  host_folder_write (root, "/usr/bin/qemu-img", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *program = g_path_get_basename (cases[i].path);

    assert_missing (reader, cases[i].machine, program);
    host_folder_write (root, cases[i].path, "");
    assert_found (reader, cases[i].machine, cases[i].path);
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
