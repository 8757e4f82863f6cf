/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/network/network-findings.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "assert-finding.h"
#include "host-folder.h"

#define HELPER "/usr/lib/qemu/qemu-bridge-helper"
#define RULES "/etc/qemu/bridge.conf"
#define CAN "Machines of your own can join a bridge"
#define CANNOT "Machines of your own cannot join a bridge"
#define ALLOW "sudo mkdir --parents /etc/qemu && echo allow virbr0 | sudo tee --append /etc/qemu/bridge.conf"

static void
assert_found (const char       *root,
              SprintCheckState  state,
              const char       *summary,
              const char       *details,
              const char       *command)
{
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintFinding) finding = sprint_find_bridge_helper (reader, NULL);

  assert_finding (finding, state, summary, details, NULL);
  g_assert_true (finding->remedy != NULL || command == NULL);
  if (finding->remedy != NULL)
    g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==, command);
}

/* As root's program, which only its owner can make of it here. */
static void
privilege (const char *root,
           const char *helper)
{
  g_autofree char *path = g_build_filename (root, helper, NULL);

  g_assert_cmpint (g_chmod (path, 04755), ==, 0);
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) ubuntu = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) none = host_folder_read_recorded ("cloud-vm");
  g_autoptr (SprintFinding) plain = sprint_find_bridge_helper (ubuntu, NULL);
  g_autoptr (SprintFinding) missing = sprint_find_bridge_helper (none, NULL);

  assert_finding (plain, SPRINT_CHECK_STATE_NOTE, CANNOT, HELPER ": –\n" RULES ": –", NULL);
  assert_finding (missing, SPRINT_CHECK_STATE_NOTE, "QEMU’s program for joining a bridge is not installed",
                  "qemu-bridge-helper", "qemu");
}

static void
test_halves (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();

  host_folder_write (root, HELPER, "");
  assert_found (root, SPRINT_CHECK_STATE_NOTE, CANNOT, HELPER ": –\n" RULES ": –",
                "sudo chmod u+s " HELPER " && " ALLOW);
  host_folder_write (root, "/usr/bin/dpkg-statoverride", "");
  assert_found (root, SPRINT_CHECK_STATE_NOTE, CANNOT, HELPER ": –\n" RULES ": –",
                "sudo dpkg-statoverride --update --add root root 4755 " HELPER " && " ALLOW);
  host_folder_write (root, RULES, "allow br0\n");
  assert_found (root, SPRINT_CHECK_STATE_NOTE, CANNOT, HELPER ": –\n" RULES ": br0",
                "sudo dpkg-statoverride --update --add root root 4755 " HELPER);
  privilege (root, HELPER);
  assert_found (root, SPRINT_CHECK_STATE_PASS, CAN, HELPER ": set-uid\n" RULES ": br0", NULL);
  host_folder_write (root, RULES, "# allow br0\ndeny br1\n");
  assert_found (root, SPRINT_CHECK_STATE_NOTE, CANNOT, HELPER ": set-uid\n" RULES ": –", ALLOW);
}

static void
test_rules (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  const char *helper = "/usr/libexec/qemu-bridge-helper";

  host_folder_write (root, helper, "");
  privilege (root, helper);
  host_folder_write (root, RULES, "  allow\tall  \nallow\ninclude /etc/qemu/ada.conf\ninclude ada.conf\n");
  host_folder_write (root, "/etc/qemu/ada.conf", "allow br7\ninclude /etc/qemu/ada.conf\n");
  assert_found (root, SPRINT_CHECK_STATE_PASS, CAN,
                "/usr/libexec/qemu-bridge-helper: set-uid\n" RULES ": all, br7", NULL);
  host_folder_write (root, "/etc/qemu/ada.conf", "deny all\n");
  assert_found (root, SPRINT_CHECK_STATE_NOTE, "This computer’s administrator lets no machine join a bridge",
                "/usr/libexec/qemu-bridge-helper: set-uid\n" RULES ": all", NULL);
}

static void
test_secret_rules (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autofree char *path = g_build_filename (root, RULES, NULL);

  if (geteuid () == 0) {
    g_test_skip ("root may open everything");
    return;
  }

  host_folder_write (root, HELPER, "");
  privilege (root, HELPER);
  host_folder_write (root, RULES, "allow br0\n");
  g_assert_cmpint (g_chmod (path, 0), ==, 0);
  assert_found (root, SPRINT_CHECK_STATE_PASS, CAN, HELPER ": set-uid\n" RULES ": –", NULL);
}

/* Kept for a group: its owner is refused here, as whoever is outside of it is there. */
static void
test_outside (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autofree char *path = g_build_filename (root, HELPER, NULL);
  g_autofree char *passwd = g_strdup_printf ("ada:x:1000:%u::/home/ada:/bin/bash\n", getegid () + 1);
  g_autofree char *group = g_strdup_printf ("kvm:x:%u:\n", getegid ());
  g_autofree char *joined = g_strdup_printf ("kvm:x:%u:ada\n", getegid ());
  const char *details = HELPER ": set-uid, Permission denied\n" RULES ": br0";

  if (geteuid () == 0) {
    g_test_skip ("root may run everything");
    return;
  }

  host_folder_write (root, HELPER, "");
  host_folder_write (root, RULES, "allow br0\n");
  host_folder_write (root, "/etc/passwd", passwd);
  host_folder_write (root, "/etc/group", group);
  host_folder_write (root, "/proc/self/status", "Uid:\t1000\t1000\t1000\t1000\nGroups:\t4 27\n");
  g_assert_cmpint (g_chmod (path, 04650), ==, 0);
  assert_found (root, SPRINT_CHECK_STATE_NOTE, CANNOT, details, "sudo usermod --append --groups kvm 'ada'");
  host_folder_write (root, "/etc/group", joined);
  assert_found (root, SPRINT_CHECK_STATE_NOTE, CANNOT, details, NULL);

  /* No group is let in. */
  host_folder_write (root, "/etc/group", group);
  g_assert_cmpint (g_chmod (path, 04640), ==, 0);
  assert_found (root, SPRINT_CHECK_STATE_NOTE, CANNOT, details, NULL);
}

static void
test_hostile (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autofree char *name = g_strnfill (500000, 'x');
  g_autofree char *text = g_strdup_printf ("allow %s\n\xff\n", name);
  g_autofree char *details = g_strdup_printf ("%s: set-uid\n%s: %.64s", HELPER, RULES, name);

  /* A folder is no program. */
  host_folder_write (root, HELPER "/README", "");
  assert_found (root, SPRINT_CHECK_STATE_NOTE, CANNOT, HELPER ": –\n" RULES ": –",
                "sudo chmod u+s " HELPER " && " ALLOW);
  g_clear_pointer (&root, host_folder_free);

  root = host_folder_new ();
  host_folder_write (root, HELPER, "");
  privilege (root, HELPER);
  host_folder_write (root, RULES, text);
  assert_found (root, SPRINT_CHECK_STATE_PASS, CAN, details, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/bridge-helper-finding/recorded", test_recorded);
  g_test_add_func ("/host/bridge-helper-finding/halves", test_halves);
  g_test_add_func ("/host/bridge-helper-finding/rules", test_rules);
  g_test_add_func ("/host/bridge-helper-finding/secret-rules", test_secret_rules);
  g_test_add_func ("/host/bridge-helper-finding/outside", test_outside);
  g_test_add_func ("/host/bridge-helper-finding/hostile", test_hostile);
  return g_test_run ();
}
