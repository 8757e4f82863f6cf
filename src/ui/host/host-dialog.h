/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/host.h"
#include "core/host/packages/package-installer.h"
#include "core/host/packages/package-table.h"
#include "core/host/repair/repairer.h"
#include "core/host/watch/host-watch.h"

G_BEGIN_DECLS

/**
 * SprintHostDialog:
 *
 * This computer, at any time: a summary, all checks by what they are about, what helps, a report to copy or save, and
 * what Sprint has changed. Asks again by itself when something changes, as long as it is seen.
 */
#define SPRINT_TYPE_HOST_DIALOG (sprint_host_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SprintHostDialog, sprint_host_dialog, SPRINT, HOST_DIALOG, AdwDialog)

AdwDialog *sprint_host_dialog_new (SprintHost             *host,
                                   SprintHostWatch        *watch,
                                   SprintRepairer         *repairer,
                                   SprintPackageInstaller *installer,
                                   SprintPackageTable     *table);

G_END_DECLS
