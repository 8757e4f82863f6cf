/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/kvm/kvm-findings.h"
#include "core/host/kvm/kvm-proof-report.h"
#include "core/host/packages/package-table.h"
#include "core/host/room/room-findings.h"
#include "core/host/software/software-findings.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

static const char *components[] = { "qemu", NULL };

/* A computer of a few files, below a folder of the test's own. */
static void
write_host (const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "host", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static SprintHostReader *
new_reader (const char *architecture)
{
  g_autofree char *root = g_build_filename (g_get_user_cache_dir (), "host", NULL);

  return g_object_new (SPRINT_TYPE_HOST_READER, "root", root, "architecture", architecture, NULL);
}

static void
test_qemu_img (void)
{
  g_autoptr (SprintHostReader) reader = new_reader ("x86_64");
  g_autoptr (SprintFinding) without = NULL;
  g_autoptr (SprintFinding) with = NULL;

  write_host ("usr/bin/qemu-system-x86_64", "");
  without = sprint_find_qemu (reader, NULL);
  g_assert_cmpint (without->state, ==, SPRINT_CHECK_STATE_FAIL);
  g_assert_cmpstrv (sprint_remedy_get_components (without->remedy), components);

  write_host ("usr/bin/qemu-img", "");
  with = sprint_find_qemu (reader, NULL);
  g_assert_cmpint (with->state, ==, SPRINT_CHECK_STATE_PASS);
}

/* However little there is: a smaller machine is chosen further on. */
static void
test_little_room (void)
{
  g_autoptr (SprintHostReader) reader = new_reader ("x86_64");
  g_autoptr (SprintFinding) memory = NULL;

  write_host ("proc/meminfo", "MemTotal: 1000000 kB\nMemAvailable: 1000 kB\n");
  memory = sprint_find_memory (reader, NULL);
  g_assert_cmpint (memory->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_nonnull (memory->remedy);
}

static void
test_no_device (void)
{
  g_autoptr (SprintHostReader) x86 = new_reader ("x86_64");
  g_autoptr (SprintHostReader) other = new_reader ("aarch64");
  g_autoptr (SprintFinding) intel = sprint_find_kvm_device (x86, NULL);
  g_autoptr (SprintFinding) arm = sprint_find_kvm_device (other, NULL);

  g_assert_nonnull (strstr (sprint_remedy_get_description (intel->remedy), "see “Processor”"));
  g_assert_nonnull (strstr (sprint_remedy_get_description (arm->remedy), "small ARM computers"));
}

#define LINE(step, result, more) "{\"step\":\"" step "\",\"result\":\"" result "\",\"us\":600" more "}\n"

static void
test_proof_details (void)
{
  g_autoptr (SprintFinding) finding = NULL;

  finding = sprint_kvm_proof_report_read (LINE ("open", "pass", "") LINE ("long-mode", "pass", "")
                                          LINE ("vex", "fail", ",\"exit-reason\":17,\"suberror\":1")
                                          LINE ("feature-msr", "skip", ",\"text\":\"not offered\"")
                                          LINE ("end", "fail", ""), SPRINT_KVM_PROOF_ENDED);
  g_assert_cmpstr (finding->summary, ==, "KVM stops at instructions that guests of today use");
  g_assert_cmpstr (finding->details, ==,
                   "Open /dev/kvm: done, 0.6 ms\n"
                   "Run a 64-bit guest: done, 0.6 ms\n"
                   "Run newer instructions: failed (exit reason 17, suberror 1), 0.6 ms\n"
                   "Set processor features: left out (not offered), 0.6 ms");
}

static void
test_proof_remedies (void)
{
  static const struct { int code; const char *words; } cases[] = {
    { ENOENT, "Access to KVM" },
    { EACCES, "Access to KVM" },
    { EBUSY, "VirtualBox" },
    { EIO, "updates" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *output = g_strdup_printf (LINE ("open", "fail", ",\"errno\":%d") LINE ("end", "fail", ""),
                                               cases[i].code);
    g_autoptr (SprintFinding) finding = sprint_kvm_proof_report_read (output, SPRINT_KVM_PROOF_ENDED);

    g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), cases[i].words));
  }
}

static void
test_proof_ends (void)
{
  g_autoptr (SprintFinding) late = sprint_kvm_proof_report_read ("", SPRINT_KVM_PROOF_LATE);
  g_autoptr (SprintFinding) crashed = sprint_kvm_proof_report_read ("", SPRINT_KVM_PROOF_CRASHED);

  g_assert_cmpstr (late->summary, ==, "KVM did not run a tiny guest in time");
  g_assert_cmpstr (crashed->summary, ==, "The program that tries KVM crashed");
}

static void
test_commands (void)
{
  static const struct { const char *release, *command, *repair; } cases[] = {
    { "ID=debian\n", "sudo apt install qemu", "sudo dpkg --configure -a" },
    { "ID=mint\nID_LIKE=ubuntu\n", "sudo apt install qemu", "sudo dpkg --configure -a" },
    { "ID=arch\n", "sudo pacman -S --needed qemu", NULL },
    { "ID=fedora\n", "sudo dnf install qemu", NULL },
    { "ID=nixos\nPRETTY_NAME=\"NixOS 24.11\"\n", NULL, NULL },
  };
  g_autoptr (SprintHostReader) reader = new_reader ("x86_64");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintPackageTable) table = NULL;
    g_autofree char *command = NULL;
    g_autofree char *repair = NULL;

    write_host ("etc/os-release", cases[i].release);
    table = sprint_package_table_new (reader);
    command = sprint_package_table_get_command (table, components);
    repair = sprint_package_table_get_repair_command (table);
    g_assert_cmpstr (command, ==, cases[i].command);
    g_assert_cmpstr (repair, ==, cases[i].repair);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/host/plain-words/qemu-img", test_qemu_img);
  g_test_add_func ("/host/plain-words/little-room", test_little_room);
  g_test_add_func ("/host/plain-words/no-device", test_no_device);
  g_test_add_func ("/host/plain-words/proof-details", test_proof_details);
  g_test_add_func ("/host/plain-words/proof-remedies", test_proof_remedies);
  g_test_add_func ("/host/plain-words/proof-ends", test_proof_ends);
  g_test_add_func ("/host/plain-words/commands", test_commands);
  return g_test_run ();
}
