/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/processor/processor-findings.h"

#include <string.h>

#include "host-fixture.h"

#define DMAR "/sys/firmware/acpi/tables/DMAR"
#define IVRS "/sys/firmware/acpi/tables/IVRS"
#define EMPTY "/sys/kernel/iommu_groups is empty or not there"

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->root = host_folder_new ();
  fixture->reader = host_folder_read_as (fixture->root, "x86_64");
  host_folder_write (fixture->root, "/proc/cpuinfo", "vendor_id : GenuineIntel\nflags : fpu vmx\n");
}

static SprintFinding *
find_note (Fixture    *fixture,
           const char *summary,
           const char *details)
{
  SprintFinding *finding = sprint_find_iommu (fixture->reader, NULL);

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (finding->summary, ==, summary);
  g_assert_cmpstr (finding->details, ==, details);

  return finding;
}

static void
test_on (void)
{
  static const struct { const char *host, *details; } hosts[] = {
    { "intel-laptop", "/sys/kernel/iommu_groups: 1\n/sys/class/iommu: dmar0" },
    { "amd-desktop", "/sys/kernel/iommu_groups: 1\n/sys/class/iommu: ivhd0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autoptr (SprintHostReader) reader = host_folder_read_recorded (hosts[i].host);
    g_autoptr (SprintFinding) finding = sprint_find_iommu (reader, NULL);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    g_assert_cmpstr (finding->summary, ==, "The IOMMU is on: devices can be handed to machines");
    g_assert_cmpstr (finding->details, ==, hosts[i].details);
    g_assert_null (finding->remedy);
  }
}

static void
test_firmware (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (SprintFinding) finding =
    find_note (fixture, "The IOMMU is likely turned off in the firmware",
               EMPTY "\nNeither DMAR nor IVRS is in /sys/firmware/acpi/tables/");

  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "“VT-d”"));
}

static void
test_kernel (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintFinding) plain = NULL;
  g_autoptr (SprintFinding) fedora = NULL;
  g_autoptr (SprintFinding) ostree = NULL;

  host_folder_write (fixture->root, DMAR, "");
  plain = find_note (fixture, "The IOMMU is not used by the kernel", EMPTY "\n" DMAR);
  g_assert_nonnull (strstr (sprint_remedy_get_description (plain->remedy), "add “intel_iommu=on”"));
  g_assert_null (sprint_remedy_get_command (plain->remedy));

  host_folder_write (fixture->root, "/usr/sbin/grubby", "");
  fedora = sprint_find_iommu (fixture->reader, NULL);
  g_assert_cmpstr (sprint_remedy_get_command (fedora->remedy), ==,
                   "sudo grubby --update-kernel=ALL --args=intel_iommu=on");

  host_folder_write (fixture->root, "/run/ostree-booted", "");
  ostree = sprint_find_iommu (fixture->reader, NULL);
  g_assert_cmpstr (sprint_remedy_get_command (ostree->remedy), ==, "sudo rpm-ostree kargs --append=intel_iommu=on");
}

/* AMD's is on wherever the firmware offers it. */
static void
test_amd (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr (SprintFinding) finding = NULL;

  host_folder_write (fixture->root, "/proc/cpuinfo", "vendor_id : AuthenticAMD\nflags : fpu svm\n");
  host_folder_write (fixture->root, IVRS, "");
  finding = find_note (fixture, "The IOMMU is not used by the kernel", EMPTY "\n" IVRS);
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "“IOMMU”"));
}

static void
test_command_line (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (SprintFinding) finding = NULL;
  g_autoptr (SprintFinding) other = NULL;

  host_folder_write (fixture->root, DMAR, "");
  host_folder_write (fixture->root, "/proc/cmdline", "root=/dev/sda1 quiet intel_iommu=off\n");
  finding = find_note (fixture, "The IOMMU is turned off by the kernel’s command line",
                       EMPTY "\n/proc/cmdline: intel_iommu=off");
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "remove “intel_iommu=off”"));

  host_folder_write (fixture->root, "/proc/cmdline", "xiommu=off iommu=offside\n");
  other = find_note (fixture, "The IOMMU is not used by the kernel", EMPTY "\n" DMAR);
}

static void
test_no_remedy (void)
{
  g_autoptr (SprintHostReader) cloud_reader = host_folder_read_recorded ("cloud-vm");
  g_autoptr (SprintHostReader) arm_reader = host_folder_read_recorded ("aarch64");
  g_autoptr (SprintFinding) cloud = sprint_find_iommu (cloud_reader, NULL);
  g_autoptr (SprintFinding) arm = sprint_find_iommu (arm_reader, NULL);

  g_assert_cmpint (cloud->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (cloud->summary, ==, "This computer is itself a virtual machine, and has no IOMMU");
  g_assert_null (cloud->remedy);
  g_assert_cmpint (arm->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (arm->summary, ==, "The kernel uses no IOMMU");
  g_assert_null (arm->remedy);
}

static void
test_sandboxed (Fixture       *fixture,
                gconstpointer  data)
{
  const char *none = "/sys/class/iommu is empty or not there";
  g_autoptr (SprintFinding) off = NULL;
  g_autoptr (SprintFinding) told = NULL;
  g_autoptr (SprintFinding) on = NULL;

  host_folder_write (fixture->root, "/.flatpak-info", "[Application]\n");
  off = find_note (fixture, "The kernel uses no IOMMU; why cannot be seen from within Flatpak", none);
  g_assert_null (off->remedy);

  host_folder_write (fixture->root, "/proc/cmdline", "iommu=off\n");
  told = find_note (fixture, "The IOMMU is turned off by the kernel’s command line",
                    "/sys/class/iommu is empty or not there\n/proc/cmdline: iommu=off");

  host_folder_write (fixture->root, "/sys/class/iommu/dmar0/intel-iommu/version", "1:0\n");
  on = sprint_find_iommu (fixture->reader, NULL);
  g_assert_cmpint (on->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (on->details, ==, "/sys/class/iommu: dmar0");
}

#define add(name, function) \
  g_test_add ("/host/iommu-finding/" name, Fixture, NULL, set_up, function, host_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/iommu-finding/on", test_on);
  add ("firmware", test_firmware);
  add ("kernel", test_kernel);
  add ("amd", test_amd);
  add ("command-line", test_command_line);
  add ("sandboxed", test_sandboxed);
  g_test_add_func ("/host/iommu-finding/no-remedy", test_no_remedy);
  return g_test_run ();
}
