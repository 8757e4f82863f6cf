/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "firmware-message.h"

#include <string.h>

/* Of arch/x86/kernel/cpu (feat_ctl.c since Linux 5.6, amd.c since 6.7) and arch/x86/kvm. SGX is told of likewise. */
bool
sprint_firmware_message_says_off (const char *record)
{
  if (strcasestr (record, "disabled by bios") == NULL && strstr (record, "(by BIOS)") == NULL)
    return false;

  return strcasestr (record, "kvm") != NULL || strstr (record, "VMX") != NULL || strstr (record, "SVM") != NULL;
}
