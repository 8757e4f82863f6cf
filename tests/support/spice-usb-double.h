/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <spice.h>

G_BEGIN_DECLS

/* One USB port of a guest that takes devices over SPICE: usbredir's guest side, as QEMU's is, with a test in the place
 * of a driver. */
#define SPICE_TYPE_USB_DOUBLE (spice_usb_double_get_type ())
G_DECLARE_FINAL_TYPE (SpiceUsbDouble, spice_usb_double, SPICE, USB_DOUBLE, GObject)

/* Before anybody connects. It must outlive the server. */
SpiceUsbDouble *spice_usb_double_new           (SpiceServer    *server);
/* Whether a client has opened the port and said hello. */
gboolean        spice_usb_double_get_greeted   (SpiceUsbDouble *self);
/* 0, or the maker's number above the product's. */
guint32         spice_usb_double_get_device    (SpiceUsbDouble *self);
/* The class of the device's first interface. */
guint8          spice_usb_double_get_class     (SpiceUsbDouble *self);
/* Asks the device for a descriptor, type above index. */
void            spice_usb_double_ask           (SpiceUsbDouble *self,
                                                guint16         descriptor,
                                                guint16         length);
/* A SCSI command over the bulk-only transport (USB mass storage class), which answers with at most @length bytes. */
void            spice_usb_double_command       (SpiceUsbDouble *self,
                                                const guint8   *command,
                                                guint           n,
                                                guint32         length);
/* (transfer full) (nullable): what the last question or command was answered, once all of it is there. */
GBytes         *spice_usb_double_take_answer   (SpiceUsbDouble *self);
/* The guest does not want the device that it has. */
void            spice_usb_double_reject        (SpiceUsbDouble *self);
/* The guest's rules from now on: no device is allowed. */
void            spice_usb_double_forbid        (SpiceUsbDouble *self);
/* As a guest would that has gone mad. */
void            spice_usb_double_send_bytes    (SpiceUsbDouble *self,
                                                gconstpointer   data,
                                                gsize           size);
/* The port is pulled out of the running guest. */
void            spice_usb_double_pull_out      (SpiceUsbDouble *self);

G_END_DECLS
