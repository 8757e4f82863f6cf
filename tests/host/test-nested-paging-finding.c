/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/processor/processor-findings.h"

#include <string.h>

#include "host-folder.h"

#define EPT "/sys/module/kvm_intel/parameters/ept"
#define NPT "/sys/module/kvm_amd/parameters/npt"

static SprintFinding *
find_with (const char *cpuinfo,
           const char *path,
           const char *text)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  if (cpuinfo != NULL)
    host_folder_write (root, "/proc/cpuinfo", cpuinfo);
  if (path != NULL)
    host_folder_write (root, path, text);

  return sprint_find_nested_paging (reader, NULL);
}

static SprintFinding *
find_recorded (const char *name)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded (name);

  return sprint_find_nested_paging (reader, NULL);
}

static void
assert_used (SprintFinding *finding,
             const char    *details)
{
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (finding->summary, ==, "Nested paging is used");
  g_assert_cmpstr (finding->details, ==, details);
  g_assert_null (finding->remedy);
}

static void
test_used (void)
{
  g_autoptr (SprintFinding) intel = find_recorded ("intel-laptop");
  g_autoptr (SprintFinding) amd = find_recorded ("amd-desktop");
  g_autoptr (SprintFinding) old = find_with ("flags : svm npt\n", NPT, "1\n");
  g_autoptr (SprintFinding) flag = find_with ("flags : vmx ept\n", NULL, NULL);

  assert_used (intel, EPT ": Y");
  assert_used (amd, NPT ": Y");
  assert_used (old, NPT ": 1");
  assert_used (flag, "/proc/cpuinfo: flags with ept");
}

static void
test_turned_off (void)
{
  g_autoptr (SprintFinding) intel = find_with ("flags : vmx ept\n", EPT, "N\n");
  g_autoptr (SprintFinding) amd = find_with ("flags : svm npt\n", NPT, "0\n");

  g_assert_cmpint (intel->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (intel->summary, ==, "Nested paging is turned off for KVM");
  g_assert_cmpstr (intel->details, ==, EPT ": N\n/proc/cpuinfo: flags with ept");
  g_assert_cmpstr (sprint_remedy_get_description (intel->remedy), ==,
                   "Remove “ept=0” for the module kvm_intel from the files in /etc/modprobe.d and from the kernel’s "
                   "command line, then restart the computer.");
  g_assert_cmpstr (amd->summary, ==, "Nested paging is turned off for KVM");
  g_assert_nonnull (strstr (sprint_remedy_get_description (amd->remedy), "“npt=0” for the module kvm_amd"));
}

static void
test_not_offered (void)
{
  g_autoptr (SprintFinding) flag = find_with ("flags : vmx vpid\n", NULL, NULL);
  g_autoptr (SprintFinding) module = find_with ("flags : vmx\n", EPT, "N\n");

  g_assert_cmpint (flag->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (flag->summary, ==, "The processor offers no nested paging");
  g_assert_cmpstr (flag->details, ==, "/proc/cpuinfo: flags without ept");
  g_assert_nonnull (strstr (sprint_remedy_get_description (flag->remedy), "cannot be put right here"));
  g_assert_cmpstr (module->summary, ==, "The processor offers no nested paging");
}

/* Without virtualization there is nothing to warn of; that has a check of its own. */
static void
test_not_known (void)
{
  static const char * const cpuinfos[] = { NULL, "", "flags : fpu ept\n", "\xff\xfe" };
  g_autoptr (SprintFinding) off = find_recorded ("intel-laptop-off");
  g_autoptr (SprintFinding) arm = find_recorded ("aarch64");

  for (gsize i = 0; i < G_N_ELEMENTS (cpuinfos); i++) {
    g_autoptr (SprintFinding) finding = find_with (cpuinfos[i], NULL, NULL);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_NOTE);
  }
  g_assert_cmpint (off->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (off->summary, ==, "Whether there is nested paging shows once there is virtualization");
  g_assert_cmpint (arm->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (arm->summary, ==, "Nothing to look after on a processor of this kind");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/nested-paging-finding/used", test_used);
  g_test_add_func ("/host/nested-paging-finding/turned-off", test_turned_off);
  g_test_add_func ("/host/nested-paging-finding/not-offered", test_not_offered);
  g_test_add_func ("/host/nested-paging-finding/not-known", test_not_known);
  return g_test_run ();
}
