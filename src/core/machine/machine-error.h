/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SprintMachineError: what went wrong in the machine room. */
typedef enum {
  SPRINT_MACHINE_ERROR_FAILED,
  SPRINT_MACHINE_ERROR_NO_DAEMON,        /* libvirt is not there, or does not answer */
  SPRINT_MACHINE_ERROR_CONNECTION_LOST,
  SPRINT_MACHINE_ERROR_NOT_AUTHORIZED,
  SPRINT_MACHINE_ERROR_NO_MACHINE,       /* it is gone */
  SPRINT_MACHINE_ERROR_NAME_TAKEN,
  SPRINT_MACHINE_ERROR_INVALID_STATE,    /* not possible while it is in this state */
  SPRINT_MACHINE_ERROR_INVALID_DESCRIPTION,
  SPRINT_MACHINE_ERROR_NO_SPACE,
  SPRINT_MACHINE_ERROR_NO_MEMORY,
  SPRINT_MACHINE_ERROR_ACCELERATION,     /* KVM itself failed; the guest may run in emulation */
  SPRINT_MACHINE_ERROR_NO_DISPLAY,
  SPRINT_MACHINE_ERROR_NOT_SUPPORTED,
  SPRINT_MACHINE_ERROR_TIMED_OUT,
  SPRINT_MACHINE_ERROR_STORAGE,
  SPRINT_MACHINE_ERROR_ENDED,            /* the guest ended before it showed anything */
  SPRINT_MACHINE_ERROR_NO_IMAGE_TOOL,    /* qemu-img is not installed */
  SPRINT_MACHINE_ERROR_FILE_NOT_OWN,     /* a file to be deleted is not this machine's alone; nothing was done */
  SPRINT_MACHINE_ERROR_NO_HOST,          /* another computer, or its libvirt, does not answer */
  SPRINT_MACHINE_ERROR_FILE_STAYED,      /* the machine is deleted, but not these files of it */
  SPRINT_MACHINE_ERROR_NO_AGENT,         /* permission is somebody's to give, and nothing is there to ask them */
  SPRINT_MACHINE_ERROR_CONSOLE_IN_USE,   /* the serial console has one session, and somebody else has it */
} SprintMachineError;

#define SPRINT_MACHINE_ERROR (sprint_machine_error_quark ())
GQuark sprint_machine_error_quark (void);

G_END_DECLS
