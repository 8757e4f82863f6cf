/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usb-error.h"

#include <spice-client.h>
#include <stdlib.h>
#include <string.h>

#include "core/console/session/console-error.h"

G_DEFINE_QUARK (sprint-usb-error-quark, sprint_usb_error)

/* What spice-gtk puts behind libusb's words, in brackets: enum libusb_error of libusb.h. */
static const struct {
  int number;
  SprintUsbError code;
} numbers[] = {
  { -1, SPRINT_USB_ERROR_GONE },         /* LIBUSB_ERROR_IO */
  { -3, SPRINT_USB_ERROR_NOT_ALLOWED },  /* LIBUSB_ERROR_ACCESS */
  { -4, SPRINT_USB_ERROR_GONE },         /* LIBUSB_ERROR_NO_DEVICE */
  { -5, SPRINT_USB_ERROR_GONE },         /* LIBUSB_ERROR_NOT_FOUND */
  { -6, SPRINT_USB_ERROR_IN_USE },       /* LIBUSB_ERROR_BUSY */
};

/* The same in words: libusb's own, the kernel's, and polkit's, none of which is translated. */
static const struct {
  const char *words;
  SprintUsbError code;
} phrases[] = {
  { "Access denied", SPRINT_USB_ERROR_NOT_ALLOWED },
  { "LIBUSB_ERROR_ACCESS", SPRINT_USB_ERROR_NOT_ALLOWED },
  { "Not authorized", SPRINT_USB_ERROR_NOT_ALLOWED },
  /* The helper of spice-gtk that opens a device for who may use it. */
  { "acl helper", SPRINT_USB_ERROR_NOT_ALLOWED },
  { "node ACL", SPRINT_USB_ERROR_NOT_ALLOWED },
  { "Resource busy", SPRINT_USB_ERROR_IN_USE },
  /* usbredirhost's own, of a driver or program that does not let go of it. */
  { "in use by another application", SPRINT_USB_ERROR_IN_USE },
  { "LIBUSB_ERROR_BUSY", SPRINT_USB_ERROR_IN_USE },
  { "No such device", SPRINT_USB_ERROR_GONE },
  { "LIBUSB_ERROR_NO_DEVICE", SPRINT_USB_ERROR_GONE },
};

static SprintUsbError
find_code (const GError *cause)
{
  const char *bracket = strrchr (cause->message, '[');

  if (g_error_matches (cause, SPICE_CLIENT_ERROR, SPICE_CLIENT_ERROR_USB_DEVICE_REJECTED))
    return SPRINT_USB_ERROR_REJECTED;
  if (g_error_matches (cause, SPICE_CLIENT_ERROR, SPICE_CLIENT_ERROR_USB_DEVICE_LOST))
    return SPRINT_USB_ERROR_GONE;
  if (g_error_matches (cause, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_NONSENSE))
    return SPRINT_USB_ERROR_NONSENSE;
  /* The helper is not installed, or has ended before it was asked. */
  if (cause->domain == G_SPAWN_ERROR || g_error_matches (cause, G_IO_CHANNEL_ERROR, G_IO_CHANNEL_ERROR_PIPE))
    return SPRINT_USB_ERROR_NOT_ALLOWED;

  for (gsize i = 0; bracket != NULL && i < G_N_ELEMENTS (numbers); i++) {
    if (atoi (bracket + 1) == numbers[i].number)
      return numbers[i].code;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++) {
    if (strstr (cause->message, phrases[i].words) != NULL)
      return phrases[i].code;
  }

  return SPRINT_USB_ERROR_FAILED;
}

GError *
sprint_usb_error_explain (const GError *cause)
{
  g_return_val_if_fail (cause != NULL, NULL);

  if (cause->domain == SPRINT_USB_ERROR || g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (cause);

  return g_error_new_literal (SPRINT_USB_ERROR, find_code (cause), cause->message);
}
