/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/console/devices/smart-cards.h"
#include "core/console/devices/usb-devices.h"

G_BEGIN_DECLS

/**
 * SprintUsbDialog:
 *
 * The devices of this computer that a guest can be given: each with a switch, CD images, whether the guest gets what is
 * plugged in, and smart cards where it takes them; or why there are none. As long as it exists, devices are looked for.
 */
#define SPRINT_TYPE_USB_DIALOG (sprint_usb_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SprintUsbDialog, sprint_usb_dialog, SPRINT, USB_DIALOG, AdwDialog)

AdwDialog *sprint_usb_dialog_new (SprintUsbDevices *devices,
                                  SprintSmartCards *cards);

G_END_DECLS
