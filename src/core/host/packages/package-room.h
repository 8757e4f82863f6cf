/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"
#include "package-plan.h"

G_BEGIN_DECLS

/**
 * sprint_package_room_measure_async:
 * @reader: whose /var and /usr are measured
 * @plan: is told when there is clearly too little room for it
 *
 * Compares what is fetched and what is installed with what is free for anybody where each of them goes.
 */
void     sprint_package_room_measure_async  (SprintHostReader     *reader,
                                             SprintPackagePlan    *plan,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);

/* Fails when it was cancelled, and for nothing else. */
gboolean sprint_package_room_measure_finish (SprintHostReader     *reader,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
