/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/network/network-findings.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "assert-finding.h"
#include "host-folder.h"

#define CONFIGURATION "/etc/libvirt/network.conf"
#define NFTABLES "libvirt likely makes its rules with nftables"
#define IPTABLES "libvirt likely makes its rules with iptables"

static void
assert_found (const char       *root,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintFinding) finding = sprint_find_firewall_backend (reader, NULL);

  assert_finding (finding, state, summary, details, NULL);
  g_assert_true ((finding->remedy == NULL) == (state == SPRINT_CHECK_STATE_PASS));
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) ubuntu = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) fedora = host_folder_read_recorded ("amd-desktop");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintFinding) old = sprint_find_firewall_backend (ubuntu, NULL);
  g_autoptr (SprintFinding) new = sprint_find_firewall_backend (fedora, NULL);
  g_autoptr (SprintFinding) absent = sprint_find_firewall_backend (fresh, NULL);

  assert_finding (old, SPRINT_CHECK_STATE_PASS, IPTABLES,
                  "firewall_backend: iptables (libvirt before 10.4 knows no other)\n/usr/sbin/iptables", NULL);
  assert_finding (new, SPRINT_CHECK_STATE_PASS, NFTABLES,
                  "firewall_backend: nftables (/usr/share/augeas/lenses/tests/test_libvirtd_network.aug)\n/usr/bin/nft",
                  NULL);
  assert_finding (absent, SPRINT_CHECK_STATE_PASS,
                  "libvirt’s networks are not installed; machines of your own do not need them", NULL, NULL);
}

/* Left to itself, libvirt takes what is there. */
static void
test_unset (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();

  host_folder_write (root, CONFIGURATION, "# Which\n#firewall_backend = \"nftables\"\n");
  assert_found (root, SPRINT_CHECK_STATE_WARN,
                "Neither nftables nor iptables is installed: libvirt cannot start its networks",
                "firewall_backend: nftables (" CONFIGURATION ")");
  host_folder_write (root, "/usr/sbin/iptables", "");
  assert_found (root, SPRINT_CHECK_STATE_PASS, IPTABLES,
                "firewall_backend: nftables (" CONFIGURATION ")\n/usr/sbin/iptables");
  host_folder_write (root, "/usr/sbin/nft", "");
  assert_found (root, SPRINT_CHECK_STATE_PASS, NFTABLES,
                "firewall_backend: nftables (" CONFIGURATION ")\n/usr/sbin/nft");
}

static void
test_chosen (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();

  host_folder_write (root, "/usr/sbin/iptables", "");
  host_folder_write (root, CONFIGURATION, "#firewall_backend = \"iptables\"\n  firewall_backend=\"nftables\" # mine\n");
  assert_found (root, SPRINT_CHECK_STATE_WARN,
                "libvirt is told to make its rules with nftables, which is not installed",
                "firewall_backend: nftables (" CONFIGURATION ")");
  host_folder_write (root, CONFIGURATION, "firewall_backend = 'iptables'\n");
  assert_found (root, SPRINT_CHECK_STATE_PASS, IPTABLES,
                "firewall_backend: iptables (" CONFIGURATION ")\n/usr/sbin/iptables");
  host_folder_write (root, CONFIGURATION, "firewall_backend = \"pf\"\n");
  assert_found (root, SPRINT_CHECK_STATE_WARN,
                "libvirt is told to make its rules with something that it likely does not know",
                "firewall_backend: pf (" CONFIGURATION ")");
}

static void
test_chosen_iptables_missing (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();

  host_folder_write (root, "/usr/sbin/nft", "");
  host_folder_write (root, CONFIGURATION, "firewall_backend = \"iptables\"\n");
  assert_found (root, SPRINT_CHECK_STATE_WARN,
                "libvirt is told to make its rules with iptables, which is not installed",
                "firewall_backend: iptables (" CONFIGURATION ")");
}

static void
test_mixed (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autofree char *link = g_build_filename (root, "etc", "alternatives", "iptables", NULL);

  host_folder_write (root, CONFIGURATION, "firewall_backend = \"nftables\"\n");
  host_folder_write (root, "/usr/sbin/nft", "");
  host_folder_write (root, "/etc/alternatives/README", "");
  g_assert_cmpint (symlink ("/usr/sbin/iptables-legacy", link), ==, 0);
  host_folder_write (root, "/proc/modules", "nf_tables 372736 20 nft_compat, Live 0x0000000000000000\n"
                     "iptable_filter_x 16384 0 - Live 0x0000000000000000\n");
  assert_found (root, SPRINT_CHECK_STATE_PASS, NFTABLES,
                "firewall_backend: nftables (" CONFIGURATION ")\n/usr/sbin/nft\n"
                "/etc/alternatives/iptables: /usr/sbin/iptables-legacy");
  host_folder_write (root, "/proc/modules", "nf_tables 372736 20 nft_compat, Live 0x0000000000000000\n"
                     "iptable_filter 16384 1 - Live 0x0000000000000000\n");
  assert_found (root, SPRINT_CHECK_STATE_NOTE,
                "Two kinds of rules are likely in use: those of iptables-legacy, and those of nftables",
                "firewall_backend: nftables (" CONFIGURATION ")\n/usr/sbin/nft\n"
                "/etc/alternatives/iptables: /usr/sbin/iptables-legacy\n"
                "/proc/modules: iptable_filter, nf_tables");
}

static void
test_hostile (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autofree char *long_value = g_strnfill (100000, 'x');
  g_autofree char *text = g_strdup_printf ("firewall_backend = \"%s\"\n", long_value);
  g_autofree char *details = g_strdup_printf ("firewall_backend: %.64s (" CONFIGURATION ")", long_value);

  host_folder_write (root, CONFIGURATION, text);
  assert_found (root, SPRINT_CHECK_STATE_WARN,
                "libvirt is told to make its rules with something that it likely does not know", details);
  host_folder_write (root, CONFIGURATION, "firewall_backend");
  host_folder_write (root, "/usr/sbin/iptables", "");
  assert_found (root, SPRINT_CHECK_STATE_PASS, IPTABLES,
                "firewall_backend: iptables (libvirt before 10.4 knows no other)\n/usr/sbin/iptables");
  host_folder_write (root, CONFIGURATION, "firewall_backend =\n\"nftables\xff");
  assert_found (root, SPRINT_CHECK_STATE_WARN,
                "libvirt is told to make its rules with something that it likely does not know",
                "firewall_backend:  (" CONFIGURATION ")");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/firewall-backend-finding/recorded", test_recorded);
  g_test_add_func ("/host/firewall-backend-finding/unset", test_unset);
  g_test_add_func ("/host/firewall-backend-finding/chosen", test_chosen);
  g_test_add_func ("/host/firewall-backend-finding/chosen-iptables-missing", test_chosen_iptables_missing);
  g_test_add_func ("/host/firewall-backend-finding/mixed", test_mixed);
  g_test_add_func ("/host/firewall-backend-finding/hostile", test_hostile);
  return g_test_run ();
}
