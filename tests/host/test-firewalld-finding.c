/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/network/network-findings.h"

#include "assert-finding.h"
#include "host-folder.h"

#define GROUP "/sys/fs/cgroup/system.slice/firewalld.service"
#define WANTED "/etc/systemd/system/multi-user.target.wants/firewalld.service"
#define ZONE "/usr/lib/firewalld/zones/libvirt.xml"
#define UNKNOWN "firewalld does not know libvirt’s networks: machines on them likely get no address"
#define KNOWN "firewalld knows libvirt’s networks"

static void
assert_found (const char       *root,
              SprintCheckState  state,
              const char       *summary,
              const char       *details,
              const char       *component)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintFinding) finding = sprint_find_firewalld (reader, NULL);

  assert_finding (finding, state, summary, details, component);
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) fedora = host_folder_read_recorded ("amd-desktop");
  g_autoptr (SprintHostReader) ubuntu = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintFinding) runs = sprint_find_firewalld (fedora, NULL);
  g_autoptr (SprintFinding) none = sprint_find_firewalld (ubuntu, NULL);

  assert_finding (runs, SPRINT_CHECK_STATE_PASS, KNOWN, GROUP "\nFirewallBackend: nftables\n" ZONE, NULL);
  assert_finding (none, SPRINT_CHECK_STATE_PASS, "The firewall firewalld does not run, as far as can be seen", NULL,
                  NULL);
}

static void
test_zone (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();

  host_folder_write (root, WANTED, "");
  assert_found (root, SPRINT_CHECK_STATE_PASS,
                "libvirt’s networks are not installed; machines of your own do not need them", NULL, NULL);
  host_folder_write (root, "/usr/share/libvirt/networks/default.xml", "");
  assert_found (root, SPRINT_CHECK_STATE_WARN, UNKNOWN, WANTED "\nFirewallBackend: nftables", "libvirt-network");
  host_folder_write (root, "/etc/firewalld/firewalld.conf", "# Choices\n#FirewallBackend=iptables\n");
  assert_found (root, SPRINT_CHECK_STATE_WARN, UNKNOWN, WANTED "\nFirewallBackend: nftables", "libvirt-network");

  /* Rules of iptables' are asked first, and accept for good. */
  host_folder_write (root, "/etc/firewalld/firewalld.conf", "FirewallBackend=iptables\n");
  assert_found (root, SPRINT_CHECK_STATE_PASS, "libvirt’s rules likely come before those of firewalld",
                WANTED "\nFirewallBackend: iptables", NULL);
  host_folder_write (root, "/etc/firewalld/firewalld.conf", "FirewallBackend=nftables\n");
  host_folder_write (root, "/etc/firewalld/zones/libvirt.xml", "");
  assert_found (root, SPRINT_CHECK_STATE_PASS, KNOWN,
                WANTED "\nFirewallBackend: nftables\n/etc/firewalld/zones/libvirt.xml", NULL);
}

/* Each sign that it runs, by itself. */
static void
test_signs (void)
{
  static const struct { const char *path, *sign; } signs[] = {
    { GROUP "/cgroup.procs", GROUP },
    { "/sys/fs/cgroup/systemd/system.slice/firewalld.service/tasks",
      "/sys/fs/cgroup/systemd/system.slice/firewalld.service" },
    { "/run/firewalld.pid", "/run/firewalld.pid" },
    { "/run/firewalld/locked", "/run/firewalld" },
    { "/var/run/firewalld.pid", "/var/run/firewalld.pid" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++) {
    g_autoptr (HostFolder) root = host_folder_new ();
    g_autofree char *details = g_strconcat (signs[i].sign, "\nFirewallBackend: nftables", NULL);

    host_folder_write (root, "/usr/share/libvirt/networks/default.xml", "");
    host_folder_write (root, signs[i].path, "1\n");
    assert_found (root, SPRINT_CHECK_STATE_WARN, UNKNOWN, details, "libvirt-network");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/firewalld-finding/recorded", test_recorded);
  g_test_add_func ("/host/firewalld-finding/zone", test_zone);
  g_test_add_func ("/host/firewalld-finding/signs", test_signs);
  return g_test_run ();
}
