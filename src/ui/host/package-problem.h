/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/packages/package-plan.h"
#include "core/host/packages/package-table.h"

G_BEGIN_DECLS

/**
 * sprint_package_problem_describe:
 * @table: of this distribution
 * @components: (array zero-terminated=1): what was to be installed
 * @error: why it was not
 *
 * Returns: (transfer full): whole sentences of what that is, and of what helps on this system
 */
char *sprint_package_problem_describe    (SprintPackageTable *table,
                                          const char * const *components,
                                          const GError       *error);

/**
 * sprint_package_problem_get_command:
 * @plan: (nullable): what is missing, as far as that is known
 *
 * Returns: (transfer full) (nullable): what a person types in a terminal instead, or first
 */
char *sprint_package_problem_get_command (SprintPackageTable *table,
                                          const char * const *components,
                                          SprintPackagePlan  *plan,
                                          const GError       *error);

G_END_DECLS
