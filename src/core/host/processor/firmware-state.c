/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmware-state.h"

/* IA32_FEATURE_CONTROL of Intel's manual, volume 4, and VM_CR of AMD's, volume 2, 15.30.1. */
#define FEATURE_CONTROL_LOCKED (1u << 0)
#define FEATURE_CONTROL_VMX (1u << 2)
#define VM_CR_SVMDIS (1u << 4)

SprintFirmwareState
sprint_firmware_state_get (SprintHostReader *reader,
                           gboolean          amd)
{
  g_autofree char *text = sprint_host_reader_get_inspected (reader, amd ? "vm-cr" : "feature-control");
  g_autofree char *said = sprint_host_reader_get_inspected (reader, "disabled-in-firmware");
  guint64 value = 0;

  if (text != NULL && g_str_has_prefix (text, "0x") &&
      g_ascii_string_to_unsigned (text + 2, 16, 0, G_MAXUINT64, &value, NULL)) {
    if (amd)
      return (value & VM_CR_SVMDIS) != 0 ? SPRINT_FIRMWARE_STATE_OFF : SPRINT_FIRMWARE_STATE_ON;
    /* One that is not locked is the kernel's to set. */
    return (value & FEATURE_CONTROL_LOCKED) != 0 && (value & FEATURE_CONTROL_VMX) == 0 ? SPRINT_FIRMWARE_STATE_OFF
                                                                                         : SPRINT_FIRMWARE_STATE_ON;
  }

  return g_strcmp0 (said, "true") == 0 ? SPRINT_FIRMWARE_STATE_OFF : SPRINT_FIRMWARE_STATE_UNKNOWN;
}
