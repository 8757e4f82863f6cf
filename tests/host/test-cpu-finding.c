/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/finding.h"

#include <string.h>

#include "host-folder.h"

static SprintFinding *
find (const char *name,
      const char *architecture)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded (name);

  return sprint_find_cpu_virtualization (reader, architecture);
}

static void
test_intel (void)
{
  g_autoptr (SprintFinding) on = find ("intel-laptop", "x86_64");
  g_autoptr (SprintFinding) off = find ("intel-laptop-off", "x86_64");

  g_assert_cmpint (on->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (on->summary, ==, "The processor offers Intel VT-x");
  g_assert_cmpstr (on->details, ==, "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz");
  g_assert_null (on->remedy);

  g_assert_cmpint (off->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (off->summary, ==,
                   "The processor does not offer virtualization, or it is turned off");
  g_assert_cmpstr (off->details, ==, "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz");
  g_assert_nonnull (strstr (sprint_remedy_get_description (off->remedy), "VT-x"));
  g_assert_null (sprint_remedy_get_components (off->remedy)[0]);
}

static void
test_amd (void)
{
  g_autoptr (SprintFinding) on = find ("amd-desktop", "x86_64");
  g_autoptr (SprintFinding) off = find ("amd-desktop-off", "x86_64");

  g_assert_cmpint (on->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (on->summary, ==, "The processor offers AMD-V");
  g_assert_cmpint (off->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_nonnull (strstr (sprint_remedy_get_description (off->remedy), "AMD-V"));
  g_assert_null (strstr (sprint_remedy_get_description (off->remedy), "VT-x"));
}

/* A firmware's settings are no help inside a virtual machine. */
static void
test_virtual (void)
{
  g_autoptr (SprintFinding) cloud = find ("cloud-vm", "x86_64");
  g_autoptr (SprintFinding) nested = find ("nested-vm", "x86_64");

  g_assert_cmpint (cloud->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (cloud->summary, ==,
                   "This computer is itself a virtual machine, and does not pass "
                   "virtualization on");
  g_assert_nonnull (strstr (sprint_remedy_get_description (cloud->remedy),
                            "nested virtualization"));
  g_assert_null (strstr (sprint_remedy_get_description (cloud->remedy), "firmware"));

  g_assert_cmpint (nested->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (nested->summary, ==,
                   "This virtual machine passes virtualization on to its guests");
  g_assert_cmpstr (nested->details, ==, "Intel Xeon Processor (Icelake)");
}

/* Their /proc/cpuinfo says nothing of it: that must not look like a fault. */
static void
test_other_architecture (void)
{
  g_autoptr (SprintFinding) arm = find ("aarch64", "aarch64");
  g_autoptr (SprintFinding) power = find ("aarch64", "ppc64le");
  g_autoptr (SprintFinding) x86 = find ("intel-laptop", "i686");

  g_assert_cmpint (arm->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_nonnull (strstr (arm->summary, "aarch64"));
  g_assert_null (arm->remedy);
  g_assert_cmpint (power->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_nonnull (strstr (power->summary, "ppc64le"));
  /* The 32-bit kernel lists it as the other one does. */
  g_assert_cmpstr (x86->summary, ==, "The processor offers Intel VT-x");
}

static void
test_not_known (void)
{
  static const char * const texts[] = {
    NULL,
    "",
    "processor\t: 0\n",
    "flags\n",
    "\xff\xfe\n:\n::\n",
    /* Only that very key counts. */
    "vmx flags\t: vmx\nvery long flags: svm\n",
  };
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SprintFinding) finding = NULL;

    if (texts[i] != NULL)
      host_folder_write (root, "/proc/cpuinfo", texts[i]);
    finding = sprint_find_cpu_virtualization (reader, "x86_64");
    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
    g_assert_cmpstr (finding->summary, ==, "What this processor offers could not be read");
    g_assert_cmpstr (finding->details, ==, "/proc/cpuinfo");
    g_assert_null (finding->remedy);
  }
}

/* A flag that merely begins like one is another. */
static void
test_whole_words (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = sprint_host_reader_new (root);
  g_autoptr (SprintFinding) finding = NULL;

  host_folder_write (root, "/proc/cpuinfo",
                     "vendor_id : GenuineIntel\nflags : fpu vmxoff svm_lock hypervisors\n");
  finding = sprint_find_cpu_virtualization (reader, "x86_64");
  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (finding->summary, ==,
                   "The processor does not offer virtualization, or it is turned off");
  g_assert_null (finding->details);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/cpu-finding/intel", test_intel);
  g_test_add_func ("/host/cpu-finding/amd", test_amd);
  g_test_add_func ("/host/cpu-finding/virtual", test_virtual);
  g_test_add_func ("/host/cpu-finding/other-architecture", test_other_architecture);
  g_test_add_func ("/host/cpu-finding/not-known", test_not_known);
  g_test_add_func ("/host/cpu-finding/whole-words", test_whole_words);
  return g_test_run ();
}
