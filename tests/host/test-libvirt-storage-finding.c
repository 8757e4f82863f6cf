/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include "assert-finding.h"
#include "host-folder.h"

#define CAN "libvirt can make disks"
#define CANNOT "libvirt is installed without its part for disks"
#define UNKNOWN "Whether libvirt can make disks is not known"
#define FOLDER "/usr/lib/x86_64-linux-gnu/libvirt/connection-driver"
#define DRIVER FOLDER "/libvirt_driver_storage.so"

static void
assert_state (SprintHostReader *reader,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintFinding) finding = sprint_find_libvirt_storage (reader, NULL);

  assert_finding (finding, state, summary, details, state == SPRINT_CHECK_STATE_FAIL ? "libvirt" : NULL);
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) ubuntu = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) fedora = host_folder_read_recorded ("amd-desktop");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");

  assert_state (ubuntu, SPRINT_CHECK_STATE_PASS, CAN, DRIVER);
  assert_state (fedora, SPRINT_CHECK_STATE_PASS, CAN,
                "/usr/lib64/libvirt/connection-driver/libvirt_driver_storage.so");
  assert_state (fresh, SPRINT_CHECK_STATE_PASS, UNKNOWN, "libvirt/connection-driver");
}

/* Debian's, installed without what it recommends. */
static void
test_monolithic (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  host_folder_write (root, FOLDER "/libvirt_driver_qemu.so", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, UNKNOWN, "libvirt/connection-driver");
  host_folder_write (root, "/usr/sbin/libvirtd", "");
  assert_state (reader, SPRINT_CHECK_STATE_FAIL, CANNOT, DRIVER);
  host_folder_write (root, DRIVER, "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, CAN, DRIVER);
}

/* Fedora's: the driver is in a daemon of its own. */
static void
test_modular (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  host_folder_write (root, "/usr/sbin/virtqemud", "");
  assert_state (reader, SPRINT_CHECK_STATE_FAIL, CANNOT, "virtstoraged");
  host_folder_write (root, "/usr/sbin/virtstoraged", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, UNKNOWN, "libvirt/connection-driver");
  host_folder_write (root, FOLDER "/libvirt_driver_qemu.so", "");
  assert_state (reader, SPRINT_CHECK_STATE_FAIL, CANNOT, DRIVER);
  host_folder_write (root, DRIVER, "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, CAN, DRIVER);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/libvirt-storage-finding/recorded", test_recorded);
  g_test_add_func ("/host/libvirt-storage-finding/monolithic", test_monolithic);
  g_test_add_func ("/host/libvirt-storage-finding/modular", test_modular);
  return g_test_run ();
}
