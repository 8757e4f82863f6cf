/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/network/network-findings.h"

#include <string.h>

#include "assert-finding.h"
#include "host-folder.h"

#define STATE "/etc/ufw/ufw.conf"
#define DEFAULTS "/etc/default/ufw"
#define LIKELY "The firewall ufw likely keeps machines of the system’s libvirt from the network"
#define NFT "firewall_backend: nftables (/etc/libvirt/network.conf)\n/usr/sbin/nft"
#define POLICIES(input, forward) \
  STATE ": ENABLED=yes\n" DEFAULTS ": DEFAULT_INPUT_POLICY=" input ", DEFAULT_FORWARD_POLICY=" forward "\n"

static SprintFinding *
find (const char *root)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  return sprint_find_ufw (reader, NULL);
}

static void
assert_found (const char       *root,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintFinding) finding = find (root);

  assert_finding (finding, state, summary, details, NULL);
  g_assert_true ((finding->remedy == NULL) == (state == SPRINT_CHECK_STATE_PASS));
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) off = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintHostReader) on = host_folder_read_recorded ("docker-host");
  g_autoptr (SprintHostReader) none = host_folder_read_recorded ("amd-desktop");
  g_autoptr (SprintFinding) finding_off = sprint_find_ufw (off, NULL);
  g_autoptr (SprintFinding) finding_on = sprint_find_ufw (on, NULL);
  g_autoptr (SprintFinding) finding_none = sprint_find_ufw (none, NULL);

  assert_finding (finding_off, SPRINT_CHECK_STATE_PASS, "The firewall ufw is turned off", STATE, NULL);
  assert_finding (finding_on, SPRINT_CHECK_STATE_PASS, "libvirt’s rules likely come before those of ufw",
                  POLICIES ("DROP", "DROP") "firewall_backend: iptables (libvirt before 10.4 knows no other)\n"
                  "/usr/sbin/iptables", NULL);
  assert_finding (finding_none, SPRINT_CHECK_STATE_PASS, "The firewall ufw is not installed", NULL, NULL);
}

static HostFolder *
new_host (void)
{
  HostFolder *root = host_folder_new ();

  host_folder_write (root, STATE, "# on\nENABLED=yes\n");
  host_folder_write (root, DEFAULTS, "DEFAULT_INPUT_POLICY=\"DROP\"\nDEFAULT_FORWARD_POLICY=\"DROP\"\n");
  host_folder_write (root, "/etc/libvirt/network.conf", "firewall_backend = \"nftables\"\n");
  host_folder_write (root, "/usr/sbin/nft", "");

  return root;
}

static void
test_drops (void)
{
  g_autoptr (HostFolder) root = new_host ();
  g_autoptr (SprintFinding) finding = find (root);

  assert_found (root, SPRINT_CHECK_STATE_WARN, LIKELY, POLICIES ("DROP", "DROP") NFT);
  g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==,
                   "sudo ufw allow in on virbr0 to any port 53 && sudo ufw allow in on virbr0 to any port 67 proto udp "
                   "&& sudo ufw route allow in on virbr0");
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "“delete” before “allow”"));

  /* Half open is not enough: no address, or no way out. */
  host_folder_write (root, DEFAULTS, "DEFAULT_INPUT_POLICY=\"DROP\"\nDEFAULT_FORWARD_POLICY=\"ACCEPT\"\n");
  assert_found (root, SPRINT_CHECK_STATE_WARN, LIKELY, POLICIES ("DROP", "ACCEPT") NFT);
  host_folder_write (root, DEFAULTS, "DEFAULT_INPUT_POLICY=ACCEPT\nDEFAULT_FORWARD_POLICY=\"REJECT\"\n");
  assert_found (root, SPRINT_CHECK_STATE_WARN, LIKELY, POLICIES ("ACCEPT", "REJECT") NFT);
  host_folder_write (root, DEFAULTS, "");
  assert_found (root, SPRINT_CHECK_STATE_WARN, LIKELY, POLICIES ("?", "?") NFT);
}

static void
test_passes (void)
{
  g_autoptr (HostFolder) root = new_host ();
  g_autoptr (HostFolder) alone = host_folder_new ();

  /* What only an administrator reads. */
  host_folder_write (root, "/etc/ufw/user.rules", "-A ufw-user-forward -i virbr0 -j ACCEPT\n");
  assert_found (root, SPRINT_CHECK_STATE_PASS, "ufw has rules for libvirt’s network", POLICIES ("DROP", "DROP") NFT);
  host_folder_write (root, "/etc/ufw/user.rules", "");
  host_folder_write (root, DEFAULTS, "DEFAULT_INPUT_POLICY=\"ACCEPT\"\nDEFAULT_FORWARD_POLICY=\"ACCEPT\"\n");
  assert_found (root, SPRINT_CHECK_STATE_PASS, "ufw lets others’ packets pass", POLICIES ("ACCEPT", "ACCEPT") NFT);

  host_folder_write (alone, STATE, "ENABLED=yes\n");
  assert_found (alone, SPRINT_CHECK_STATE_PASS,
                "libvirt’s networks are not installed; machines of your own do not need them", NULL);
}

static void
test_hostile (void)
{
  static const char * const texts[] = { "", "ENABLED", "ENABLED=", "ENABLED=\"", "# ENABLED=yes", "XENABLED=yes",
                                        "ENABLEDX=yes", "ENABLED=yes\nENABLED=no\n", "\xff\xff=yes" };
  g_autoptr (HostFolder) root = new_host ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    host_folder_write (root, STATE, texts[i]);
    assert_found (root, SPRINT_CHECK_STATE_PASS, "The firewall ufw is turned off", STATE);
  }
  host_folder_write (root, STATE, "ENABLED=Yes\r\n");
  assert_found (root, SPRINT_CHECK_STATE_WARN, LIKELY, POLICIES ("DROP", "DROP") NFT);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/ufw-finding/recorded", test_recorded);
  g_test_add_func ("/host/ufw-finding/drops", test_drops);
  g_test_add_func ("/host/ufw-finding/passes", test_passes);
  g_test_add_func ("/host/ufw-finding/hostile", test_hostile);
  return g_test_run ();
}
