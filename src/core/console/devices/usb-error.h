/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintUsbError:
 * @SPRINT_USB_ERROR_FAILED: something else
 * @SPRINT_USB_ERROR_NOT_SUPPORTED: this computer's SPICE library cannot redirect USB devices
 * @SPRINT_USB_ERROR_NO_CHANNEL: each of the machine's USB channels has a device already
 * @SPRINT_USB_ERROR_NOT_ALLOWED: the person may not use the device, or nobody is there to allow it
 * @SPRINT_USB_ERROR_IN_USE: another program or machine has the device
 * @SPRINT_USB_ERROR_GONE: the device is not there any more, or does not answer
 * @SPRINT_USB_ERROR_REJECTED: the machine's side does not want it
 * @SPRINT_USB_ERROR_LOST: the machine's side has ended its USB channel
 * @SPRINT_USB_ERROR_NONSENSE: Sprint has ended it, as what came over it made no sense
 * @SPRINT_USB_ERROR_IMAGE: a file cannot be a CD
 *
 * Why a device of this computer is not in the machine.
 */
typedef enum {
  SPRINT_USB_ERROR_FAILED,
  SPRINT_USB_ERROR_NOT_SUPPORTED,
  SPRINT_USB_ERROR_NO_CHANNEL,
  SPRINT_USB_ERROR_NOT_ALLOWED,
  SPRINT_USB_ERROR_IN_USE,
  SPRINT_USB_ERROR_GONE,
  SPRINT_USB_ERROR_REJECTED,
  SPRINT_USB_ERROR_LOST,
  SPRINT_USB_ERROR_NONSENSE,
  SPRINT_USB_ERROR_IMAGE,
} SprintUsbError;

#define SPRINT_USB_ERROR (sprint_usb_error_quark ())
GQuark  sprint_usb_error_quark   (void);

/**
 * sprint_usb_error_explain:
 * @cause: what a SPICE library says of a device, or why a channel was refused
 *
 * Returns: (transfer full): the same words with a code of %SPRINT_USB_ERROR, or %G_IO_ERROR_CANCELLED where the person
 *   wanted it no more
 */
GError *sprint_usb_error_explain (const GError *cause);

G_END_DECLS
