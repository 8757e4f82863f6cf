/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/console/devices/console-devices.h"

#include "await.h"
#include "ui/console/devices/usb-dialog.h"
#include "widget-tree.h"

/* A console without a screen, whose devices the test carries. */
typedef struct {
  SprintConsoleSession *session;
  SprintUsbDevices *usb;
  GSimpleActionGroup *actions;
  GtkWidget *console;
  GtkWindow *window;
  SprintConsoleDevices *devices;
  SprintUsbDevice *asked;
  char *message;
} Fixture;

static void
attach_cb (SprintUsbDevices *usb,
           SprintUsbDevice  *device,
           Fixture          *fixture)
{
  g_set_object (&fixture->asked, device);
}

static void
message_cb (SprintConsoleDevices *devices,
            const char           *message,
            Fixture              *fixture)
{
  g_set_str (&fixture->message, message);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->session = sprint_console_session_new ();
  fixture->usb = sprint_console_session_get_usb (fixture->session);
  fixture->actions = g_simple_action_group_new ();
  fixture->console = gtk_label_new ("console");
  fixture->devices = sprint_console_devices_new (fixture->console, G_ACTION_MAP (fixture->actions));
  g_signal_connect (fixture->usb, "attach", G_CALLBACK (attach_cb), fixture);
  g_signal_connect (fixture->devices, "message", G_CALLBACK (message_cb), fixture);
  fixture->window = GTK_WINDOW (adw_window_new ());
  adw_window_set_content (ADW_WINDOW (fixture->window), fixture->console);
  gtk_window_present (fixture->window);
  await (gtk_window_is_active (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (fixture->usb, fixture);
  g_assert_finalize_object (fixture->devices);
  g_assert_false (g_action_group_has_action (G_ACTION_GROUP (fixture->actions), "usb-devices"));
  gtk_window_destroy (fixture->window);
  g_object_unref (fixture->actions);
  g_clear_object (&fixture->asked);
  g_clear_pointer (&fixture->message, g_free);
  await_gone (fixture->session);
}

/* (transfer full) */
static SprintUsbDevice *
plug (Fixture    *fixture,
      const char *name)
{
  SprintUsbDevice *device = sprint_usb_device_new (SPRINT_USB_PLAIN, name, name);

  sprint_usb_devices_add (fixture->usb, device, TRUE);

  return device;
}

static void
test_dialog (Fixture       *fixture,
             gconstpointer  data)
{
  GActionGroup *group = G_ACTION_GROUP (fixture->actions);

  g_assert_false (g_action_group_get_action_enabled (group, "usb-devices"));
  sprint_console_devices_set_session (fixture->devices, fixture->session);
  g_assert_true (g_action_group_get_action_enabled (group, "usb-devices"));
  g_assert_false (sprint_usb_devices_get_needed (fixture->usb));
  g_action_group_activate_action (group, "usb-devices", NULL);
  await (SPRINT_IS_USB_DIALOG (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window))));
  g_assert_true (sprint_usb_devices_get_needed (fixture->usb));
}

/* What is plugged in goes to the console that has the focus, which says so. */
static void
test_automatic (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) busy = g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_IN_USE, "Resource busy");
  g_autoptr (SprintUsbDevice) off = NULL;
  g_autoptr (SprintUsbDevice) stick = NULL;
  g_autoptr (SprintUsbDevice) camera = NULL;
  g_autoptr (SprintUsbDevice) behind = NULL;
  gboolean automatic;

  sprint_console_devices_set_session (fixture->devices, fixture->session);
  sprint_usb_devices_open (fixture->usb, 4);
  sprint_usb_devices_begin (fixture->usb);
  off = plug (fixture, "Printer");
  g_assert_null (fixture->asked);

  g_object_set (fixture->devices, "automatic", TRUE, NULL);
  stick = plug (fixture, "Stick");
  g_assert_true (fixture->asked == stick);
  sprint_usb_devices_settle (fixture->usb, stick, TRUE, NULL);
  g_assert_cmpstr (fixture->message, ==, "The machine has got “Stick”");
  camera = plug (fixture, "Camera");
  sprint_usb_devices_settle (fixture->usb, camera, FALSE, busy);
  g_assert_cmpstr (fixture->message, ==, "“Camera” was not attached: Device in Use");

  gtk_widget_set_visible (fixture->console, FALSE);
  behind = plug (fixture, "Scanner");
  g_assert_true (fixture->asked == camera);

  /* Turned off in the dialog. */
  sprint_usb_devices_set_automatic (fixture->usb, FALSE);
  g_object_get (fixture->devices, "automatic", &automatic, NULL);
  g_assert_false (automatic);
}

#define add_test(path, test) g_test_add ("/console-devices/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  tree_init (&argc, &argv);
  await_own_context ();

  add_test ("dialog", test_dialog);
  add_test ("automatic", test_automatic);

  return tree_run ();
}
