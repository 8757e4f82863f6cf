/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/processor/processor-findings.h"

#include <string.h>

#include "host-folder.h"

#define NOT_KNOWN "What this processor offers could not be read"
#define PERHAPS_OFF "The processor does not offer virtualization, or it is turned off"
#define LIKELY_OFF "Virtualization is likely turned off in the firmware"

static SprintFinding *
find (const char *name,
      const char *architecture)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_recorded_as (name, architecture);

  return sprint_find_cpu_virtualization (reader, NULL);
}

static SprintFinding *
find_in (const char *cpuinfo)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  host_folder_write (root, "/proc/cpuinfo", cpuinfo);

  return sprint_find_cpu_virtualization (reader, NULL);
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
  g_assert_cmpstr (off->summary, ==, LIKELY_OFF);
  g_assert_cmpstr (off->details, ==,
                   "Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz\n"
                   "/proc/cpuinfo: flags without vmx\n"
                   "/sys/class/dmi/id: LENOVO, 20L5CTO1WW, ThinkPad T480, LENOVO");
  g_assert_nonnull (strstr (sprint_remedy_get_description (off->remedy), "Lenovo ThinkPad"));
  g_assert_cmpstr (sprint_remedy_get_command (off->remedy), ==, "systemctl reboot --firmware-setup");
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
  g_assert_cmpstr (off->summary, ==, LIKELY_OFF);
  g_assert_nonnull (strstr (off->details, "flags without svm"));
  g_assert_nonnull (strstr (sprint_remedy_get_description (off->remedy), "“SVM Mode”"));
  g_assert_null (strstr (sprint_remedy_get_description (off->remedy), "VT-x"));
  g_assert_null (sprint_remedy_get_command (off->remedy));
}

/* Of some old processors, only the next of their kind can do it. */
static void
test_likely (void)
{
  static const struct { const char *cpuinfo, *summary; } processors[] = {
    { "vendor_id : GenuineIntel\ncpu family : 6\nflags : fpu ssse3 aes\n", PERHAPS_OFF },
    { "vendor_id : GenuineIntel\ncpu family : 6\nflags : fpu smep\n", LIKELY_OFF },
    { "vendor_id : AuthenticAMD\ncpu family : 15\nflags : fpu\n", PERHAPS_OFF },
    { "vendor_id : AuthenticAMD\ncpu family : 16\nflags : fpu\n", LIKELY_OFF },
    { "vendor_id : AuthenticAMD\nflags : fpu smep\n", PERHAPS_OFF },
    { "vendor_id : HygonGenuine\ncpu family : 24\nflags : fpu\n", LIKELY_OFF },
    { "flags : fpu\n", PERHAPS_OFF },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (processors); i++) {
    g_autoptr (SprintFinding) finding = find_in (processors[i].cpuinfo);

    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
    g_assert_cmpstr (finding->summary, ==, processors[i].summary);
    g_assert_nonnull (finding->remedy);
  }
}

/* The registers are those of Intel's manual, volume 4, and of AMD's, volume 2; one that could not be read leaves what the
 * kernel has said. */
static void
test_inspected (void)
{
  static const char off[] = "Virtualization is turned off in the firmware";
  static const char on[] = "The kernel does not offer virtualization, although the firmware leaves it on";
  static const struct { const char *host, *seen, *summary; SprintRemedyAction action; } cases[] = {
    { "intel-laptop-off", "{ \"feature-control\": \"0x1\" }", off, SPRINT_REMEDY_ACTION_NONE },
    { "intel-laptop-off", "{ \"feature-control\": \"0x5\", \"disabled-in-firmware\": true }", on,
      SPRINT_REMEDY_ACTION_NONE },
    { "intel-laptop-off", "{ \"feature-control\": \"0x0\" }", on, SPRINT_REMEDY_ACTION_NONE },
    { "intel-laptop-off", "{ \"feature-control\": null, \"disabled-in-firmware\": true }", off,
      SPRINT_REMEDY_ACTION_NONE },
    { "intel-laptop-off", "{ \"feature-control\": null, \"disabled-in-firmware\": false }", LIKELY_OFF,
      SPRINT_REMEDY_ACTION_INSPECT },
    { "intel-laptop-off", "{ \"feature-control\": \"5\", \"vm-cr\": \"0x10\" }", LIKELY_OFF,
      SPRINT_REMEDY_ACTION_INSPECT },
    { "amd-desktop-off", "{ \"vm-cr\": \"0x18\" }", off, SPRINT_REMEDY_ACTION_NONE },
    { "amd-desktop-off", "{ \"vm-cr\": \"0x8\" }", on, SPRINT_REMEDY_ACTION_NONE },
    { "amd-desktop-off", "{ \"feature-control\": \"0x1\" }", LIKELY_OFF, SPRINT_REMEDY_ACTION_INSPECT },
    { "amd-desktop-off", "[]", LIKELY_OFF, SPRINT_REMEDY_ACTION_INSPECT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SprintHostReader) reader = host_folder_read_recorded_as (cases[i].host, "x86_64");
    g_autoptr (SprintFinding) finding = NULL;

    sprint_host_reader_take_inspection (reader, cases[i].seen);
    finding = sprint_find_cpu_virtualization (reader, NULL);
    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
    g_assert_cmpstr (finding->summary, ==, cases[i].summary);
    g_assert_cmpint (sprint_remedy_get_action (finding->remedy), ==, cases[i].action);
  }
}

/* A firmware's settings are no help inside a virtual machine. */
static void
test_virtual (void)
{
  g_autoptr (SprintFinding) cloud = find ("cloud-vm", "x86_64");
  g_autoptr (SprintFinding) wsl = find ("wsl2", "x86_64");
  g_autoptr (SprintFinding) nested = find ("nested-vm", "x86_64");
  g_autoptr (SprintFinding) nameless = find_in ("flags : fpu smep hypervisor\n");

  g_assert_cmpint (cloud->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (cloud->summary, ==,
                   "This computer is itself a virtual machine (Amazon EC2), and does not pass virtualization on");
  g_assert_nonnull (strstr (sprint_remedy_get_description (cloud->remedy), "bare-metal instance"));
  g_assert_true (g_str_has_suffix (sprint_remedy_get_description (cloud->remedy),
                                   ". Until then, machines are emulated in software."));
  g_assert_null (strstr (sprint_remedy_get_description (cloud->remedy), "firmware"));

  g_assert_cmpint (wsl->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_nonnull (strstr (wsl->summary, "(WSL 2)"));
  g_assert_nonnull (strstr (sprint_remedy_get_description (wsl->remedy), "nestedVirtualization=true"));

  g_assert_cmpstr (nameless->summary, ==,
                   "This computer is itself a virtual machine, and does not pass virtualization on");

  g_assert_cmpint (nested->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (nested->summary, ==, "This virtual machine passes virtualization on to its guests");
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
    "flags",
    "\xff\xfe\n:\n::\n",
    /* Only that very key counts. */
    "vmx flags\t: vmx\nvery long flags: svm\nflagship: vmx\n",
  };
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SprintFinding) finding = NULL;

    if (texts[i] != NULL)
      host_folder_write (root, "/proc/cpuinfo", texts[i]);
    finding = sprint_find_cpu_virtualization (reader, NULL);
    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
    g_assert_cmpstr (finding->summary, ==, NOT_KNOWN);
    g_assert_cmpstr (finding->details, ==, "/proc/cpuinfo");
    g_assert_null (finding->remedy);
  }
}

/* A flag that merely begins like one is another. */
static void
test_whole_words (void)
{
  g_autoptr (SprintFinding) finding =
    find_in ("vendor_id : GenuineIntel\nflags : fpu vmxoff svm_lock hypervisors\n");

  g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (finding->summary, ==, PERHAPS_OFF);
  g_assert_cmpstr (finding->details, ==, "?\n/proc/cpuinfo: flags without vmx");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/cpu-finding/intel", test_intel);
  g_test_add_func ("/host/cpu-finding/amd", test_amd);
  g_test_add_func ("/host/cpu-finding/likely", test_likely);
  g_test_add_func ("/host/cpu-finding/inspected", test_inspected);
  g_test_add_func ("/host/cpu-finding/virtual", test_virtual);
  g_test_add_func ("/host/cpu-finding/other-architecture", test_other_architecture);
  g_test_add_func ("/host/cpu-finding/not-known", test_not_known);
  g_test_add_func ("/host/cpu-finding/whole-words", test_whole_words);
  return g_test_run ();
}
