/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * SprintFirmwareState:
 * @SPRINT_FIRMWARE_STATE_UNKNOWN: nobody has looked, or it cannot be seen
 * @SPRINT_FIRMWARE_STATE_OFF: the firmware keeps virtualization off
 * @SPRINT_FIRMWARE_STATE_ON: it does not
 *
 * What only root can see of the firmware's choice.
 */
typedef enum {
  SPRINT_FIRMWARE_STATE_UNKNOWN,
  SPRINT_FIRMWARE_STATE_OFF,
  SPRINT_FIRMWARE_STATE_ON,
} SprintFirmwareState;

/* From what sprint-host-helper has found, if it has looked. */
SprintFirmwareState sprint_firmware_state_get (SprintHostReader *reader, gboolean amd);

G_END_DECLS
