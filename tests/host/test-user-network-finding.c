/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/network/network-findings.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "assert-finding.h"
#include "host-folder.h"

#define HEADER "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
#define DEFAULT "eth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
#define NOWHERE "00000000000000000000000000000000"
#define SOMEWHERE "fe800000000000000000000000000001"
#define NONE "/proc/net/route, /proc/net/ipv6_route"

static void
assert_found (const char       *root,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintFinding) finding = sprint_find_user_network (reader, NULL);

  assert_finding (finding, state, summary, details, NULL);
  g_assert_true ((finding->remedy == NULL) == (state == SPRINT_CHECK_STATE_PASS));
}

static void
assert_connected (const char *root,
                  const char *details)
{
  assert_found (root, SPRINT_CHECK_STATE_PASS, "Machines reach the network as this computer does", details);
}

static void
assert_nameless (const char *root,
                 const char *details)
{
  assert_found (root, SPRINT_CHECK_STATE_NOTE,
                "This computer knows no name server: machines reach addresses, but no names", details);
}

/* Never a warning: a computer without a network is not broken. */
static void
assert_alone (const char *root)
{
  assert_found (root, SPRINT_CHECK_STATE_NOTE,
                "This computer has no network at the moment: machines can run, but reach nothing", NONE);
}

static void
test_recorded (void)
{
  static const struct { const char *name, *details; } hosts[] = {
    { "ubuntu-fresh", "Everything else is reached through wlp2s0\n/etc/resolv.conf: nameserver 127.0.0.53" },
    { "cloud-vm", "Everything else is reached through ens3\n/etc/resolv.conf: nameserver 10.0.0.2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autofree char *root = g_build_filename (g_getenv ("SPRINT_TEST_DATA"), "hosts", hosts[i].name, NULL);

    assert_connected (root, hosts[i].details);
  }
}

static void
test_route (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();

  assert_alone (root);
  host_folder_write (root, "/etc/resolv.conf", "nameserver 192.0.2.1\n");
  assert_alone (root);
  /* To a network, but not beyond; shut; refused. */
  host_folder_write (root, "/proc/net/route", HEADER "eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
                     "eth0\t00000000\t0101A8C0\t0002\t0\t0\t0\t00000000\t0\t0\t0\n"
                     "eth0\t00000000\t00000000\t0203\t0\t0\t0\t00000000\t0\t0\t0\n"
                     /* Half of everything is not everything. */
                     "tun0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000080\t0\t0\t0\n");
  assert_alone (root);
  host_folder_write (root, "/proc/net/route", HEADER DEFAULT);
  assert_connected (root, "Everything else is reached through eth0\n/etc/resolv.conf: nameserver 192.0.2.1");
}

static void
test_ipv6 (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();

  host_folder_write (root, "/etc/resolv.conf", "nameserver\t2001:db8::1\n");
  /* The kernel's own refusal at the end of its table. */
  host_folder_write (root, "/proc/net/ipv6_route",
                     NOWHERE " 00 " NOWHERE " 00 " NOWHERE " ffffffff 00000001 00000000 00200200       lo\n"
                     SOMEWHERE " 40 " NOWHERE " 00 " NOWHERE " 00000100 00000001 00000000 00000001    wlan0\n");
  assert_alone (root);
  host_folder_write (root, "/proc/net/ipv6_route",
                     NOWHERE " 00 " NOWHERE " 00 " SOMEWHERE " 00000400 00000001 00000000 00000003    wlan0\n");
  assert_connected (root, "Everything else is reached through wlan0\n/etc/resolv.conf: nameserver 2001:db8::1");
}

static void
test_names (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autofree char *path = g_build_filename (root, "etc", "resolv.conf", NULL);

  host_folder_write (root, "/proc/net/route", HEADER DEFAULT);
  assert_nameless (root, "Everything else is reached through eth0");
  host_folder_write (root, "/etc/resolv.conf", "# nameserver 192.0.2.1\nsearch example\nnameservers 192.0.2.1\n");
  assert_nameless (root, "Everything else is reached through eth0");

  /* A link to what is not seen from here may lead to a server. */
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (symlink ("../run/systemd/resolve/stub-resolv.conf", path), ==, 0);
  assert_connected (root, "Everything else is reached through eth0\n"
                    "/etc/resolv.conf: ../run/systemd/resolve/stub-resolv.conf");
  host_folder_write (root, "/run/systemd/resolve/stub-resolv.conf", "nameserver 127.0.0.53\n");
  assert_connected (root, "Everything else is reached through eth0\n/etc/resolv.conf: nameserver 127.0.0.53");
}

static void
test_hostile (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autofree char *words = g_strnfill (2 * 1024 * 1024, '\t');
  g_autofree char *name = g_strnfill (300, 'x');
  g_autofree char *server = g_strdup_printf ("nameserver %s\n", name);
  g_autofree char *details = g_strdup_printf ("Everything else is reached through eth0\n"
                                              "/etc/resolv.conf: nameserver %.64s", name);

  host_folder_write (root, "/proc/net/route", words);
  assert_alone (root);
  host_folder_write (root, "/proc/net/route", HEADER "eth0\t-1\t0\tzz\t0\t0\t0\t123456789\n\n\neth0\t00000000");
  assert_alone (root);
  host_folder_write (root, "/proc/net/route", "\xff\xfe\n" DEFAULT);
  host_folder_write (root, "/etc/resolv.conf", server);
  assert_connected (root, details);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/user-network-finding/recorded", test_recorded);
  g_test_add_func ("/host/user-network-finding/route", test_route);
  g_test_add_func ("/host/user-network-finding/ipv6", test_ipv6);
  g_test_add_func ("/host/user-network-finding/names", test_names);
  g_test_add_func ("/host/user-network-finding/hostile", test_hostile);
  return g_test_run ();
}
