/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/console/devices/usb-devices.h"

#include <spice-client.h>

#include "core/problem/problem.h"

/* A machine with two channels, whose carrier is the test. */
typedef struct {
  SprintUsbDevices *usb;
  SprintUsbDevice *asked;
  SprintUsbDevice *taken;
  GFile *image;
  GError *error;
  guint n_attached;
  guint n_detached;
  guint n_taken;
} Fixture;

static void
attach_cb (SprintUsbDevices *usb,
           SprintUsbDevice  *device,
           Fixture          *fixture)
{
  g_set_object (&fixture->asked, device);
  fixture->n_attached++;
}

static void
detach_cb (SprintUsbDevices *usb,
           SprintUsbDevice  *device,
           Fixture          *fixture)
{
  g_set_object (&fixture->asked, device);
  fixture->n_detached++;
}

static void
insert_cb (SprintUsbDevices *usb,
           GFile            *image,
           Fixture          *fixture)
{
  g_set_object (&fixture->image, image);
}

static void
taken_cb (SprintUsbDevices *usb,
          SprintUsbDevice  *device,
          const GError     *error,
          Fixture          *fixture)
{
  g_set_object (&fixture->taken, device);
  g_clear_error (&fixture->error);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
  fixture->n_taken++;
}

static void
problem_cb (SprintUsbDevices *usb,
            const GError     *error,
            Fixture          *fixture)
{
  g_clear_error (&fixture->error);
  fixture->error = g_error_copy (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->usb = sprint_usb_devices_new ();
  g_signal_connect (fixture->usb, "attach", G_CALLBACK (attach_cb), fixture);
  g_signal_connect (fixture->usb, "detach", G_CALLBACK (detach_cb), fixture);
  g_signal_connect (fixture->usb, "insert", G_CALLBACK (insert_cb), fixture);
  g_signal_connect (fixture->usb, "taken", G_CALLBACK (taken_cb), fixture);
  g_signal_connect (fixture->usb, "problem", G_CALLBACK (problem_cb), fixture);
  sprint_usb_devices_open (fixture->usb, 2);
  sprint_usb_devices_begin (fixture->usb);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->usb);
  g_clear_object (&fixture->asked);
  g_clear_object (&fixture->taken);
  g_clear_object (&fixture->image);
  g_clear_error (&fixture->error);
}

/* (transfer full) */
static SprintUsbDevice *
plug (Fixture       *fixture,
      SprintUsbKind  kind,
      const char    *id,
      gboolean       fresh)
{
  SprintUsbDevice *device = sprint_usb_device_new (kind, id, "Maker Thing");

  sprint_usb_devices_add (fixture->usb, device, fresh);

  return device;
}

static void
test_attach (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) first = plug (fixture, SPRINT_USB_PLAIN, "1-2", FALSE);
  g_autoptr (SprintUsbDevice) second = plug (fixture, SPRINT_USB_INPUT, "1-3", FALSE);
  g_autoptr (SprintUsbDevice) third = plug (fixture, SPRINT_USB_PLAIN, "1-4", FALSE);
  g_autoptr (GError) denied = g_error_new_literal (SPICE_CLIENT_ERROR, SPICE_CLIENT_ERROR_FAILED,
                                                   "Error libusb_open: Access denied [-3]");

  sprint_usb_devices_attach (fixture->usb, first);
  g_assert_true (fixture->asked == first);
  g_assert_cmpint (sprint_usb_device_get_place (first), ==, SPRINT_USB_ATTACHING);
  sprint_usb_devices_attach (fixture->usb, first);
  g_assert_cmpuint (fixture->n_attached, ==, 1);
  sprint_usb_devices_settle (fixture->usb, first, TRUE, NULL);
  g_assert_cmpint (sprint_usb_device_get_place (first), ==, SPRINT_USB_THERE);

  sprint_usb_devices_attach (fixture->usb, second);
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, 0);
  sprint_usb_devices_attach (fixture->usb, third);
  g_assert_cmpuint (fixture->n_attached, ==, 2);
  g_assert_error (sprint_usb_device_get_error (third), SPRINT_USB_ERROR, SPRINT_USB_ERROR_NO_CHANNEL);

  sprint_usb_devices_settle (fixture->usb, second, FALSE, denied);
  g_assert_error (sprint_usb_device_get_error (second), SPRINT_USB_ERROR, SPRINT_USB_ERROR_NOT_ALLOWED);
  sprint_usb_devices_attach (fixture->usb, second);
  g_assert_no_error (sprint_usb_device_get_error (second));

  sprint_usb_devices_detach (fixture->usb, first);
  g_assert_cmpint (sprint_usb_device_get_place (first), ==, SPRINT_USB_DETACHING);
  sprint_usb_devices_settle (fixture->usb, first, FALSE, NULL);
  g_assert_cmpuint (fixture->n_detached, ==, 1);
  g_assert_cmpuint (fixture->n_taken, ==, 0);
}

/* Who is asked for a password and does not want to enter it has not failed. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) device = plug (fixture, SPRINT_USB_PLAIN, "1-2", FALSE);
  g_autoptr (GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");

  sprint_usb_devices_attach (fixture->usb, device);
  sprint_usb_devices_settle (fixture->usb, device, FALSE, error);
  g_assert_cmpint (sprint_usb_device_get_place (device), ==, SPRINT_USB_HERE);
  g_assert_no_error (sprint_usb_device_get_error (device));
}

/* Only what is new, of use to a machine, and plugged in for it. */
static void
test_automatic (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) off = plug (fixture, SPRINT_USB_PLAIN, "1-1", TRUE);
  g_autoptr (SprintUsbDevice) behind = NULL;
  g_autoptr (SprintUsbDevice) old = NULL;
  g_autoptr (SprintUsbDevice) keyboard = NULL;
  g_autoptr (SprintUsbDevice) taken = NULL;
  g_autoptr (SprintUsbDevice) failing = NULL;
  g_autoptr (GError) busy = g_error_new_literal (SPICE_CLIENT_ERROR, SPICE_CLIENT_ERROR_FAILED,
                                                 "could not claim interface 0: Resource busy");

  sprint_usb_devices_set_automatic (fixture->usb, TRUE);
  g_assert_true (sprint_usb_devices_get_needed (fixture->usb));
  behind = plug (fixture, SPRINT_USB_PLAIN, "1-2", TRUE);
  sprint_usb_devices_set_in_front (fixture->usb, TRUE);
  old = plug (fixture, SPRINT_USB_PLAIN, "1-3", FALSE);
  keyboard = plug (fixture, SPRINT_USB_INPUT, "1-4", TRUE);
  g_assert_cmpuint (fixture->n_attached, ==, 0);

  taken = plug (fixture, SPRINT_USB_PLAIN, "1-5", TRUE);
  g_assert_true (fixture->asked == taken);
  sprint_usb_devices_settle (fixture->usb, taken, TRUE, NULL);
  g_assert_true (fixture->taken == taken);
  g_assert_no_error (fixture->error);

  failing = plug (fixture, SPRINT_USB_PLAIN, "1-6", TRUE);
  sprint_usb_devices_settle (fixture->usb, failing, FALSE, busy);
  g_assert_true (fixture->taken == failing);
  g_assert_error (fixture->error, SPRINT_USB_ERROR, SPRINT_USB_ERROR_IN_USE);

  /* By hand it is nobody's news. */
  sprint_usb_devices_attach (fixture->usb, failing);
  sprint_usb_devices_settle (fixture->usb, failing, TRUE, NULL);
  g_assert_cmpuint (fixture->n_taken, ==, 2);
}

/* After a connection that was lost: what is still plugged in comes back, and only that. */
static void
test_return (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) kept = plug (fixture, SPRINT_USB_PLAIN, "1-2", FALSE);
  g_autoptr (SprintUsbDevice) image = plug (fixture, SPRINT_USB_IMAGE, "/disc.iso", TRUE);
  g_autoptr (SprintUsbDevice) again = NULL;
  g_autoptr (SprintUsbDevice) other = NULL;

  g_assert_true (fixture->asked == image);
  sprint_usb_devices_settle (fixture->usb, image, TRUE, NULL);
  sprint_usb_devices_attach (fixture->usb, kept);
  sprint_usb_devices_settle (fixture->usb, kept, TRUE, NULL);
  sprint_usb_devices_close (fixture->usb);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->usb)), ==, 0);
  g_assert_cmpint (sprint_usb_devices_get_state (fixture->usb), ==, SPRINT_USB_OFF);
  g_assert_true (sprint_usb_devices_get_needed (fixture->usb));

  /* Lost again, before anything was there. */
  sprint_usb_devices_open (fixture->usb, 2);
  sprint_usb_devices_close (fixture->usb);

  sprint_usb_devices_open (fixture->usb, 2);
  other = plug (fixture, SPRINT_USB_PLAIN, "1-9", FALSE);
  again = plug (fixture, SPRINT_USB_PLAIN, "1-2", FALSE);
  g_assert_true (fixture->asked == again);
  sprint_usb_devices_begin (fixture->usb);
  g_assert_cmpstr (g_file_peek_path (fixture->image), ==, "/disc.iso");
  g_assert_cmpuint (fixture->n_attached, ==, 3);
  g_assert_false (sprint_usb_devices_get_needed (fixture->usb));

  sprint_usb_devices_close (fixture->usb);
  sprint_usb_devices_forget (fixture->usb);
  g_assert_false (sprint_usb_devices_get_needed (fixture->usb));
}

static void
test_unplugged (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) device = plug (fixture, SPRINT_USB_PLAIN, "1-2", FALSE);

  sprint_usb_devices_attach (fixture->usb, device);
  sprint_usb_devices_remove (fixture->usb, device);
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, 2);
  sprint_usb_devices_remove (fixture->usb, device);
  sprint_usb_devices_attach (fixture->usb, device);
  g_assert_cmpuint (fixture->n_attached, ==, 1);
}

static void
test_broken (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (GError) error = g_error_new_literal (SPRINT_USB_ERROR, SPRINT_USB_ERROR_NOT_SUPPORTED, "Not built in");
  g_autoptr (GFile) image = g_file_new_for_path ("/disc.iso");

  sprint_usb_devices_break (fixture->usb, error);
  g_assert_cmpint (sprint_usb_devices_get_state (fixture->usb), ==, SPRINT_USB_BROKEN);
  g_assert_error (sprint_usb_devices_get_error (fixture->usb), SPRINT_USB_ERROR, SPRINT_USB_ERROR_NOT_SUPPORTED);
  sprint_usb_devices_insert (fixture->usb, image);
  g_assert_nonnull (fixture->error);
  g_assert_null (fixture->image);
  sprint_usb_devices_open (fixture->usb, 0);
  g_assert_cmpint (sprint_usb_devices_get_state (fixture->usb), ==, SPRINT_USB_BROKEN);

  /* The machine is elsewhere, and has others. */
  sprint_usb_devices_mend (fixture->usb);
  sprint_usb_devices_open (fixture->usb, 1);
  g_assert_cmpint (sprint_usb_devices_get_state (fixture->usb), ==, SPRINT_USB_READY);
  g_assert_no_error (sprint_usb_devices_get_error (fixture->usb));
}

/* An image that is nowhere on this computer, before it is known what is plugged in. */
static void
test_no_path (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GFile) image = g_file_new_for_uri ("https://127.0.0.1/disc.iso");

  sprint_usb_devices_close (fixture->usb);
  sprint_usb_devices_open (fixture->usb, 2);
  sprint_usb_devices_insert (fixture->usb, image);
  g_assert_error (fixture->error, SPRINT_USB_ERROR, SPRINT_USB_ERROR_IMAGE);
  g_assert_false (sprint_usb_devices_get_needed (fixture->usb));
  sprint_usb_devices_begin (fixture->usb);
  g_assert_null (fixture->image);
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct {
    const char *given;
    const char *name;
  } names[] = {
    { "Kingston DataTraveler", "Kingston DataTraveler" },
    { "  Logitech,\n Inc.\t\tMouse\r ", "Logitech, Inc. Mouse" },
    { "\x1b[31mRed\x07", "[31mRed" },
    { "", "Device without a name" },
    { " \x01 ", "Device without a name" },
  };
  g_autofree char *long_name = g_strnfill (10000, 'x');
  g_autoptr (SprintUsbDevice) device = sprint_usb_device_new (SPRINT_USB_PLAIN, "1", long_name);
  g_autoptr (SprintUsbDevice) broken = sprint_usb_device_new (SPRINT_USB_PLAIN, "1", "\xff\xfe");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (SprintUsbDevice) named = sprint_usb_device_new (SPRINT_USB_PLAIN, "1", names[i].given);

    g_assert_cmpstr (sprint_usb_device_get_name (named), ==, names[i].name);
  }
  g_assert_cmpuint (strlen (sprint_usb_device_get_name (device)), <, 200);
  g_assert_true (g_utf8_validate (sprint_usb_device_get_name (broken), -1, NULL));
}

static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    const char *words;
    SprintUsbError code;
  } known[] = {
    { "Error libusb_open: Access denied (insufficient permissions) [-3]", SPRINT_USB_ERROR_NOT_ALLOWED },
    { "Error libusb_open: No such device (it may have been disconnected) [-4]", SPRINT_USB_ERROR_GONE },
    { "Error libusb_open: Resource busy [-6]", SPRINT_USB_ERROR_IN_USE },
    { "Error setting USB device node ACL: 'Not authorized'", SPRINT_USB_ERROR_NOT_ALLOWED },
    { "Unexpected EOF reading from acl helper stdout", SPRINT_USB_ERROR_NOT_ALLOWED },
    { "could not claim interface 0 (configuration 1): LIBUSB_ERROR_BUSY", SPRINT_USB_ERROR_IN_USE },
    { "Thing [abc", SPRINT_USB_ERROR_FAILED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++) {
    g_autoptr (GError) cause = g_error_new_literal (SPICE_CLIENT_ERROR, SPICE_CLIENT_ERROR_FAILED, known[i].words);
    g_autoptr (GError) error = sprint_usb_error_explain (cause);

    g_assert_error (error, SPRINT_USB_ERROR, (int) known[i].code);
    g_assert_cmpstr (error->message, ==, known[i].words);
  }
  for (int code = SPRINT_USB_ERROR_FAILED; code <= SPRINT_USB_ERROR_IMAGE; code++)
    g_assert_true (sprint_problem_is_foreseen (SPRINT_USB_ERROR, code));
}

#define add(path, test) g_test_add ("/usb-devices/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("attach", test_attach);
  add ("cancelled", test_cancelled);
  add ("automatic", test_automatic);
  add ("return", test_return);
  add ("unplugged", test_unplugged);
  add ("broken", test_broken);
  add ("no-path", test_no_path);
  add ("names", test_names);
  add ("errors", test_errors);

  return g_test_run ();
}
