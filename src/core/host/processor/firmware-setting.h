/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"
#include "core/host/check/remedy.h"

G_BEGIN_DECLS

/**
 * SprintFirmwareSetting:
 * @SPRINT_FIRMWARE_SETTING_VIRTUALIZATION: the processor's virtualization, VT-x or AMD-V
 * @SPRINT_FIRMWARE_SETTING_IOMMU: that of devices, VT-d or AMD-Vi
 *
 * What is turned on in the settings of a computer's firmware.
 */
typedef enum {
  SPRINT_FIRMWARE_SETTING_VIRTUALIZATION,
  SPRINT_FIRMWARE_SETTING_IOMMU,
} SprintFirmwareSetting;

/**
 * sprint_firmware_remedy_new:
 * @reader: where the maker (DMI) and the processor are read
 * @setting: what is to be turned on
 *
 * Says what the setting is usually called on computers of this maker, where it usually is, and how one gets there:
 * from the table in data/firmware-settings.ini.
 *
 * Returns: (transfer full): with a command where the computer can start into these settings by itself
 */
SprintRemedy *sprint_firmware_remedy_new (SprintHostReader      *reader,
                                          SprintFirmwareSetting  setting);

/* (transfer full) (nullable): "LENOVO, 20L5CTO1WW, ThinkPad T480": what DMI says of this computer, as evidence. */
char         *sprint_firmware_describe   (SprintHostReader      *reader);

G_END_DECLS
