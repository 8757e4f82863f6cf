/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/network/network-findings.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "assert-finding.h"
#include "host-folder.h"

#define FORWARD "/proc/sys/net/ipv4/ip_forward"
#define WANTS "/etc/systemd/system/multi-user.target.wants"
#define DOCKER "Docker likely keeps machines of the system’s libvirt from the network"
#define ALONE "Docker likely leaves libvirt’s networks alone"
#define NFT "\nfirewall_backend: nftables (/etc/libvirt/network.conf)\n/usr/sbin/nft"

/* A computer with libvirt's network, forwarding, and nftables. */
static HostFolder *
new_host (void)
{
  HostFolder *root = host_folder_new ();

  host_folder_write (root, "/sys/class/net/virbr0/operstate", "up\n");
  host_folder_write (root, "/etc/libvirt/network.conf", "#firewall_backend = \"nftables\"\n");
  host_folder_write (root, "/usr/sbin/nft", "");
  host_folder_write (root, "/usr/sbin/iptables", "");
  host_folder_write (root, FORWARD, "1\n");

  return root;
}

static SprintFinding *
find (const char *root)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  return sprint_find_forwarding (reader, NULL);
}

static void
assert_found (const char       *root,
              SprintCheckState  state,
              const char       *summary,
              const char       *more)
{
  g_autofree char *details = g_strconcat (FORWARD ": 1\n/sys/class/net/virbr0", more, NULL);
  g_autoptr (SprintFinding) finding = find (root);

  assert_finding (finding, state, summary, details, NULL);
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) docker = host_folder_read_recorded ("docker-host");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintFinding) passes = sprint_find_forwarding (intel, NULL);
  g_autoptr (SprintFinding) beside = sprint_find_forwarding (docker, NULL);
  g_autoptr (SprintFinding) absent = sprint_find_forwarding (fresh, NULL);

  assert_finding (passes, SPRINT_CHECK_STATE_PASS, "What machines send is likely passed on",
                  FORWARD ": 1\n/sys/class/net/virbr0", NULL);
  assert_finding (beside, SPRINT_CHECK_STATE_PASS, "libvirt’s rules come before Docker’s",
                  FORWARD ": 1\n/sys/class/net/virbr0\n/sys/class/net/docker0\n"
                  "/sys/fs/cgroup/system.slice/docker.service\n"
                  "firewall_backend: iptables (libvirt before 10.4 knows no other)\n/usr/sbin/iptables", NULL);
  assert_finding (absent, SPRINT_CHECK_STATE_PASS,
                  "libvirt’s networks are not installed; machines of your own do not need them", NULL, NULL);
}

static void
test_off (void)
{
  g_autoptr (HostFolder) root = new_host ();
  g_autoptr (HostFolder) asleep = host_folder_new ();
  g_autoptr (SprintFinding) off = NULL;
  g_autoptr (SprintFinding) before = NULL;

  host_folder_write (root, FORWARD, "0\n");
  off = find (root);
  assert_finding (off, SPRINT_CHECK_STATE_WARN,
                  "Forwarding is turned off: machines of the system’s libvirt reach nothing but this computer",
                  FORWARD ": 0\n/sys/class/net/virbr0", NULL);
  g_assert_cmpstr (sprint_remedy_get_command (off->remedy), ==, "sudo sysctl --write net.ipv4.ip_forward=1");

  /* No network of libvirt's has been started yet. */
  host_folder_write (asleep, FORWARD, "0\n");
  host_folder_write (asleep, "/etc/libvirt/network.conf", "");
  before = find (asleep);
  assert_finding (before, SPRINT_CHECK_STATE_PASS, "libvirt turns forwarding on when it starts a network",
                  FORWARD ": 0", NULL);
}

static void
test_docker (void)
{
  g_autoptr (HostFolder) root = new_host ();
  g_autoptr (SprintFinding) finding = NULL;

  host_folder_write (root, "/sys/class/net/docker0/operstate", "down\n");
  assert_found (root, SPRINT_CHECK_STATE_WARN, DOCKER, "\n/sys/class/net/docker0" NFT);
  finding = find (root);
  g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==,
                   "sudo iptables -I DOCKER-USER -i virbr0 -j ACCEPT && sudo iptables -I DOCKER-USER -o virbr0 "
                   "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "“\"ip-forward-no-drop\": true”"));
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "takes it back"));

  /* In one table with Docker's, libvirt's rules come first. */
  host_folder_write (root, "/etc/libvirt/network.conf", "firewall_backend = \"iptables\"\n");
  assert_found (root, SPRINT_CHECK_STATE_PASS, "libvirt’s rules come before Docker’s",
                "\n/sys/class/net/docker0\nfirewall_backend: iptables (/etc/libvirt/network.conf)\n"
                "/usr/sbin/iptables");
}

#define CERTAIN "Docker keeps machines of the system’s libvirt from the network"

static void
assert_inspected (SprintHostReader *reader,
                  SprintCheckState  state,
                  const char       *summary)
{
  g_autoptr (SprintFinding) finding = sprint_find_forwarding (reader, NULL);

  g_assert_cmpstr (finding->summary, ==, summary);
  g_assert_cmpint (finding->state, ==, state);
  /* As long as something is wrong one can look again. */
  if (state == SPRINT_CHECK_STATE_WARN)
    g_assert_cmpint (sprint_remedy_get_action (finding->remedy), ==, SPRINT_REMEDY_ACTION_INSPECT);
  else
    g_assert_null (finding->remedy);
}

/* What the administrator has seen makes it certain. */
static void
test_inspected (void)
{
  static const struct { const char *seen, *summary; SprintCheckState state; } cases[] = {
    { "{ \"forward-policy\": null, \"docker-accepts\": null }", DOCKER, SPRINT_CHECK_STATE_WARN },
    { "{ \"forward-policy\": \"DROP\", \"docker-accepts\": false }", CERTAIN, SPRINT_CHECK_STATE_WARN },
    { "{ \"forward-policy\": \"DROP\", \"docker-accepts\": true }",
      "Docker lets machines of the system’s libvirt pass, until the next start", SPRINT_CHECK_STATE_PASS },
    { "{ \"forward-policy\": \"ACCEPT\" }", "Docker leaves libvirt’s networks alone", SPRINT_CHECK_STATE_PASS },
    /* The last look counts, and one that has brought nothing. */
    { "not JSON", DOCKER, SPRINT_CHECK_STATE_WARN },
  };
  g_autoptr (HostFolder) root = new_host ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  host_folder_write (root, "/run/docker.sock", "");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    sprint_host_reader_take_inspection (reader, cases[i].seen);
    assert_inspected (reader, cases[i].state, cases[i].summary);
  }
}

/* It was so: what makes or breaks the rules has been started, stopped or reloaded since. */
static void
test_changed_since (void)
{
  static const char * const others[] = { "virtnetworkd.service", "UnitFilesChanged", "TransactionListChanged", "" };
  static const char * const firewalls[] = { "docker.service", "firewalld.service", "iptables.service",
                                            "netfilter-persistent.service", "nftables.service", "ufw.service" };
  g_autoptr (HostFolder) root = new_host ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  host_folder_write (root, "/run/docker.sock", "");
  for (gsize i = 0; i < G_N_ELEMENTS (firewalls); i++) {
    g_autofree char *kept = NULL;

    sprint_host_reader_forget_changed (reader, firewalls[i]);
    sprint_host_reader_take_inspection (reader, "{ \"forward-policy\": \"DROP\", \"vm-cr\": \"0x8\" }");
    for (gsize j = 0; j < G_N_ELEMENTS (others); j++)
      sprint_host_reader_forget_changed (reader, others[j]);
    assert_inspected (reader, SPRINT_CHECK_STATE_WARN, CERTAIN);
    sprint_host_reader_forget_changed (reader, firewalls[i]);
    assert_inspected (reader, SPRINT_CHECK_STATE_WARN, DOCKER);
    /* The processor is as it was. */
    kept = sprint_host_reader_get_inspected (reader, "vm-cr");
    g_assert_cmpstr (kept, ==, "0x8");
    sprint_host_reader_take_inspection (reader, "{ \"forward-policy\": \"DROP\", \"docker-accepts\": true }");
    sprint_host_reader_forget_changed (reader, firewalls[i]);
    assert_inspected (reader, SPRINT_CHECK_STATE_WARN, DOCKER);
  }
}

/* Each sign of Docker by itself, and what only looks like one. */
static void
test_signs (void)
{
  g_autoptr (HostFolder) enabled = new_host ();
  g_autoptr (HostFolder) running = new_host ();
  g_autoptr (HostFolder) listening = new_host ();
  g_autoptr (HostFolder) podman = new_host ();
  g_autofree char *socket = g_build_filename (podman, "run", "docker.sock", NULL);

  host_folder_write (enabled, WANTS "/docker.service", "");
  assert_found (enabled, SPRINT_CHECK_STATE_WARN, DOCKER, "\n" WANTS "/docker.service" NFT);
  host_folder_write (running, "/sys/fs/cgroup/system.slice/docker.service/cgroup.procs", "1\n");
  assert_found (running, SPRINT_CHECK_STATE_WARN, DOCKER, "\n/sys/fs/cgroup/system.slice/docker.service" NFT);
  host_folder_write (listening, "/run/docker.sock", "");
  assert_found (listening, SPRINT_CHECK_STATE_WARN, DOCKER, "\n/run/docker.sock" NFT);

  host_folder_write (podman, "/run/podman/podman.sock", "");
  g_assert_cmpint (symlink ("podman/podman.sock", socket), ==, 0);
  assert_found (podman, SPRINT_CHECK_STATE_PASS, "What machines send is likely passed on", NULL);
}

/* What keeps Docker from dropping, each by itself. */
static void
test_told (void)
{
  static const struct { const char *path, *text, *evidence; } cases[] = {
    { "/etc/docker/daemon.json", "{ \"iptables\": false }", "/etc/docker/daemon.json: iptables: false" },
    { "/etc/docker/daemon.json", "{ \"ip-forward\": false }", "/etc/docker/daemon.json: ip-forward: false" },
    { "/etc/docker/daemon.json", "{ \"ip-forward-no-drop\": true }",
      "/etc/docker/daemon.json: ip-forward-no-drop: true" },
    { "/etc/docker/daemon.json", "{ \"firewall-backend\": \"nftables\" }",
      "/etc/docker/daemon.json: firewall-backend: nftables" },
    { "/etc/systemd/system/docker.service.d/network.conf",
      "[Service]\nExecStart=\nExecStart=/usr/bin/dockerd --ip-forward-no-drop\n",
      "/etc/systemd/system/docker.service.d/network.conf: --ip-forward-no-drop" },
    { "/etc/sysctl.conf", "#net.ipv4.ip_forward=0\nnet.ipv4.ip_forward=1\n",
      "/etc/sysctl.conf: net.ipv4.ip_forward = 1" },
    { "/usr/lib/sysctl.d/50-router.conf", "net/ipv4/ip_forward = 1",
      "/usr/lib/sysctl.d/50-router.conf: net/ipv4/ip_forward = 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (HostFolder) root = new_host ();
    g_autofree char *more = g_strconcat ("\n/run/docker.sock\n", cases[i].evidence, NULL);

    host_folder_write (root, "/run/docker.sock", "");
    host_folder_write (root, cases[i].path, cases[i].text);
    assert_found (root, SPRINT_CHECK_STATE_PASS, ALONE, more);
  }
}

/* A configuration that says nothing of it, or nothing at all. */
static void
test_not_told (void)
{
  g_autofree char *deep = g_strnfill (1024 * 1024, '[');
  const char * const texts[] = {
    "", "{}", "[]", "null", "{ \"iptables\": true, \"ip-forward-no-drop\": false }", "{ \"iptables\": \"false\" }",
    "{ \"firewall-backend\": null, \"iptables\": null }", "{ \"firewall-backend\": 7 }", "{ \"iptables\": false", deep,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (HostFolder) root = new_host ();

    host_folder_write (root, "/run/docker.sock", "");
    host_folder_write (root, "/etc/docker/daemon.json", texts[i]);
    host_folder_write (root, "/etc/sysctl.conf", "# net.ipv4.ip_forward=1\nnet.ipv4.ip_forward=0\n");
    host_folder_write (root, "/etc/sysctl.d/99.conf.bak", "net.ipv4.ip_forward=1\n");
    assert_found (root, SPRINT_CHECK_STATE_WARN, DOCKER, "\n/run/docker.sock" NFT);
  }
}

/* Fedora's family keeps libvirt's folder to itself; Augeas has a copy of what is in it. */
static void
test_secret (void)
{
  static const char lens[] = "/usr/share/augeas/lenses/tests/test_libvirtd_network.aug";
  g_autoptr (HostFolder) root = host_folder_new ();

  host_folder_write (root, "/usr/bin/nft", "");
  host_folder_write (root, "/usr/bin/iptables", "");
  host_folder_write (root, "/sys/class/net/virbr0/operstate", "up\n");
  host_folder_write (root, FORWARD, "1");
  host_folder_write (root, "/run/docker.sock", "");
  assert_found (root, SPRINT_CHECK_STATE_WARN, DOCKER,
                "\n/run/docker.sock\nfirewall_backend: nftables (likely: its configuration cannot be read)\n"
                "/usr/bin/nft");
  host_folder_write (root, lens, "test lns get conf =\n{ \"firewall_backend\" = \"iptables\" }\n");
  assert_found (root, SPRINT_CHECK_STATE_PASS, "libvirt’s rules come before Docker’s",
                "\n/run/docker.sock\nfirewall_backend: iptables "
                "(/usr/share/augeas/lenses/tests/test_libvirtd_network.aug)\n/usr/bin/iptables");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/forwarding-finding/recorded", test_recorded);
  g_test_add_func ("/host/forwarding-finding/off", test_off);
  g_test_add_func ("/host/forwarding-finding/docker", test_docker);
  g_test_add_func ("/host/forwarding-finding/inspected", test_inspected);
  g_test_add_func ("/host/forwarding-finding/changed-since", test_changed_since);
  g_test_add_func ("/host/forwarding-finding/signs", test_signs);
  g_test_add_func ("/host/forwarding-finding/told", test_told);
  g_test_add_func ("/host/forwarding-finding/not-told", test_not_told);
  g_test_add_func ("/host/forwarding-finding/secret", test_secret);
  return g_test_run ();
}
