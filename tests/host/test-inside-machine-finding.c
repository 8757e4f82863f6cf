/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/processor/processor-findings.h"

#include <string.h>

#include "host-folder.h"

#define VIRTUAL "This computer is itself a virtual machine"
#define REAL "This computer is not a virtual machine itself"

static SprintFinding *
find_recorded (const char *name)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded (name);

  return sprint_find_inside_machine (reader, NULL);
}

static void
test_recorded (void)
{
  static const char * const real[] = {
    "intel-laptop", "intel-laptop-off", "amd-desktop", "amd-desktop-off", "aarch64", "thinkpad-virtualbox",
  };
  g_autoptr (SprintFinding) nested = find_recorded ("nested-vm");
  g_autoptr (SprintFinding) cloud = find_recorded ("cloud-vm");
  g_autoptr (SprintFinding) wsl = find_recorded ("wsl2");

  for (gsize i = 0; i < G_N_ELEMENTS (real); i++) {
    g_autoptr (SprintFinding) finding = find_recorded (real[i]);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    g_assert_cmpstr (finding->summary, ==, REAL);
    g_assert_null (finding->remedy);
  }

  g_assert_cmpint (nested->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (nested->summary, ==, VIRTUAL " (QEMU), and virtualization is passed on to it");
  g_assert_cmpstr (nested->details, ==, "/sys/class/dmi/id/sys_vendor: QEMU");
  g_assert_null (nested->remedy);

  g_assert_cmpint (cloud->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (cloud->summary, ==, VIRTUAL " (Amazon EC2)");
  g_assert_cmpstr (cloud->details, ==, "/sys/class/dmi/id/sys_vendor: Amazon EC2");

  g_assert_cmpint (wsl->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (wsl->summary, ==, VIRTUAL " (WSL 2)");
  g_assert_true (g_str_has_prefix (wsl->details, "/proc/version: Linux version 6.6.87.2-microsoft-standard-WSL2 "));
}

/* Each file by itself says enough, and what is said to do differs. */
static void
test_names (void)
{
  static const struct { const char *path, *text, *summary, *remedy; } hosts[] = {
    { "/sys/class/dmi/id/product_name", "KVM", VIRTUAL " (QEMU)", "host-passthrough" },
    { "/sys/class/dmi/id/product_name", "OpenStack Nova", VIRTUAL " (QEMU)", "host-passthrough" },
    { "/sys/class/dmi/id/product_name", "VMware Virtual Platform", VIRTUAL " (VMware)", "AMD-V/RVI" },
    { "/sys/class/dmi/id/product_name", "VMware20,1", VIRTUAL " (VMware)", "AMD-V/RVI" },
    { "/sys/class/dmi/id/product_name", "VirtualBox", VIRTUAL " (VirtualBox)", "Enable Nested VT-x/AMD-V" },
    { "/sys/class/dmi/id/sys_vendor", "innotek GmbH", VIRTUAL " (VirtualBox)", "Enable Nested VT-x/AMD-V" },
    { "/sys/class/dmi/id/product_name", "Parallels Virtual Platform", VIRTUAL " (Parallels)", "Parallels Desktop" },
    { "/sys/class/dmi/id/sys_vendor", "Xen", VIRTUAL " (Xen)", "nestedhvm=1" },
    { "/sys/class/dmi/id/product_name", "Google Compute Engine", VIRTUAL " (Google Cloud)", "nested" },
    { "/sys/class/dmi/id/product_name", "Apple Virtualization Generic Platform", VIRTUAL " (Apple Virtualization)",
      "M3" },
    { "/sys/class/dmi/id/bios_vendor", "BHYVE", VIRTUAL " (bhyve)", "cannot be put right" },
    { "/sys/hypervisor/type", "xen", VIRTUAL " (Xen)", "nestedhvm=1" },
    { "/proc/device-tree/hypervisor/compatible", "linux,kvm", VIRTUAL " (QEMU)", "host-passthrough" },
    { "/proc/device-tree/hypervisor/compatible", "xen,xen-4.17", VIRTUAL " (Xen)", "nestedhvm=1" },
    { "/proc/device-tree/hypervisor/compatible", "vmware", VIRTUAL " (VMware)", "VMware" },
    { "/proc/device-tree/hypervisor/compatible", "else", VIRTUAL, "where this virtual machine is run" },
    { "/proc/cpuinfo", "flags : fpu hypervisor\n", VIRTUAL, "where this virtual machine is run" },
    { "/proc/version", "Linux version 4.19.84-microsoft-standard (gcc) #1", VIRTUAL " (WSL 2)", ".wslconfig" },
    { "/proc/version", "Linux version 4.4.0-19041-Microsoft (gcc) #1", VIRTUAL " (WSL 1)", "--set-version" },
    { "/run/systemd/container", "lxc\n", "This system runs in a container (lxc)", "--device /dev/kvm" },
    { "/run/.containerenv", "", "This system runs in a container (podman)", "--device /dev/kvm" },
    { "/.dockerenv", "", "This system runs in a container (docker)", "--device /dev/kvm" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autoptr (HostFolder) root = host_folder_new ();
    g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
    g_autoptr (SprintFinding) finding = NULL;

    host_folder_write (root, hosts[i].path, hosts[i].text);
    finding = sprint_find_inside_machine (reader, NULL);
    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
    g_assert_cmpstr (finding->summary, ==, hosts[i].summary);
    g_assert_true (g_str_has_prefix (finding->details, hosts[i].path));
    g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), hosts[i].remedy));
    g_assert_null (sprint_remedy_get_command (finding->remedy));
  }
}

/* The strings of a device tree end in a null byte. */
static void
test_device_tree (void)
{
  static const char bytes[] = "xen,xen-4.17\0xen,xen";
  static const char path[] = "/proc/device-tree/hypervisor/compatible";
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "aarch64");
  g_autofree char *file = g_build_filename (root, path, NULL);
  g_autoptr (SprintFinding) finding = NULL;

  host_folder_write (root, path, "");
  g_assert_true (g_file_set_contents (file, bytes, sizeof bytes, NULL));
  finding = sprint_find_inside_machine (reader, NULL);
  g_assert_cmpstr (finding->summary, ==, VIRTUAL " (Xen)");
  g_assert_cmpstr (finding->details, ==, "/proc/device-tree/hypervisor/compatible: xen,xen-4.17");
}

/* Real computers, whose makers make virtual ones too. */
static void
test_real (void)
{
  static const struct { const char *vendor, *product; } computers[] = {
    { "Microsoft Corporation", "Surface Pro 7" },
    { "Amazon EC2", "c5.metal" },
    { "Oracle Corporation", "SUN SERVER X5-2" },
    { "Google", "Pixelbook" },
    { "Apple Inc.", "MacBookPro14,1" },
    { "", "" },
    { "\xff\xfe", "\n\n\n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (computers); i++) {
    g_autoptr (HostFolder) root = host_folder_new ();
    g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
    g_autoptr (SprintFinding) finding = NULL;

    host_folder_write (root, "/sys/class/dmi/id/sys_vendor", computers[i].vendor);
    host_folder_write (root, "/sys/class/dmi/id/product_name", computers[i].product);
    host_folder_write (root, "/sys/hypervisor/type", "");
    host_folder_write (root, "/proc/version", "Linux version 5.15.0-1053-azure (buildd@host) (gcc) Microsoft");
    finding = sprint_find_inside_machine (reader, NULL);
    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    g_assert_cmpstr (finding->summary, ==, REAL);
  }
}

static void
test_microsoft (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autoptr (SprintFinding) hyper_v = NULL;
  g_autoptr (SprintFinding) azure = NULL;

  host_folder_write (root, "/sys/class/dmi/id/sys_vendor", "Microsoft Corporation\n");
  host_folder_write (root, "/sys/class/dmi/id/product_name", "Virtual Machine\n");
  hyper_v = sprint_find_inside_machine (reader, NULL);
  g_assert_cmpstr (hyper_v->summary, ==, VIRTUAL " (Hyper-V)");
  g_assert_nonnull (strstr (sprint_remedy_get_description (hyper_v->remedy), "-ExposeVirtualizationExtensions $true"));

  host_folder_write (root, "/sys/class/dmi/id/chassis_asset_tag", "7783-7084-3265-9085-8269-3286-77\n");
  azure = sprint_find_inside_machine (reader, NULL);
  g_assert_cmpstr (azure->summary, ==, VIRTUAL " (Azure)");
}

/* Xen's first machine is the computer itself. */
static void
test_below_xen (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autoptr (SprintFinding) inside = NULL;
  g_autoptr (SprintFinding) processor = NULL;
  g_autoptr (SprintFinding) iommu = NULL;

  /* However the flags are, KVM refuses there. */
  host_folder_write (root, "/proc/cpuinfo", "vendor_id : GenuineIntel\nflags : fpu vmx hypervisor\n");
  host_folder_write (root, "/sys/hypervisor/type", "xen\n");
  host_folder_write (root, "/proc/xen/capabilities", "control_d\n");
  inside = sprint_find_inside_machine (reader, NULL);
  g_assert_cmpint (inside->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (inside->summary, ==, "This computer was started below Xen, where KVM cannot work");
  g_assert_cmpstr (sprint_remedy_get_description (inside->remedy), ==,
                   "Restart this computer and choose an entry without Xen.");

  processor = sprint_find_cpu_virtualization (reader, NULL);
  g_assert_cmpint (processor->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (processor->summary, ==, inside->summary);

  iommu = sprint_find_iommu (reader, NULL);
  g_assert_cmpstr (iommu->summary, ==, "The kernel uses no IOMMU");
}

/* A clock of KVM's tells where DMI does not; virtualization passed on is all that one can want. */
static void
test_clock (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autoptr (SprintFinding) finding = NULL;

  host_folder_write (root, "/proc/cpuinfo", "flags : fpu svm hypervisor\n");
  host_folder_write (root, "/sys/devices/system/clocksource/clocksource0/available_clocksource", "kvm-clock tsc \n");
  finding = sprint_find_inside_machine (reader, NULL);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (finding->summary, ==, VIRTUAL " (QEMU), and virtualization is passed on to it");
}

static void
test_nothing (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "aarch64");
  g_autoptr (SprintFinding) finding = sprint_find_inside_machine (reader, NULL);

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (finding->summary, ==, REAL);
  g_assert_null (finding->details);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/inside-machine-finding/recorded", test_recorded);
  g_test_add_func ("/host/inside-machine-finding/names", test_names);
  g_test_add_func ("/host/inside-machine-finding/device-tree", test_device_tree);
  g_test_add_func ("/host/inside-machine-finding/real", test_real);
  g_test_add_func ("/host/inside-machine-finding/microsoft", test_microsoft);
  g_test_add_func ("/host/inside-machine-finding/below-xen", test_below_xen);
  g_test_add_func ("/host/inside-machine-finding/clock", test_clock);
  g_test_add_func ("/host/inside-machine-finding/nothing", test_nothing);
  return g_test_run ();
}
