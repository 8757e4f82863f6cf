/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * SprintLockWatch:
 *
 * Looks again and again at who holds the package manager's lock, for as long as somebody waits for it.
 *
 * Properties: words (string, nullable: who is waited for, for people; %NULL before the first look and while it does not
 * look).
 */
#define SPRINT_TYPE_LOCK_WATCH (sprint_lock_watch_get_type ())
G_DECLARE_FINAL_TYPE (SprintLockWatch, sprint_lock_watch, SPRINT, LOCK_WATCH, GObject)

SprintLockWatch *sprint_lock_watch_new         (SprintHostReader    *reader);
void             sprint_lock_watch_set_active  (SprintLockWatch     *self,
                                                gboolean             active);
gboolean         sprint_lock_watch_is_active   (SprintLockWatch     *self);
/* (nullable) (transfer full) */
char            *sprint_lock_watch_dup_words   (SprintLockWatch     *self);

/**
 * sprint_lock_watch_wait_async:
 *
 * Waits until the lock has been let go: until nobody holds it any more, or, where nobody is seen to, for as long as it
 * makes sense before PackageKit is asked again, which is longer each time but never more than a few seconds. Active
 * until then, and inactive after it.
 */
void             sprint_lock_watch_wait_async  (SprintLockWatch     *self,
                                                GCancellable        *cancellable,
                                                GAsyncReadyCallback  callback,
                                                gpointer             user_data);

/**
 * sprint_lock_watch_wait_finish:
 * @seen: (out): whether somebody was seen to hold it
 *
 * Returns: whether it makes sense to ask again; %FALSE with %G_IO_ERROR_CANCELLED
 */
gboolean         sprint_lock_watch_wait_finish (SprintLockWatch     *self,
                                                GAsyncResult        *result,
                                                gboolean            *seen,
                                                GError             **error);

G_END_DECLS
