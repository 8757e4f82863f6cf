/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "core/problem/problem.h"
#include "libusb-double.h"
#include "remove-tree.h"
#include "session-fixture.h"

/* Programs in the place of spice-gtk's, which asks polkit: it is told which device in a line, says in one how it went,
 * and ends with its input. */
#define ALLOWS "read device; echo SUCCESS; read end"
#define REFUSES "read device; echo Not authorized"
#define IS_DISMISSED "read device; echo CANCELED"
#define DIES "read device; kill -9 $$"
#define WAITS "read device; read end"

#define N_PORTS 2

/* A session with a machine that has two USB ports, and a computer with one device. */
typedef struct {
  Fixture base;
  SpiceUsbDouble *ports[N_PORTS];
  SprintUsbDevices *usb;
  char *folder;
  char *helper;
} Usb;

static void
set_helper (Usb        *fixture,
            const char *script)
{
  g_autofree char *contents = g_strdup_printf ("#!/bin/sh\n%s\n", script);

  g_assert_true (g_file_set_contents_full (fixture->helper, contents, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0700, NULL));
}

/* Once both ports are open, and the list is filled. */
static void
connect_session (Usb *fixture)
{
  sprint_console_session_connect (fixture->base.session, fixture->base.source);
  await (sprint_console_session_get_has_picture (fixture->base.session));
  await (spice_usb_double_get_greeted (fixture->ports[0]) && spice_usb_double_get_greeted (fixture->ports[1]));
}

static void
set_up_usb (Usb           *fixture,
            gconstpointer  data)
{
  set_up (&fixture->base, NULL);
  fixture->folder = g_dir_make_tmp ("sprint-usb-XXXXXX", NULL);
  fixture->helper = g_build_filename (fixture->folder, "helper", NULL);
  g_setenv ("SPICE_USB_ACL_BINARY", fixture->helper, TRUE);
  set_helper (fixture, ALLOWS);
  libusb_double_set_fate (0, 0);
  libusb_double_plug_in ();
  for (guint i = 0; i < N_PORTS; i++)
    fixture->ports[i] = spice_server_double_add_usb (fixture->base.server);
  fixture->usb = sprint_console_session_get_usb (fixture->base.session);
  sprint_usb_devices_hold (fixture->usb);
  spice_screen_double_create_surface (fixture->base.screen, SPICE_SURFACE_FMT_32_xRGB, 64, 64);
  connect_session (fixture);
}

static void
tear_down_usb (Usb           *fixture,
               gconstpointer  data)
{
  tear_down (&fixture->base, NULL);
  libusb_double_pull_out ();
  g_assert_cmpint (libusb_double_get_opens (), ==, 0);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->helper);
}

static guint
count (Usb *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->usb));
}

/* Whether the machine has it. */
static gboolean
is_seen (Usb *fixture)
{
  return spice_usb_double_get_device (fixture->ports[0]) == LIBUSB_DOUBLE_DEVICE ||
         spice_usb_double_get_device (fixture->ports[1]) == LIBUSB_DOUBLE_DEVICE;
}

static SprintUsbDevice *
attach (Usb *fixture)
{
  SprintUsbDevice *device;

  await (count (fixture) == 1);
  device = g_list_model_get_item (G_LIST_MODEL (fixture->usb), 0);
  sprint_usb_devices_attach (fixture->usb, device);
  g_assert_cmpint (sprint_usb_device_get_place (device), ==, SPRINT_USB_ATTACHING);

  return device;
}

/* It stays here, for a reason that a person is told, and the machine's ports are free. */
static void
assert_fails (Usb *fixture,
              int  code)
{
  g_autoptr (SprintUsbDevice) device = attach (fixture);
  const GError *error;

  await (sprint_usb_device_get_place (device) == SPRINT_USB_HERE);
  error = sprint_usb_device_get_error (device);
  if (error != NULL)
    g_test_message ("%s", error->message);
  g_assert_error (error, SPRINT_USB_ERROR, code);
  g_assert_true (sprint_problem_is_foreseen (error->domain, error->code));
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, N_PORTS);
  g_assert_cmpint (get_state (&fixture->base), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

/* What was in the way is over: then it goes. */
static void
assert_works (Usb *fixture)
{
  g_autoptr (SprintUsbDevice) device = NULL;

  set_helper (fixture, ALLOWS);
  libusb_double_set_fate (0, 0);
  device = attach (fixture);
  await (sprint_usb_device_get_place (device) == SPRINT_USB_THERE);
  g_assert_no_error (sprint_usb_device_get_error (device));
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, N_PORTS - 1);
  sprint_usb_devices_detach (fixture->usb, device);
  await (sprint_usb_device_get_place (device) == SPRINT_USB_HERE);
  g_assert_no_error (sprint_usb_device_get_error (device));
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, N_PORTS);
  await (libusb_double_get_opens () == 0);
}

static void
test_attach (Usb           *fixture,
             gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) device = attach (fixture);

  await (sprint_usb_device_get_place (device) == SPRINT_USB_THERE);
  await (is_seen (fixture));
  sprint_usb_devices_detach (fixture->usb, device);
  await (sprint_usb_device_get_place (device) == SPRINT_USB_HERE);
  await (!is_seen (fixture));
  assert_works (fixture);
}

/* The system does not let the person have it: whoever is to ask is not there, says no, or dies. */
static void
test_not_allowed (Usb           *fixture,
                  gconstpointer  data)
{
  g_assert_cmpint (g_unlink (fixture->helper), ==, 0);
  assert_fails (fixture, SPRINT_USB_ERROR_NOT_ALLOWED);
  set_helper (fixture, REFUSES);
  assert_fails (fixture, SPRINT_USB_ERROR_NOT_ALLOWED);
  set_helper (fixture, "exit 1");
  assert_fails (fixture, SPRINT_USB_ERROR_NOT_ALLOWED);
  set_helper (fixture, DIES);
  assert_fails (fixture, SPRINT_USB_ERROR_NOT_ALLOWED);
  set_helper (fixture, ALLOWS);
  libusb_double_set_fate (LIBUSB_DOUBLE_ACCESS, 0);
  assert_fails (fixture, SPRINT_USB_ERROR_NOT_ALLOWED);
  assert_works (fixture);
}

/* The person has closed the dialog that asks for a password. */
static void
test_dismissed (Usb           *fixture,
                gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) device = NULL;

  set_helper (fixture, IS_DISMISSED);
  device = attach (fixture);
  await (sprint_usb_device_get_place (device) == SPRINT_USB_HERE);
  g_assert_no_error (sprint_usb_device_get_error (device));
  assert_works (fixture);
}

/* Another program has it: by libusb, or by a driver. */
static void
test_in_use (Usb           *fixture,
             gconstpointer  data)
{
  libusb_double_set_fate (LIBUSB_DOUBLE_BUSY, 0);
  assert_fails (fixture, SPRINT_USB_ERROR_IN_USE);
  libusb_double_set_fate (0, LIBUSB_DOUBLE_BUSY);
  assert_fails (fixture, SPRINT_USB_ERROR_IN_USE);
  assert_works (fixture);
}

static void
test_gone (Usb           *fixture,
           gconstpointer  data)
{
  libusb_double_set_fate (LIBUSB_DOUBLE_NO_DEVICE, 0);
  assert_fails (fixture, SPRINT_USB_ERROR_GONE);
  libusb_double_set_fate (0, LIBUSB_DOUBLE_NO_DEVICE);
  assert_fails (fixture, SPRINT_USB_ERROR_GONE);
  libusb_double_set_fate (LIBUSB_DOUBLE_IO, 0);
  assert_fails (fixture, SPRINT_USB_ERROR_GONE);
  libusb_double_set_fate (LIBUSB_DOUBLE_OTHER, 0);
  assert_fails (fixture, SPRINT_USB_ERROR_FAILED);
  libusb_double_set_fate (0, LIBUSB_DOUBLE_OTHER);
  assert_fails (fixture, SPRINT_USB_ERROR_FAILED);
  assert_works (fixture);
}

/* Pulled out on its way, while a person is asked for a password; and from the machine. */
static void
test_pulled_out (Usb           *fixture,
                 gconstpointer  data)
{
  g_autoptr (SprintUsbDevice) first = NULL;
  g_autoptr (SprintUsbDevice) second = NULL;

  set_helper (fixture, WAITS);
  first = attach (fixture);
  libusb_double_pull_out ();
  await (count (fixture) == 0);
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, N_PORTS);

  set_helper (fixture, ALLOWS);
  libusb_double_plug_in ();
  second = attach (fixture);
  await (sprint_usb_device_get_place (second) == SPRINT_USB_THERE);
  libusb_double_pull_out ();
  await (count (fixture) == 0);
  await (libusb_double_get_opens () == 0);
  g_assert_cmpuint (sprint_usb_devices_get_n_free (fixture->usb), ==, N_PORTS);

  libusb_double_plug_in ();
  assert_works (fixture);
  g_assert_cmpint (get_state (&fixture->base), ==, SPRINT_CONSOLE_STATE_CONNECTED);
}

/* The machine is killed while a device is on its way, and while it has it: this computer has it again. */
static void
test_killed (Usb           *fixture,
             gconstpointer  data)
{
  for (int i = 0; i < 2; i++) {
    g_autoptr (SprintUsbDevice) device = NULL;

    set_helper (fixture, i == 0 ? WAITS : ALLOWS);
    device = attach (fixture);
    if (i == 1)
      await (sprint_usb_device_get_place (device) == SPRINT_USB_THERE);
    spice_server_double_set_manner (fixture->base.server, SPICE_DOUBLE_REFUSES);
    spice_server_double_hang_up (fixture->base.server);
    await (get_state (&fixture->base) != SPRINT_CONSOLE_STATE_CONNECTED);
    g_assert_cmpint (sprint_usb_device_get_place (device), ==, SPRINT_USB_HERE);
    await (libusb_double_get_opens () == 0);
    sprint_console_session_disconnect (fixture->base.session);
    await (!spice_server_double_has_clients (fixture->base.server));
    spice_server_double_set_manner (fixture->base.server, SPICE_DOUBLE_SERVES);
    connect_session (fixture);
    await (sprint_usb_devices_get_n_free (fixture->usb) == N_PORTS);
  }
  assert_works (fixture);
}

#define add(path, test) g_test_add ("/usb-faults/" path, Usb, NULL, set_up_usb, test, tear_down_usb)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  /* Of each of these faults spice-gtk warns, too. */
  g_log_set_fatal_mask ("GSpice", G_LOG_FATAL_MASK);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);

  add ("attach", test_attach);
  add ("not-allowed", test_not_allowed);
  add ("dismissed", test_dismissed);
  add ("in-use", test_in_use);
  add ("gone", test_gone);
  add ("pulled-out", test_pulled_out);
  add ("killed", test_killed);

  return g_test_run ();
}
