/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <packagekit-glib2/packagekit.h>

G_BEGIN_DECLS

/**
 * sprint_package_error_new:
 * @error: of PackageKit's library
 *
 * Returns: (transfer full): the same in the words of #SprintHostError, or %G_IO_ERROR_CANCELLED
 */
GError  *sprint_package_error_new             (const GError *error);

/**
 * sprint_package_error_new_raw:
 * @code: of the daemon
 * @words: of the daemon
 *
 * Returns: (transfer full): an error as PackageKit's library makes it of them
 */
GError  *sprint_package_error_new_raw          (PkErrorEnum   code,
                                                const char   *words);

/**
 * sprint_package_error_new_for_call:
 * @cancellable: (nullable): of the call that failed
 *
 * PackageKit's library cancels a call by itself when the daemon goes away before it has answered.
 *
 * Returns: (transfer full): sprint_package_error_new(), with the daemon's end told from a person's wish
 */
GError  *sprint_package_error_new_for_call     (const GError *error,
                                                GCancellable *cancellable);

/**
 * sprint_package_error_new_from_results:
 * @results: of a transaction, as PackageKit's library hands them out
 *
 * The library fails for the exit "failed" alone: every other end, of a daemon that was killed or a system that must be
 * repaired first, comes as a result.
 *
 * Returns: (transfer full) (nullable): what went wrong, in the words of sprint_package_error_new()
 */
GError  *sprint_package_error_new_from_results (PkResults    *results);

/**
 * sprint_package_error_is_installed:
 * @error: of PackageKit's library
 *
 * Returns: whether it says that all that was to be installed is there already. That some of it is, is another matter:
 * dnf's backend then installs nothing of the rest.
 */
gboolean sprint_package_error_is_installed     (const GError *error);

G_END_DECLS
