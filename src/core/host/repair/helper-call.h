/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sprint_helper_call_async:
 * @helper: the path of sprint-host-helper
 * @action: one of its actions, "load-module"
 * @target: (nullable): what it acts upon
 *
 * Has polkit start Sprint's helper as administrator, which asks the person. Cancelling breaks off the question; what
 * has been allowed comes to its end. Fails with %SPRINT_HOST_ERROR_NO_REPAIR where there is no pkexec or nobody to ask
 * the person, %SPRINT_HOST_ERROR_REPAIR_DECLINED, %SPRINT_HOST_ERROR_REPAIR_FAILED, or %G_IO_ERROR_CANCELLED.
 */
void  sprint_helper_call_async  (const char           *helper,
                                 const char           *action,
                                 const char           *target,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);

/**
 * sprint_helper_call_finish:
 *
 * Returns: (transfer full) (nullable): what the helper has printed
 */
char *sprint_helper_call_finish (GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
