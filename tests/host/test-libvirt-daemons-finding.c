/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include <unistd.h>

#include "assert-finding.h"
#include "host-folder.h"

#define COMPLETE "libvirt is complete"
#define WITH_SYSTEM "libvirt is complete, and the system’s libvirt answers or would wake"
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

/* What it lacks for disks is another question; networks are the system's. */
static void
test_modular (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  host_folder_write (root, "/usr/sbin/virtqemud", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, NO_NETWORKS, "/usr/sbin/virtqemud", "libvirt-network");
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
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, NO_NETWORKS, "/usr/sbin/libvirtd", "libvirt-network");
  host_folder_write (root, DRIVERS "network.so", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, "libvirt is installed without its part for disks",
                "/usr/sbin/libvirtd", NULL);
  host_folder_write (root, DRIVERS "storage.so", "");
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

/* What would be started, and the command for it; NULL where nothing is. */
static void
assert_unit (SprintHostReader *reader,
             const char       *unit)
{
  g_autoptr (SprintFinding) finding = sprint_find_libvirt_daemons (reader, NULL);
  g_autofree char *command = g_strdup_printf ("sudo systemctl enable --now %s", unit);

  if (unit == NULL) {
    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    g_assert_null (finding->remedy);
    return;
  }
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpint (sprint_remedy_get_action (finding->remedy), ==, SPRINT_REMEDY_ACTION_START_UNIT);
  g_assert_cmpstr (sprint_remedy_get_target (finding->remedy), ==, unit);
  g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==, command);
}

static void
write_all (HostFolder         *root,
           const char * const *paths)
{
  for (gsize i = 0; paths[i] != NULL; i++)
    host_folder_write (root, paths[i], "");
}

#define MODULAR "/usr/sbin/virtqemud", "/usr/sbin/virtstoraged", "/usr/sbin/virtnetworkd", \
                "/usr/lib/systemd/system/virtqemud.socket", "/usr/lib/systemd/system/virtstoraged.socket", \
                "/usr/lib/systemd/system/virtnetworkd.socket"
#define MONOLITHIC "/usr/sbin/libvirtd", "/usr/lib/systemd/system/libvirtd.socket"

/* Where both are installed, as on Arch and Fedora, and on Debian once somebody has added the other. */
static void
test_unit_of_distribution (void)
{
  static const struct { const char *release, *unit; } cases[] = {
    { "ID=debian\n", "libvirtd.socket" },
    { "ID=ubuntu\nID_LIKE=debian\n", "libvirtd.socket" },
    { "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", "libvirtd.socket" },
    { "ID=fedora\n", "virtqemud.socket" },
    { "ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n", "virtqemud.socket" },
    { "ID=arch\n", "virtqemud.socket" },
    { "", "virtqemud.socket" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (HostFolder) root = host_folder_new ();
    g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
    const char * const both[] = { MODULAR, MONOLITHIC, "/run/systemd/system/x", NULL };

    write_all (root, both);
    host_folder_write (root, "/etc/os-release", cases[i].release);
    assert_unit (reader, cases[i].unit);
  }
}

/* Each of the modular ones has its own, and is woken by itself. */
static void
test_units_of_modular (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  const char * const files[] = { MODULAR, "/run/systemd/system/x", NULL };

  write_all (root, files);
  host_folder_write (root, "/etc/os-release", "ID=ubuntu\nID_LIKE=debian\n");
  assert_unit (reader, "virtqemud.socket");
  host_folder_write (root, "/run/libvirt/virtqemud-sock", "");
  assert_unit (reader, "virtnetworkd.socket");
  host_folder_write (root, "/run/libvirt/virtnetworkd-sock", "");
  assert_unit (reader, "virtstoraged.socket");
  host_folder_write (root, "/run/libvirt/virtstoraged-sock", "");
  assert_unit (reader, NULL);
}

static void
test_unit_of_monolithic (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  const char * const files[] = { MONOLITHIC, "/run/systemd/system/x", NULL };

  write_all (root, files);
  host_folder_write (root, "/etc/os-release", "ID=fedora\n");
  assert_unit (reader, "libvirtd.socket");
  host_folder_write (root, "/run/libvirt/libvirt-sock", "");
  assert_unit (reader, NULL);
}

/* No systemd, no unit, or one that somebody has masked: there is nothing to offer. */
static void
test_no_unit (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autofree char *mask = g_build_filename (root, "etc/systemd/system/libvirtd.socket", NULL);
  const char * const files[] = { MONOLITHIC, "/etc/systemd/system/x", NULL };

  write_all (root, files);
  assert_unit (reader, NULL);
  host_folder_write (root, "/run/systemd/system/x", "");
  assert_unit (reader, "libvirtd.socket");
  g_assert_cmpint (symlink ("/dev/null", mask), ==, 0);
  assert_unit (reader, NULL);
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
  g_test_add_func ("/host/libvirt-daemons-finding/unit-of-distribution", test_unit_of_distribution);
  g_test_add_func ("/host/libvirt-daemons-finding/units-of-modular", test_units_of_modular);
  g_test_add_func ("/host/libvirt-daemons-finding/unit-of-monolithic", test_unit_of_monolithic);
  g_test_add_func ("/host/libvirt-daemons-finding/no-unit", test_no_unit);
  return g_test_run ();
}
