/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/host/software/software-findings.h"

#include <string.h>

#include "assert-finding.h"
#include "host-folder.h"

static void
assert_missing (SprintHostReader *reader)
{
  g_autoptr (SprintFinding) finding = sprint_find_virtio_win (reader, NULL);

  assert_finding (finding, SPRINT_CHECK_STATE_NOTE, "The drivers for Windows machines are not installed",
                  "/usr/share/virtio-win", NULL);
  /* No package would help, and no command. */
  g_assert_nonnull (strstr (sprint_remedy_get_description (finding->remedy), "likely does not package them."));
  g_assert_null (sprint_remedy_get_command (finding->remedy));
}

static void
test_recorded (void)
{
  g_autoptr (SprintHostReader) fresh = host_folder_read_recorded ("ubuntu-fresh");

  assert_missing (fresh);
}

static void
test_image (void)
{
  g_autoptr (HostFolder) root = host_folder_new ();
  g_autoptr (SprintHostReader) reader = host_folder_read_as (root, "x86_64");
  g_autoptr (SprintFinding) finding = NULL;

  host_folder_write (root, "/usr/share/virtio-win/drivers/README", "");
  host_folder_write (root, "/usr/share/virtio-win/virtio-win_license.txt", "");
  assert_missing (reader);
  host_folder_write (root, "/usr/share/virtio-win/virtio-win-0.1.271.iso", "");
  finding = sprint_find_virtio_win (reader, NULL);
  assert_finding (finding, SPRINT_CHECK_STATE_PASS, "The drivers for Windows machines are there",
                  "/usr/share/virtio-win/virtio-win-0.1.271.iso", NULL);
  g_assert_null (finding->remedy);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/virtio-win-finding/recorded", test_recorded);
  g_test_add_func ("/host/virtio-win-finding/image", test_image);
  return g_test_run ();
}
