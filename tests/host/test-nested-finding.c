/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/processor/processor-findings.h"

#include "host-folder.h"

#define INTEL "/sys/module/kvm_intel/parameters/nested"
#define AMD "/sys/module/kvm_amd/parameters/nested"

static SprintFinding *
find_with (const char *path,
           const char *text)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  if (path != NULL)
    host_folder_write (root, path, text);

  return sprint_find_nested (reader, NULL);
}

static void
test_on (void)
{
  static const struct { const char *host, *details; } hosts[] = {
    { "intel-laptop", INTEL ": Y" },
    { "amd-desktop", AMD ": 1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++) {
    g_autoptr (SprintHostReader) reader = host_folder_read_recorded (hosts[i].host);
    g_autoptr (SprintFinding) finding = sprint_find_nested (reader, NULL);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    g_assert_cmpstr (finding->summary, ==, "Machines can run machines of their own");
    g_assert_cmpstr (finding->details, ==, hosts[i].details);
    g_assert_null (finding->remedy);
  }
}

static void
test_off (void)
{
  static const struct { const char *path, *text, *command; } kinds[] = {
    { INTEL, "N\n", "echo 'options kvm_intel nested=1' | sudo tee /etc/modprobe.d/kvm-nested.conf" },
    { AMD, "0\n", "echo 'options kvm_amd nested=1' | sudo tee /etc/modprobe.d/kvm-nested.conf" },
    { INTEL, "\xff?\n", "echo 'options kvm_intel nested=1' | sudo tee /etc/modprobe.d/kvm-nested.conf" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autoptr (SprintFinding) finding = find_with (kinds[i].path, kinds[i].text);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
    g_assert_cmpstr (finding->summary, ==, "Machines cannot run machines of their own");
    g_assert_true (g_str_has_prefix (finding->details, kinds[i].path));
    g_assert_cmpstr (sprint_remedy_get_command (finding->remedy), ==, kinds[i].command);
  }
}

static void
test_not_known (void)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded ("aarch64");
  g_autoptr (SprintFinding) arm = sprint_find_nested (reader, NULL);
  g_autoptr (SprintFinding) missing = find_with (NULL, NULL);
  g_autoptr (SprintFinding) empty = find_with (INTEL, "\n");

  g_assert_cmpint (arm->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpint (missing->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (missing->summary, ==, "Whether machines can run machines of their own shows once KVM is there");
  g_assert_null (missing->remedy);
  g_assert_cmpstr (empty->summary, ==, missing->summary);
}

/* That nothing is there says nothing. */
static void
test_sandboxed (void)
{
  g_autoptr (SprintFinding) finding = find_with ("/.flatpak-info", "[Application]\n");

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (finding->summary, ==,
                   "Whether machines can run machines of their own cannot be seen from within Flatpak");
  g_assert_null (finding->remedy);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/nested-finding/on", test_on);
  g_test_add_func ("/host/nested-finding/off", test_off);
  g_test_add_func ("/host/nested-finding/not-known", test_not_known);
  g_test_add_func ("/host/nested-finding/sandboxed", test_sandboxed);
  return g_test_run ();
}
