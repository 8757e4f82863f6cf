/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/host.h"

G_BEGIN_DECLS

/**
 * SprintCheckStatus:
 * @SPRINT_CHECK_STATUS_READY: machines will run accelerated
 * @SPRINT_CHECK_STATUS_USABLE: machines will run, but slowly, or something is not as it should be
 * @SPRINT_CHECK_STATUS_NOT_READY: machines cannot be made or started
 * @SPRINT_CHECK_STATUS_UNKNOWN: it could not be found out
 * @SPRINT_CHECK_STATUS_NOT_WRITTEN: the report could not be written, whatever it says
 *
 * The exit status of `sprint --check`; 2 stays with a command line that makes no sense.
 */
typedef enum {
  SPRINT_CHECK_STATUS_READY = 0,
  SPRINT_CHECK_STATUS_USABLE = 1,
  SPRINT_CHECK_STATUS_NOT_READY = 3,
  SPRINT_CHECK_STATUS_UNKNOWN = 4,
  SPRINT_CHECK_STATUS_NOT_WRITTEN = 5,
} SprintCheckStatus;

/* What a host's state is as an exit status. */
SprintCheckStatus sprint_check_status_from_host (SprintHost *host);

/**
 * sprint_check_run:
 * @local_uri: (nullable): the libvirt connection that is this computer's own; %NULL for this person's session
 * @json: whether programs are to read it
 *
 * Examines this computer and prints the report; waits for it.
 *
 * Returns: the exit status
 */
SprintCheckStatus sprint_check_run              (const char *local_uri,
                                                 gboolean    json);

G_END_DECLS
