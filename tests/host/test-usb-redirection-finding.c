/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include "assert-finding.h"
#include "host-folder.h"

#define HELPER "spice-client-glib-usb-acl-helper"
#define NO_MODULE "QEMU’s part for USB devices is not installed"

static void
assert_state (SprintHostReader *reader,
              SprintCheckState  state,
              const char       *summary,
              const char       *details)
{
  g_autoptr (SprintFinding) finding = sprint_find_usb_redirection (reader, NULL);

  assert_finding (finding, state, summary, details, state == SPRINT_CHECK_STATE_PASS ? NULL : "usb-redirection");
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) ubuntu = host_folder_read_recorded ("intel-laptop");
  g_autoptr (SprintHostReader) fedora = host_folder_read_recorded ("amd-desktop");
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");

  assert_state (ubuntu, SPRINT_CHECK_STATE_PASS, "Viewers such as virt-viewer can plug USB devices into machines",
                "/usr/lib/x86_64-linux-gnu/qemu/hw-usb-redirect.so\n/usr/libexec/" HELPER);
  assert_state (fedora, SPRINT_CHECK_STATE_PASS, "Viewers such as virt-viewer can plug USB devices into machines",
                "/usr/lib64/qemu/hw-usb-redirect.so\n/usr/libexec/spice-gtk-x86_64/" HELPER);
  assert_state (fresh, SPRINT_CHECK_STATE_NOTE, NO_MODULE, "hw-usb-redirect.so");
}

/* Arch has it as a package, Gentoo builds all in one piece. */
static void
test_parts (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");

  host_folder_write (root, "/usr/lib/" HELPER, "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, NO_MODULE, "hw-usb-redirect.so");
  host_folder_write (root, "/usr/bin/qemu-system-x86_64", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, "Viewers such as virt-viewer can likely plug USB devices into machines",
                "/usr/bin/qemu-system-x86_64\n/usr/lib/" HELPER);
  host_folder_write (root, "/usr/lib/qemu/qemu-bridge-helper", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, "Viewers such as virt-viewer can likely plug USB devices into machines",
                "/usr/bin/qemu-system-x86_64\n/usr/lib/" HELPER);
  host_folder_write (root, "/usr/lib/qemu/ui-spice-core.so", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, NO_MODULE, "/usr/lib/qemu/hw-usb-redirect.so");
  host_folder_write (root, "/usr/lib/qemu/hw-usb-redirect.so", "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, "Viewers such as virt-viewer can plug USB devices into machines",
                "/usr/lib/qemu/hw-usb-redirect.so\n/usr/lib/" HELPER);
}

static void
test_no_helper (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "armv7l");

  host_folder_write (root, "/usr/lib/arm-linux-gnueabihf/qemu/hw-usb-redirect.so", "");
  assert_state (reader, SPRINT_CHECK_STATE_NOTE, "What lets you hand a USB device to a machine is not installed",
                HELPER);
  host_folder_write (root, "/usr/lib/arm-linux-gnueabihf/" HELPER, "");
  assert_state (reader, SPRINT_CHECK_STATE_PASS, "Viewers such as virt-viewer can plug USB devices into machines",
                "/usr/lib/arm-linux-gnueabihf/qemu/hw-usb-redirect.so\n/usr/lib/arm-linux-gnueabihf/" HELPER);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/usb-redirection-finding/recorded", test_recorded);
  g_test_add_func ("/host/usb-redirection-finding/parts", test_parts);
  g_test_add_func ("/host/usb-redirection-finding/no-helper", test_no_helper);
  return g_test_run ();
}
