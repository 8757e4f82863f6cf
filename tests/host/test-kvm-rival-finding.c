/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/kvm/kvm-findings.h"

#include <string.h>

#include "host-folder.h"

#define PARAMETER "/sys/module/kvm/parameters/enable_virt_at_load"
#define SHARED "While a machine of VirtualBox runs, machines here will likely not start"

static SprintFinding *
find_in (const HostFolder *root)
{
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  return sprint_find_kvm_rival (reader, NULL);
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) laptop = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) thinkpad = host_folder_read_recorded ("thinkpad-virtualbox");
  g_autoptr (SprintFinding) none = sprint_find_kvm_rival (laptop, NULL);
  g_autoptr (SprintFinding) loaded = sprint_find_kvm_rival (thinkpad, NULL);

  g_assert_cmpint (none->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (none->summary, ==, "No other program holds the processor’s virtualization");
  g_assert_null (none->details);

  g_assert_cmpint (loaded->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (loaded->summary, ==, SHARED);
  g_assert_cmpstr (loaded->details, ==, "/sys/module/vboxdrv\n" PARAMETER ": –");
  g_assert_cmpstr (sprint_remedy_get_description (loaded->remedy), ==,
                   "Shut down the machines of VirtualBox before you start one here. It and KVM cannot hold the "
                   "processor’s virtualization at the same time.");
  g_assert_null (sprint_remedy_get_command (loaded->remedy));
}

/* Since Linux 6.12 it is the other program that fails. */
static void
test_kvm_first (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintFinding) first = NULL;
  g_autoptr (SprintFinding) off = NULL;
  g_autoptr (SprintFinding) taken_out = NULL;

  host_folder_write (root, "/proc/modules", "vboxdrv 700416 2 vboxnetadp,vboxnetflt, Live 0x0\n");
  host_folder_write (root, PARAMETER, "Y\n");
  taken_out = find_in (root);
  g_assert_cmpint (taken_out->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (taken_out->summary, ==, SHARED);

  host_folder_write (root, "/sys/module/kvm_amd/parameters/npt", "Y\n");
  first = find_in (root);
  g_assert_cmpint (first->state, ==, SPRINT_CHECK_STATE_NOTE);
  g_assert_cmpstr (first->summary, ==,
                   "KVM holds the processor’s virtualization, so that machines of VirtualBox will likely not start");
  g_assert_cmpstr (first->details, ==, "/sys/module/vboxdrv\n" PARAMETER ": Y");
  g_assert_nonnull (strstr (sprint_remedy_get_description (first->remedy), "kvm.enable_virt_at_load=0"));

  host_folder_write (root, PARAMETER, "N\n");
  off = find_in (root);
  g_assert_cmpint (off->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (off->summary, ==, SHARED);
}

/* Who is first cannot be read in a Flatpak, and need not be where KVM never is. */
static void
test_sandboxed (void)
{
  static const struct { const char *release; SprintCheckState state; } kernels[] = {
    { "6.12.27-amd64\n", SPRINT_CHECK_STATE_NOTE }, { "7.0\n", SPRINT_CHECK_STATE_NOTE },
    { "\n", SPRINT_CHECK_STATE_NOTE }, { "6.\n", SPRINT_CHECK_STATE_NOTE }, { "x\n", SPRINT_CHECK_STATE_NOTE },
    { "6.8.0-60-generic\n", SPRINT_CHECK_STATE_WARN }, { "5.15.0\n", SPRINT_CHECK_STATE_WARN },
  };
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintFinding) taken_out = NULL;

  host_folder_write (root, "/.flatpak-info", "[Application]\n");
  host_folder_write (root, "/proc/modules", "vboxdrv 700416 2\n");
  taken_out = find_in (root);
  g_assert_cmpint (taken_out->state, ==, SPRINT_CHECK_STATE_WARN);

  host_folder_write (root, "/proc/modules", "vboxdrv 700416 2\nkvm_intel 487424 0\n");
  for (gsize i = 0; i < G_N_ELEMENTS (kernels); i++) {
    g_autoptr (SprintFinding) finding = NULL;

    host_folder_write (root, "/proc/sys/kernel/osrelease", kernels[i].release);
    finding = find_in (root);
    g_assert_cmpint (finding->state, ==, kernels[i].state);
    g_assert_cmpstr (finding->summary, ==,
                     finding->state == SPRINT_CHECK_STATE_WARN
                       ? SHARED
                       : "Whether KVM or VirtualBox has the processor’s virtualization first cannot be seen from "
                         "within Flatpak");
    g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "VirtualBox"));
  }
}

static void
test_vmware (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintFinding) installed = NULL;
  g_autoptr (SprintFinding) loaded = NULL;

  host_folder_write (root, "/usr/bin/vmplayer", "");
  installed = find_in (root);
  g_assert_cmpint (installed->state, ==, SPRINT_CHECK_STATE_PASS);
  g_assert_cmpstr (installed->summary, ==, "VMware is installed, but does not hold the processor’s virtualization");
  g_assert_cmpstr (installed->details, ==, "/usr/bin/vmplayer");

  host_folder_write (root, "/proc/modules", "vmmon 163840 0 - Live 0x0\n");
  loaded = find_in (root);
  g_assert_cmpint (loaded->state, ==, SPRINT_CHECK_STATE_WARN);
  g_assert_cmpstr (loaded->summary, ==, "While a machine of VMware runs, machines here will likely not start");
}

static void
test_hostile (void)
{
  static const char * const texts[] = { "", "vboxdrv", "vboxdrv2 1\n", "\xff\xfe\n vboxdrv 1\n", "vboxguest 1 0\n" };
  g_autoptr (HostFolder) root = host_folder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SprintFinding) finding = NULL;

    host_folder_write (root, "/proc/modules", texts[i]);
    finding = find_in (root);
    g_assert_cmpint (finding->state, ==, SPRINT_CHECK_STATE_PASS);
    g_assert_cmpstr (finding->summary, ==, "No other program holds the processor’s virtualization");
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/kvm-rival-finding/recorded", test_recorded);
  g_test_add_func ("/host/kvm-rival-finding/kvm-first", test_kvm_first);
  g_test_add_func ("/host/kvm-rival-finding/sandboxed", test_sandboxed);
  g_test_add_func ("/host/kvm-rival-finding/vmware", test_vmware);
  g_test_add_func ("/host/kvm-rival-finding/hostile", test_hostile);
  return g_test_run ();
}
