/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A machine as Sprint makes it, on libvirt's session and QEMU, is given a CD drive over its USB channels; run by
 * ./creation, in a home of its own. */
#include <string.h>

#include "await.h"
#include "core/console/session/console-session.h"
#include "scene.h"

#define MIB (G_GUINT64_CONSTANT (1) << 20)
#define N_CHANNELS 2
/* What QEMU says of a channel with a device; of one without, that it is of low speed. */
#define ATTACHED "Speed 480 Mb/s, Product USB Redirection Device"

static void
open_graphics (gpointer             provider,
               GCancellable        *cancellable,
               GAsyncReadyCallback  callback,
               gpointer             user_data)
{
  sprint_machine_open_graphics_async (provider, cancellable, callback, user_data);
}

static int
open_graphics_finish (gpointer       provider,
                      GAsyncResult  *result,
                      GError       **error)
{
  return sprint_machine_open_graphics_finish (provider, result, error);
}

static gboolean
has_device (SprintMachine *machine)
{
  const char *argv[] = {
    "virsh", "-q", "-c", "qemu:///session", "qemu-monitor-command", sprint_machine_get_name (machine), "--hmp",
    "info usb", NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &words, NULL, &error);
  g_assert_no_error (error);

  return strstr (words, ATTACHED) != NULL;
}

static SprintMachine *
make_machine (Scene *scene)
{
  g_autofree char *path = scene_write (scene, "empty.img", "", MIB);
  g_autoptr (SprintMedium) medium = scene_disk (path, "raw", MIB);
  g_autoptr (SprintCreation) creation = NULL;
  g_autoptr (GError) error = NULL;
  SprintMachine *machine;

  scene_choose (scene, medium, "With USB");
  g_object_set (scene->choice, "copy-disk", FALSE, NULL);
  creation = scene_create (scene, NULL, &error);
  g_assert_no_error (error);
  sprint_creation_note_first_frame (creation);
  machine = g_object_ref (sprint_creation_get_machine (creation));
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_RUNNING);

  return machine;
}

static void
give_image (Scene                *scene,
            SprintMachine        *machine,
            SprintConsoleSession *session)
{
  SprintUsbDevices *usb = sprint_console_session_get_usb (session);
  g_autofree char *path = scene_write (scene, "disc.iso", "a disc", MIB);
  g_autoptr (GFile) image = g_file_new_for_path (path);
  g_autoptr (SprintUsbDevice) device = NULL;

  sprint_usb_devices_hold (usb);
  await (sprint_usb_devices_get_state (usb) == SPRINT_USB_READY &&
         sprint_usb_devices_get_n_channels (usb) == N_CHANNELS);
  g_assert_false (has_device (machine));
  sprint_usb_devices_insert (usb, image);
  await (g_list_model_get_n_items (G_LIST_MODEL (usb)) > 0);
  device = g_list_model_get_item (G_LIST_MODEL (usb), g_list_model_get_n_items (G_LIST_MODEL (usb)) - 1);
  g_assert_cmpint (sprint_usb_device_get_kind (device), ==, SPRINT_USB_IMAGE);
  await (sprint_usb_device_get_place (device) == SPRINT_USB_THERE);
  await (has_device (machine));

  sprint_usb_devices_detach (usb, device);
  await (sprint_usb_device_get_place (device) == SPRINT_USB_HERE);
  sprint_usb_devices_release (usb);
}

static void
test_image (void)
{
  Scene *scene = scene_new ("qemu:///session");
  SprintConsoleSession *session = sprint_console_session_new ();
  g_autoptr (SprintConsoleSource) source = NULL;
  g_autoptr (SprintMachine) machine = NULL;

  scene_open (scene);
  machine = make_machine (scene);
  source = sprint_console_source_new (G_OBJECT (machine), open_graphics, open_graphics_finish);
  sprint_console_session_connect (session, source);
  await (sprint_console_session_get_has_picture (session));
  give_image (scene, machine, session);
  sprint_console_session_disconnect (session);
  await_gone (session);

  scene_act (machine, SPRINT_MACHINE_ACTION_FORCE_OFF);
  await (sprint_machine_get_state (machine) == SPRINT_MACHINE_STATE_OFF);
  g_clear_object (&source);
  g_clear_object (&machine);
  scene_free (scene);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  await_own_context ();
  g_test_add_func ("/usb-on-qemu/image", test_image);

  return g_test_run ();
}
