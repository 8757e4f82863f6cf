/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <packagekit-glib2/packagekit.h>

#include "package-plan.h"

G_BEGIN_DECLS

/**
 * sprint_package_planner_run_async:
 * @client: whom to ask
 * @names: (array zero-terminated=1): packages
 * @refresh: whether the lists are known to be stale, and are fetched first
 * @progress: (scope async): told of progress
 *
 * Finds what is installed, what is known (after refreshing the lists once, if need be), what would
 * come with it and how large it is. Fails with #SprintHostError.
 */
void               sprint_package_planner_run_async  (PkClient            *client,
                                                      const char * const  *names,
                                                      gboolean             refresh,
                                                      PkProgressCallback   progress,
                                                      gpointer             progress_data,
                                                      GCancellable        *cancellable,
                                                      GAsyncReadyCallback  callback,
                                                      gpointer             user_data);
SprintPackagePlan *sprint_package_planner_run_finish (PkClient            *client,
                                                      GAsyncResult        *result,
                                                      GError             **error);

G_END_DECLS
