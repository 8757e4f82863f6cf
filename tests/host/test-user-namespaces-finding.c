/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include "assert-finding.h"
#include "host-folder.h"

#define APPARMOR "/proc/sys/kernel/apparmor_restrict_unprivileged_userns"
#define CLONE "/proc/sys/kernel/unprivileged_userns_clone"
#define MAX_NAMESPACES "/proc/sys/user/max_user_namespaces"
#define BLOCKED "Programs of yours may not make user namespaces"
#define FREE "Programs of yours may make user namespaces"
#define PASST_PROFILE "profile passt /usr/bin/passt{,.avx2} {\n}\n"

static void
assert_state (SprintHostReader *reader,
              SprintCheckState  state,
              const char       *summary,
              const char       *details,
              const char       *command)
{
  g_autoptr (SprintFinding) finding = sprint_find_user_namespaces (reader, NULL);

  assert_finding (finding, state, summary, details, NULL);
  g_assert_true (finding->remedy != NULL || command == NULL);
  if (state == SPRINT_CHECK_STATE_PASS)
    g_assert_null (finding->remedy);
  g_assert_cmpstr (finding->remedy != NULL ? sprint_remedy_get_command (finding->remedy) : NULL, ==, command);
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) intel = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");
  g_autoptr (SprintHostReader) fedora = host_folder_read_recorded ("silverblue");

  assert_state (intel, SPRINT_CHECK_STATE_PASS, "AppArmor lets the programs of machines do their work",
                APPARMOR ": 1\n/usr/bin/passt: /etc/apparmor.d\n/usr/libexec/virtiofsd: /etc/apparmor.d", NULL);
  assert_state (fresh, SPRINT_CHECK_STATE_PASS, "Nothing is installed that AppArmor would hinder", APPARMOR ": 1",
                NULL);
  assert_state (fedora, SPRINT_CHECK_STATE_PASS, FREE, NULL, NULL);
}

static void
test_profiles (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  const char *one = "printf 'abi <abi/4.0>,\\ninclude <tunables/global>\\n\\nprofile passt /usr/bin/passt "
                    "flags=(unconfined) {\\n  userns,\\n}\\n' | sudo tee /etc/apparmor.d/passt && "
                    "sudo apparmor_parser -r /etc/apparmor.d/passt";
  const char *other = "printf 'abi <abi/4.0>,\\ninclude <tunables/global>\\n\\nprofile virtiofsd "
                      "/usr/libexec/virtiofsd flags=(unconfined) {\\n  userns,\\n}\\n' | "
                      "sudo tee /etc/apparmor.d/virtiofsd && sudo apparmor_parser -r /etc/apparmor.d/virtiofsd";
  g_autofree char *both = g_strconcat (one, " && ", other, NULL);
  const char *without = APPARMOR ": 1\n/usr/bin/passt: -\n/usr/libexec/virtiofsd: -";

  host_folder_write (root, APPARMOR, "1\n");
  host_folder_write (root, "/usr/bin/passt", "");
  host_folder_write (root, "/usr/libexec/virtiofsd", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE,
                "Whether AppArmor hinders the programs of machines is not seen from here", APPARMOR ": 1", NULL);
  host_folder_write (root, "/etc/apparmor.d/lsb_release", "profile lsb_release {\n}\n");
  assert_state (reader, SPRINT_CHECK_STATE_WARN, "AppArmor likely hinders passt, virtiofsd", without, both);
  /* One for another program of the same name, and one for another. */
  host_folder_write (root, "/etc/apparmor.d/usr.local.bin.passt", "profile passt /usr/local/bin/passt {\n}\n");
  host_folder_write (root, "/etc/apparmor.d/usr.bin.pasta", PASST_PROFILE);
  assert_state (reader, SPRINT_CHECK_STATE_WARN, "AppArmor likely hinders passt, virtiofsd", without, both);
  host_folder_write (root, "/etc/apparmor.d/usr.bin.passt", PASST_PROFILE);
  assert_state (reader, SPRINT_CHECK_STATE_WARN, "AppArmor likely hinders virtiofsd",
                APPARMOR ": 1\n/usr/bin/passt: /etc/apparmor.d\n/usr/libexec/virtiofsd: -", other);
  host_folder_write (root, "/etc/apparmor.d/disable/usr.bin.passt", "");
  assert_state (reader, SPRINT_CHECK_STATE_WARN, "AppArmor likely hinders passt, virtiofsd", without, both);
  host_folder_write (root, APPARMOR, "0\n");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, FREE, NULL, NULL);
}

static void
test_off (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  const char *command = "sudo sysctl kernel.unprivileged_userns_clone=1";

  host_folder_write (root, CLONE, "0\n");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, BLOCKED, CLONE ": 0", command);
  host_folder_write (root, "/usr/bin/passt", "");
  assert_state (reader, SPRINT_CHECK_STATE_WARN, BLOCKED, CLONE ": 0", command);
  host_folder_write (root, MAX_NAMESPACES, "0\n");
  assert_state (reader, SPRINT_CHECK_STATE_WARN, BLOCKED, MAX_NAMESPACES ": 0", NULL);
  host_folder_write (root, MAX_NAMESPACES, "00 0\n");
  host_folder_write (root, CLONE, "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, FREE, NULL, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/user-namespaces-finding/recorded", test_recorded);
  g_test_add_func ("/host/user-namespaces-finding/profiles", test_profiles);
  g_test_add_func ("/host/user-namespaces-finding/off", test_off);
  return g_test_run ();
}
