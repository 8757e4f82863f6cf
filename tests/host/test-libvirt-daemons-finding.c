/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include "assert-finding.h"
#include "host-folder.h"

#define COMPLETE "libvirt is complete"
#define WITH_SYSTEM "libvirt is complete, and the system’s libvirt answers or would wake"
#define NO_DISKS "libvirt is installed without its part for disks"
#define NO_NETWORKS "libvirt is installed without its part for networks"
#define DRIVERS "/usr/lib64/libvirt/connection-driver/libvirt_driver_"

static void
assert_state (SprintHostReader *reader,
              SprintCheckState  state,
              const char       *summary,
              const char       *details,
              const char       *component)
{
  g_autoptr (SprintFinding) finding = sprint_find_libvirt_daemons (reader, NULL);

  assert_finding (finding, state, summary, details, component);
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) ubuntu = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) fedora = host_folder_read_recorded ("amd-desktop");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");

  assert_state (ubuntu, SPRINT_CHECK_STATE_PASS, WITH_SYSTEM,
                "/usr/sbin/libvirtd\n/run/libvirt/libvirt-sock\n/run/libvirt/libvirt-sock-ro\n"
                "/etc/systemd/system/sockets.target.wants/libvirtd.socket", NULL);
  assert_state (fedora, SPRINT_CHECK_STATE_PASS, WITH_SYSTEM,
                "/usr/sbin/virtqemud\n/usr/sbin/virtstoraged\n/usr/sbin/virtnetworkd\n"
                "/run/libvirt/virtqemud-sock\n/run/libvirt/virtqemud-sock-ro\n"
                "/etc/systemd/system/sockets.target.wants/virtqemud.socket", NULL);
  assert_state (fresh, SPRINT_CHECK_STATE_NOTE, "libvirt’s daemon is not installed", "libvirtd, virtqemud", "libvirt");
}

/* The session wants storage; networks are the system's. */
static void
test_modular (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  host_folder_write (root, "/usr/sbin/virtqemud", "");
  assert_state (reader, SPRINT_CHECK_STATE_WARN, NO_DISKS, "/usr/sbin/virtqemud", "libvirt");
  host_folder_write (root, "/usr/sbin/virtstoraged", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, NO_NETWORKS, "/usr/sbin/virtqemud\n/usr/sbin/virtstoraged",
                "libvirt-network");
  host_folder_write (root, "/usr/sbin/virtnetworkd", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, COMPLETE,
                "/usr/sbin/virtqemud\n/usr/sbin/virtstoraged\n/usr/sbin/virtnetworkd", NULL);
  /* Without /run nothing is said of the system's. */
  host_folder_write (root, "/run/utmp", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, "libvirt is complete; the system’s libvirt does not run",
                "/usr/sbin/virtqemud\n/usr/sbin/virtstoraged\n/usr/sbin/virtnetworkd", NULL);
}

static void
test_drivers (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  host_folder_write (root, "/usr/sbin/libvirtd", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, COMPLETE, "/usr/sbin/libvirtd", NULL);
  host_folder_write (root, DRIVERS "nodedev.so", "");
  assert_state (reader, SPRINT_CHECK_STATE_WARN, "libvirt is installed without its part for QEMU",
                "/usr/sbin/libvirtd", "libvirt");
  host_folder_write (root, DRIVERS "qemu.so", "");
  assert_state (reader, SPRINT_CHECK_STATE_WARN, NO_DISKS, "/usr/sbin/libvirtd", "libvirt");
  host_folder_write (root, DRIVERS "storage.so", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, NO_NETWORKS, "/usr/sbin/libvirtd", "libvirt-network");
  host_folder_write (root, DRIVERS "network.so", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, COMPLETE, "/usr/sbin/libvirtd", NULL);
}

/* Units of others, and those of libvirt's that are no daemons, are not told of. */
static void
test_units (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  host_folder_write (root, "/usr/sbin/libvirtd", "");
  host_folder_write (root, "/etc/systemd/system/multi-user.target.wants/libvirt-guests.service", "");
  host_folder_write (root, "/etc/systemd/system/multi-user.target.wants/libvirtd.service", "");
  host_folder_write (root, "/etc/systemd/system/sockets.target.wants/cups.socket", "");
  host_folder_write (root, "/etc/systemd/system/sockets.target.wants/libvirtd-ro.socket", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, COMPLETE,
                "/usr/sbin/libvirtd\n/etc/systemd/system/sockets.target.wants/libvirtd-ro.socket\n"
                "/etc/systemd/system/multi-user.target.wants/libvirtd.service", NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/libvirt-daemons-finding/recorded", test_recorded);
  g_test_add_func ("/host/libvirt-daemons-finding/modular", test_modular);
  g_test_add_func ("/host/libvirt-daemons-finding/drivers", test_drivers);
  g_test_add_func ("/host/libvirt-daemons-finding/units", test_units);
  return g_test_run ();
}
