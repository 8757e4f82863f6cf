/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/packages/package-installer.h"
#include "core/host/packages/package-table.h"

G_BEGIN_DECLS

/**
 * SprintPackageList:
 *
 * What is missing, as packages: sees to its end what an earlier Sprint has left under way, plans (PackageKit's
 * simulation), shows names and sizes, installs on one click with progress, speed and cancel; without PackageKit shows
 * the exact command with a copy button; asks PackageKit's questions.
 *
 * Properties: components (GStrv, set by whoever knows what is missing), busy (boolean), installing (boolean: busy, and
 * not only with planning), done (boolean: all is installed, by whomever: ask the checks again).
 *
 * ::retry → gboolean is emitted when the person wants to try again: a handler that looks first whether something is
 * still missing returns %TRUE; else it is planned again.
 *
 * One that goes away breaks off what is under way.
 */
#define SPRINT_TYPE_PACKAGE_LIST (sprint_package_list_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackageList, sprint_package_list, SPRINT, PACKAGE_LIST, AdwBin)

GtkWidget *sprint_package_list_new            (SprintPackageInstaller *installer,
                                               SprintPackageTable     *table);

/**
 * sprint_package_list_set_components:
 * @components: (nullable) (array zero-terminated=1): of the distribution table
 *
 * Says what is missing; a plan made for something else is forgotten. Not while the list is busy.
 */
void       sprint_package_list_set_components (SprintPackageList  *self,
                                               const char * const *components);

/**
 * sprint_package_list_plan:
 *
 * Asks PackageKit what installing would do.
 */
void       sprint_package_list_plan           (SprintPackageList *self);

/**
 * sprint_package_list_install:
 *
 * Installs what was planned.
 */
void       sprint_package_list_install        (SprintPackageList *self);

/**
 * sprint_package_list_cancel:
 *
 * Breaks off what is under way.
 */
void       sprint_package_list_cancel         (SprintPackageList *self);

G_END_DECLS
