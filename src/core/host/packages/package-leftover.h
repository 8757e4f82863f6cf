/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <packagekit-glib2/packagekit.h>

G_BEGIN_DECLS

/**
 * sprint_package_leftover_find_async:
 *
 * Looks for an installation of packages of this person's whose caller is gone: PackageKit goes on with one whose caller
 * was closed or has crashed. A daemon that does not run is not started.
 */
void  sprint_package_leftover_find_async  (PkClient            *client,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data);

/**
 * sprint_package_leftover_find_finish:
 *
 * Returns: (transfer full) (nullable): the transaction's ID; %NULL without an error where there is none, and with one
 * only when it was cancelled: where PackageKit does not say, what is asked next will tell why
 */
char *sprint_package_leftover_find_finish (PkClient            *client,
                                           GAsyncResult        *result,
                                           GError             **error);

G_END_DECLS
