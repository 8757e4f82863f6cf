/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/network/network-findings.h"

#include <string.h>

#include "assert-finding.h"
#include "host-folder.h"

#define HEADER "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
#define ROUTE(interface, destination, mask) interface "\t" destination "\t00000000\t0001\t0\t0\t0\t" mask "\t0\t0\t0\n"
#define SYSTEM "/etc/libvirt/qemu/networks/default.xml"
#define SHARED "/usr/share/libvirt/networks/default.xml"
#define FREE "Nothing else uses the addresses of libvirt’s default network, "
#define NETWORK(ip) "<network><name>default</name><bridge name='virbr7'/><forward/>" ip "</network>"

static SprintFinding *
find (const char *root)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  return sprint_find_subnet (reader, NULL);
}

static void
assert_free (const char *root,
             const char *addresses,
             const char *source)
{
  g_autofree char *summary = g_strconcat (FREE, addresses, NULL);
  g_autofree char *details = g_strdup_printf ("%s: %s", source, addresses);
  g_autoptr (SprintFinding) finding = find (root);

  assert_finding (finding, SPRINT_CHECK_STATE_PASS, summary, details, NULL);
  g_assert_null (finding->remedy);
}

static void
assert_used (const char *root,
             const char *addresses,
             const char *interface)
{
  g_autofree char *summary = g_strdup_printf ("The addresses of libvirt’s default network, %s, are also used at %s",
                                              addresses, interface);
  g_autoptr (SprintFinding) finding = find (root);

  g_assert_cmpstr (finding->summary, ==, summary);
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==,
                   "sudo virsh --connect qemu:///system net-edit default");
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) nested = host_folder_read_recorded ("nested-vm");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintFinding) passes = sprint_find_subnet (intel, NULL);
  g_autoptr (SprintFinding) clashes = sprint_find_subnet (nested, NULL);
  g_autoptr (SprintFinding) absent = sprint_find_subnet (fresh, NULL);

  assert_finding (passes, SPRINT_CHECK_STATE_PASS, FREE "192.168.122.0/24", "/proc/net/route: 192.168.122.0/24", NULL);
  /* A machine on libvirt's network that has a libvirt of its own. */
  assert_finding (clashes, SPRINT_CHECK_STATE_WARN,
                  "The addresses of libvirt’s default network, 192.168.122.0/24, are also used at enp1s0",
                  SHARED ": 192.168.122.0/24\n/proc/net/route: 192.168.122.0/24, enp1s0", NULL);
  assert_finding (absent, SPRINT_CHECK_STATE_PASS,
                  "libvirt’s networks are not installed; machines of your own do not need them", NULL, NULL);
}

static void
test_sources (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();

  host_folder_write (root, "/etc/libvirt/network.conf", "");
  assert_free (root, "192.168.122.0/24", "libvirt");
  host_folder_write (root, SHARED, NETWORK ("<ip address='10.1.2.3' netmask='255.255.0.0'/>"));
  assert_free (root, "10.1.0.0/16", SHARED);
  host_folder_write (root, "/proc/net/route", HEADER ROUTE ("virbr0", "0064A8C0", "00FFFFFF"));
  assert_free (root, "192.168.100.0/24", "/proc/net/route");
  host_folder_write (root, SYSTEM, NETWORK ("<ip family='ipv6' address='2001:db8::1' prefix='64'/>"
                                            "<ip address='172.20.5.130' prefix='25'/>"));
  assert_free (root, "172.20.5.128/25", SYSTEM);
}

static void
test_clashes (void)
{
  static const struct { const char *route, *interface; } cases[] = {
    { ROUTE ("eth0", "0005A8C0", "00FFFFFF"), "eth0" },
    /* A part of it, one computer of it, and what it is a part of. */
    { ROUTE ("wlan0", "8005A8C0", "80FFFFFF"), "wlan0" },
    { ROUTE ("tun0", "0705A8C0", "FFFFFFFF"), "tun0" },
    { ROUTE ("eth0", "0000A8C0", "0000FFFF"), "eth0" },
    { ROUTE ("br-1234", "0005A8C0", "00FFFFFF"), "br-1234" },
    /* Another network, the way to everything, halves of it, a company's network, and libvirt's own. */
    { ROUTE ("eth0", "0006A8C0", "00FFFFFF"), NULL },
    { ROUTE ("eth0", "00000000", "00000000"), NULL },
    { ROUTE ("tun0", "00000080", "00000080"), NULL },
    { ROUTE ("tun0", "000000C0", "000000FF"), NULL },
    { ROUTE ("virbr7", "0005A8C0", "00FFFFFF"), NULL },
    { ROUTE ("virbr1", "0005A8C0", "00FFFFFF"), NULL },
    { "eth0\t0005A8C0\t00000000\t0000\t0\t0\t0\t00FFFFFF\t0\t0\t0\n", NULL },
    { "eth0\t0005A8C0\t00000000", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (HostFolder) root = host_folder_new ();
    g_autofree char *routes = g_strconcat (HEADER, cases[i].route, NULL);

    g_test_message ("%s", cases[i].route);
    host_folder_write (root, SYSTEM, NETWORK ("<ip address='192.168.5.1' netmask='255.255.255.0'/>"));
    host_folder_write (root, "/proc/net/route", routes);
    if (cases[i].interface != NULL)
      assert_used (root, "192.168.5.0/24", cases[i].interface);
    else
      assert_free (root, "192.168.5.0/24", SYSTEM);
  }
}

/* A description that says nothing counts for nothing. */
static void
test_hostile (void)
{
  static const char * const texts[] = {
    "", "<", "<network>", "<domain><ip address='192.168.5.1' prefix='24'/></domain>", NETWORK (""),
    NETWORK ("<ip/>"), NETWORK ("<ip address='192.168.5.1'/>"), NETWORK ("<ip address='192.168.5.1' prefix='0'/>"),
    NETWORK ("<ip address='192.168.5.1' prefix='33'/>"), NETWORK ("<ip address='192.168.5.1' netmask='x'/>"),
    NETWORK ("<ip address='192.168.5.1' netmask='0.0.0.0'/>"), NETWORK ("<ip address='::1' prefix='24'/>"),
    "<!DOCTYPE network [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" NETWORK ("<ip address='&a;' prefix='24'/>"),
    "<!DOCTYPE network [<!ENTITY a '1234567890'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]>" NETWORK ("<ip address='&c;' prefix='24'/>"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (HostFolder) root = host_folder_new ();

    g_test_message ("%s", texts[i]);
    host_folder_write (root, SYSTEM, texts[i]);
    assert_free (root, "192.168.122.0/24", "libvirt");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/subnet-finding/recorded", test_recorded);
  g_test_add_func ("/host/subnet-finding/sources", test_sources);
  g_test_add_func ("/host/subnet-finding/clashes", test_clashes);
  g_test_add_func ("/host/subnet-finding/hostile", test_hostile);
  return g_test_run ();
}
