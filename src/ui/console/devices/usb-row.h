/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/devices/usb-devices.h"

G_BEGIN_DECLS

/**
 * SprintUsbRow:
 *
 * One device that a guest can be given, or a CD image that it has: what it is called, who has it, and why the guest
 * does not.
 */
#define SPRINT_TYPE_USB_ROW (sprint_usb_row_get_type ())
G_DECLARE_FINAL_TYPE (SprintUsbRow, sprint_usb_row, SPRINT, USB_ROW, AdwActionRow)

GtkWidget *sprint_usb_row_new (SprintUsbDevices *devices,
                               SprintUsbDevice  *device);

G_END_DECLS
