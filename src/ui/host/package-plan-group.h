/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/packages/package-plan.h"

G_BEGIN_DECLS

/**
 * SprintPackagePlanGroup:
 *
 * What an installation would do: a row for each package that was asked for, and what comes and goes with them, with
 * what is fetched and what it takes on the disk as far as that is known.
 */
#define SPRINT_TYPE_PACKAGE_PLAN_GROUP (sprint_package_plan_group_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackagePlanGroup, sprint_package_plan_group, SPRINT, PACKAGE_PLAN_GROUP,
                      AdwPreferencesGroup)

/* @plan: (nullable): nothing is shown without one */
void sprint_package_plan_group_set_plan (SprintPackagePlanGroup *self,
                                         SprintPackagePlan      *plan);

G_END_DECLS
