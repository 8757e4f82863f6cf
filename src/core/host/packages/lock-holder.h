/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * SprintLockHolder:
 * @program: its name
 * @pid: its process
 *
 * Who holds a lock of the system's package manager.
 */
typedef struct {
  char *program;
  int pid;
} SprintLockHolder;

/**
 * sprint_lock_holder_find:
 * @reader: where /proc/locks (proc_locks(5)), the lock files and /proc/PID/comm are read
 *
 * Looks at the locks of dpkg and apt, rpm, dnf, zypp and pacman. PackageKit's own daemon, which holds them for
 * somebody, is named only where nobody else is.
 *
 * Returns: (transfer full) (nullable): who it is; %NULL where nobody is seen to hold one
 */
SprintLockHolder *sprint_lock_holder_find        (SprintHostReader       *reader);
void              sprint_lock_holder_free        (SprintLockHolder       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintLockHolder, sprint_lock_holder_free)

/**
 * sprint_lock_holder_find_async:
 *
 * The same on another thread.
 */
void              sprint_lock_holder_find_async  (SprintHostReader       *reader,
                                                  GCancellable           *cancellable,
                                                  GAsyncReadyCallback     callback,
                                                  gpointer                user_data);
SprintLockHolder *sprint_lock_holder_find_finish (SprintHostReader       *reader,
                                                  GAsyncResult           *result,
                                                  GError                **error);

/**
 * sprint_lock_holder_describe:
 * @self: (nullable): who is waited for
 *
 * Returns: (transfer full): that they are, for people
 */
char             *sprint_lock_holder_describe    (const SprintLockHolder *self);

G_END_DECLS
