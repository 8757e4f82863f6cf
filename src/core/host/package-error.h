/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sprint_package_error_new:
 * @error: of PackageKit's library
 *
 * Returns: (transfer full): the same in the words of #SprintHostError, or %G_IO_ERROR_CANCELLED
 */
GError *sprint_package_error_new (const GError *error);

G_END_DECLS
