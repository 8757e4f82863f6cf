/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "usb-devices.h"

G_BEGIN_DECLS

/**
 * SprintUsbRedirection:
 *
 * Carries a computer's devices over the USB channels of one SPICE connection, with spice-gtk's manager, which is not
 * asked for anything before somebody needs the devices. Stands on the main channel, as a machine can have no USB
 * channel at all.
 */
#define SPRINT_TYPE_USB_REDIRECTION (sprint_usb_redirection_get_type ())
G_DECLARE_FINAL_TYPE (SprintUsbRedirection, sprint_usb_redirection, SPRINT, USB_REDIRECTION, GObject)

SprintUsbRedirection *sprint_usb_redirection_new (SpiceMainChannel *channel,
                                                  SprintUsbDevices *devices);

G_END_DECLS
