/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "usb-device.h"

G_BEGIN_DECLS

/**
 * SprintUsbState:
 * @SPRINT_USB_OFF: there is no connection to the machine
 * @SPRINT_USB_NO_CHANNELS: the machine has nothing that takes devices
 * @SPRINT_USB_READY: it can be given devices
 * @SPRINT_USB_BROKEN: none can be given away, or may be; see sprint_usb_devices_get_error()
 *
 * Whether a machine can be given devices of this computer.
 */
typedef enum {
  SPRINT_USB_OFF,
  SPRINT_USB_NO_CHANNELS,
  SPRINT_USB_READY,
  SPRINT_USB_BROKEN,
} SprintUsbState;

/**
 * SprintUsbDevices:
 *
 * The devices of this computer that a machine can be given: a [iface@Gio.ListModel] of [class@UsbDevice], filled while
 * there is a connection and somebody wants to know, see sprint_usb_devices_hold(). What the machine had when a
 * connection was lost it gets back with the next one.
 *
 * Knows no protocol. Whoever carries devices is told by ::attach(device), ::detach(device) and ::insert(file), and
 * answers with the functions for carriers.
 *
 * ::taken(device, error) says that a device was just plugged in and is the machine's, or why it is not; ::problem(error)
 * that a file is no CD for the machine.
 */
#define SPRINT_TYPE_USB_DEVICES (sprint_usb_devices_get_type ())
G_DECLARE_FINAL_TYPE (SprintUsbDevices, sprint_usb_devices, SPRINT, USB_DEVICES, GObject)

SprintUsbDevices *sprint_usb_devices_new            (void);
SprintUsbState    sprint_usb_devices_get_state      (SprintUsbDevices *self);

/**
 * sprint_usb_devices_get_error:
 *
 * Returns: (nullable): why this computer can give no device away, or may not
 */
const GError     *sprint_usb_devices_get_error      (SprintUsbDevices *self);

/**
 * sprint_usb_devices_get_n_channels:
 *
 * Returns: how many devices the machine can have at once
 */
guint             sprint_usb_devices_get_n_channels (SprintUsbDevices *self);
guint             sprint_usb_devices_get_n_free     (SprintUsbDevices *self);

/**
 * sprint_usb_devices_hold:
 *
 * Somebody wants to know the devices: from the first time on they are looked for, until the connection ends. To find
 * their names takes time, so that nobody does before.
 */
void              sprint_usb_devices_hold           (SprintUsbDevices *self);
void              sprint_usb_devices_release        (SprintUsbDevices *self);
gboolean          sprint_usb_devices_get_automatic  (SprintUsbDevices *self);

/**
 * sprint_usb_devices_set_automatic:
 * @automatic: whether the machine gets what is plugged in while it is in front, but for keyboards and the like
 */
void              sprint_usb_devices_set_automatic  (SprintUsbDevices *self,
                                                     gboolean          automatic);

/**
 * sprint_usb_devices_set_filter:
 * @filter: (nullable): which of them, as usbredir writes rules (class, vendor, product, version and 1 or 0, -1 for any;
 *   "|" between rules; what none is for is not meant): as sprint_usb_filter_read() returns them
 *
 * Of what is plugged in, the machine gets by itself what these rules let through too.
 */
void              sprint_usb_devices_set_filter     (SprintUsbDevices *self,
                                                     const char       *filter);
const char       *sprint_usb_devices_get_filter     (SprintUsbDevices *self);

/**
 * sprint_usb_devices_set_in_front:
 * @in_front: whether the machine's screen is what a person works with now
 */
void              sprint_usb_devices_set_in_front   (SprintUsbDevices *self,
                                                     gboolean          in_front);

/**
 * sprint_usb_devices_attach:
 *
 * Gives the machine a device of the list, which tells by its place and error what has become of that. The same goes for
 * sprint_usb_devices_detach(), with which an image leaves the list.
 */
void              sprint_usb_devices_attach         (SprintUsbDevices *self,
                                                     SprintUsbDevice  *device);
void              sprint_usb_devices_detach         (SprintUsbDevices *self,
                                                     SprintUsbDevice  *device);

/**
 * sprint_usb_devices_insert:
 * @image: a file of this computer with what is on a CD or DVD
 *
 * Gives the machine a CD drive with the image in it, which comes into the list.
 */
void              sprint_usb_devices_insert         (SprintUsbDevices *self,
                                                     GFile            *image);

/**
 * sprint_usb_devices_forget:
 *
 * The machine gets nothing back with the next connection: it is another start of it.
 */
void              sprint_usb_devices_forget         (SprintUsbDevices *self);

/* For carriers. */

/**
 * sprint_usb_devices_get_needed:
 *
 * Returns: whether devices are to be looked for; with notification
 */
gboolean          sprint_usb_devices_get_needed     (SprintUsbDevices *self);

/**
 * sprint_usb_devices_open:
 * @n_channels: how many devices the machine takes, from now on
 */
void              sprint_usb_devices_open           (SprintUsbDevices *self,
                                                     guint             n_channels);

/**
 * sprint_usb_devices_begin:
 *
 * What is plugged in has been added, and the rest will be as it comes.
 */
void              sprint_usb_devices_begin          (SprintUsbDevices *self);

/**
 * sprint_usb_devices_break:
 * @error: why no devices can be looked for, or given away any more
 *
 * The machine gets none, until the connection ends or sprint_usb_devices_mend().
 */
void              sprint_usb_devices_break          (SprintUsbDevices *self,
                                                     const GError     *error);

/**
 * sprint_usb_devices_mend:
 *
 * What sprint_usb_devices_break() was for is over, from the next sprint_usb_devices_open() on.
 */
void              sprint_usb_devices_mend           (SprintUsbDevices *self);

/**
 * sprint_usb_devices_close:
 *
 * The connection has ended, and each device is here again.
 */
void              sprint_usb_devices_close          (SprintUsbDevices *self);

/**
 * sprint_usb_devices_add:
 * @fresh: whether it was plugged in just now, and the filter is for it
 */
void              sprint_usb_devices_add            (SprintUsbDevices *self,
                                                     SprintUsbDevice  *device,
                                                     gboolean          fresh);
void              sprint_usb_devices_remove         (SprintUsbDevices *self,
                                                     SprintUsbDevice  *device);

/**
 * sprint_usb_devices_settle:
 * @there: whether the machine has the device now
 * @error: (nullable): why it does not, although it was wanted
 */
void              sprint_usb_devices_settle         (SprintUsbDevices *self,
                                                     SprintUsbDevice  *device,
                                                     gboolean          there,
                                                     const GError     *error);

/**
 * sprint_usb_devices_refuse:
 *
 * A file that was to be inserted cannot be.
 */
void              sprint_usb_devices_refuse         (SprintUsbDevices *self,
                                                     const GError     *error);

G_END_DECLS
