/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "platform.h"

G_BEGIN_DECLS

/**
 * SprintDaemonWaker:
 *
 * Starts libvirt's session daemon where libvirt's client cannot: from within a sandbox the daemon's socket is reached,
 * but its program is on the host's side.
 */
#define SPRINT_TYPE_DAEMON_WAKER (sprint_daemon_waker_get_type ())
G_DECLARE_FINAL_TYPE (SprintDaemonWaker, sprint_daemon_waker, SPRINT, DAEMON_WAKER, GObject)

SprintDaemonWaker *sprint_daemon_waker_new         (SprintPlatform     *platform);

/**
 * sprint_daemon_waker_get_command:
 *
 * Returns: (transfer full) (nullable): the program and its arguments, as the host names them; %NULL where libvirt's
 *   client starts the daemon by itself, and where the host has no such program
 */
char             **sprint_daemon_waker_get_command (SprintDaemonWaker  *self);

/**
 * sprint_daemon_waker_wake_async:
 *
 * Starts the daemon, and ends when it can be connected to. Fails with %G_IO_ERROR_NOT_FOUND where there is no command,
 * and otherwise for a command that failed: the daemon may be there all the same, started by somebody else.
 */
void               sprint_daemon_waker_wake_async  (SprintDaemonWaker   *self,
                                                    GCancellable        *cancellable,
                                                    GAsyncReadyCallback  callback,
                                                    gpointer             user_data);
gboolean           sprint_daemon_waker_wake_finish (SprintDaemonWaker   *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);

G_END_DECLS
