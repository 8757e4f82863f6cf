/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/packages/package-plan.h"
#include "core/host/packages/package-table.h"

G_BEGIN_DECLS

/**
 * SprintPackageProblemView:
 *
 * Why packages were not installed, what helps, the command to type instead, and a button to try again.
 *
 * ::retry is emitted when the person wants to try again.
 */
#define SPRINT_TYPE_PACKAGE_PROBLEM_VIEW (sprint_package_problem_view_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackageProblemView, sprint_package_problem_view, SPRINT, PACKAGE_PROBLEM_VIEW, AdwBin)

/**
 * sprint_package_problem_view_show:
 * @table: of this distribution
 * @components: (array zero-terminated=1): what was to be installed
 * @plan: (nullable): what is missing, as far as that is known
 * @error: why it was not
 */
void sprint_package_problem_view_show (SprintPackageProblemView *self,
                                       SprintPackageTable       *table,
                                       const char * const       *components,
                                       SprintPackagePlan        *plan,
                                       const GError             *error);

G_END_DECLS
