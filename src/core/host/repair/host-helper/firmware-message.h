/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/* Whether a record of the kernel's messages says that the firmware keeps virtualization off. */
bool sprint_firmware_message_says_off (const char *record);
