/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/packages/package-installer.h"
#include "core/host/packages/package-table.h"

G_BEGIN_DECLS

/**
 * SprintInstallPage:
 *
 * Packages of This Computer's that somebody wants. There is no way back while they are installed, but Cancel.
 *
 * Properties: installing (boolean: ask before it is left), done (boolean: all is installed, by whomever).
 *
 * ::retry is emitted when the person wants to try again: look first whether something is still missing, then plan.
 */
#define SPRINT_TYPE_INSTALL_PAGE (sprint_install_page_get_type ())
G_DECLARE_FINAL_TYPE (SprintInstallPage, sprint_install_page, SPRINT, INSTALL_PAGE, AdwNavigationPage)

/**
 * sprint_install_page_new:
 * @components: (array zero-terminated=1): of the distribution table
 */
AdwNavigationPage  *sprint_install_page_new            (SprintPackageInstaller *installer,
                                                        SprintPackageTable     *table,
                                                        const char * const     *components);
/* (transfer none) (array zero-terminated=1) */
const char * const *sprint_install_page_get_components (SprintInstallPage      *self);
/* Whether it is looked whether something is still missing: nothing can be done meanwhile. */
void                sprint_install_page_set_examining  (SprintInstallPage      *self,
                                                        gboolean                examining);
/* Asks anew what installing would do. */
void                sprint_install_page_plan           (SprintInstallPage      *self);
/* Breaks off what is under way. */
void                sprint_install_page_cancel         (SprintInstallPage      *self);

G_END_DECLS
