/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <packagekit-glib2/packagekit.h>

G_BEGIN_DECLS

/**
 * sprint_package_follow_async:
 * @id: of a transaction that somebody else has begun
 * @cancellable: (nullable): cancels the transaction itself
 * @progress: (scope notified): told of progress
 *
 * Follows a transaction to its end. What pk_client_adopt_async() is for, which in PackageKit 1.3.1 loses its task and
 * never returns.
 */
void       sprint_package_follow_async  (const char          *id,
                                         GCancellable        *cancellable,
                                         PkProgressCallback   progress,
                                         gpointer             progress_data,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);

/**
 * sprint_package_follow_finish:
 *
 * Returns: (transfer full) (nullable): its results, without packages; %NULL with an error of PackageKit's library as
 * pk_client_generic_finish() would give it. One that is gone already, nobody knows how, has ended well.
 */
PkResults *sprint_package_follow_finish (GAsyncResult        *result,
                                         GError             **error);

G_END_DECLS
