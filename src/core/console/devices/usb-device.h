/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usb-error.h"

G_BEGIN_DECLS

/**
 * SprintUsbKind:
 * @SPRINT_USB_PLAIN: a device that is plugged in
 * @SPRINT_USB_INPUT: one that is plugged in and that a person types or points with
 * @SPRINT_USB_IMAGE: a file of this computer, which the machine sees as a CD drive with a disc in it
 *
 * What a machine would get.
 */
typedef enum {
  SPRINT_USB_PLAIN,
  SPRINT_USB_INPUT,
  SPRINT_USB_IMAGE,
} SprintUsbKind;

/**
 * SprintUsbPlace:
 * @SPRINT_USB_HERE: this computer has it
 * @SPRINT_USB_ATTACHING: on its way into the machine
 * @SPRINT_USB_THERE: the machine has it
 * @SPRINT_USB_DETACHING: on its way back
 *
 * Who has a device.
 */
typedef enum {
  SPRINT_USB_HERE,
  SPRINT_USB_ATTACHING,
  SPRINT_USB_THERE,
  SPRINT_USB_DETACHING,
} SprintUsbPlace;

/**
 * SprintUsbDevice:
 *
 * One device that a machine can be given: its name, who has it, and why the machine does not have it although that was
 * wanted. Knows no protocol; its setters are for whoever carries it.
 */
#define SPRINT_TYPE_USB_DEVICE (sprint_usb_device_get_type ())
G_DECLARE_FINAL_TYPE (SprintUsbDevice, sprint_usb_device, SPRINT, USB_DEVICE, GObject)

/**
 * sprint_usb_device_new:
 * @id: what it is known by when it is met again: its bus, its address there and what it is, or a file's path
 * @name: what a person calls it; from the device itself, so anything: what cannot be read is left out of it
 */
SprintUsbDevice *sprint_usb_device_new       (SprintUsbKind    kind,
                                              const char      *id,
                                              const char      *name);
SprintUsbKind    sprint_usb_device_get_kind  (SprintUsbDevice *self);
const char      *sprint_usb_device_get_id    (SprintUsbDevice *self);
const char      *sprint_usb_device_get_name  (SprintUsbDevice *self);
SprintUsbPlace   sprint_usb_device_get_place (SprintUsbDevice *self);

/**
 * sprint_usb_device_get_error:
 *
 * Returns: (nullable): why the machine does not have it, where that was wanted
 */
const GError    *sprint_usb_device_get_error (SprintUsbDevice *self);

/**
 * sprint_usb_device_set_place:
 * @error: (nullable): why it has not come any further, of %SPRINT_USB_ERROR
 */
void             sprint_usb_device_set_place (SprintUsbDevice *self,
                                              SprintUsbPlace   place,
                                              const GError    *error);

G_END_DECLS
