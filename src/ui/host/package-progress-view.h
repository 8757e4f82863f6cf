/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/packages/package-progress.h"

G_BEGIN_DECLS

/**
 * SprintPackageProgressView:
 *
 * How far PackageKit is: what it does, a bar, the pace, and a button to cancel.
 *
 * ::cancel is emitted when the person wants it broken off.
 */
#define SPRINT_TYPE_PACKAGE_PROGRESS_VIEW (sprint_package_progress_view_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackageProgressView, sprint_package_progress_view, SPRINT, PACKAGE_PROGRESS_VIEW, AdwBin)

/* @progress: what to show, once and for all */
void sprint_package_progress_view_show (SprintPackageProgressView *self,
                                        SprintPackageProgress     *progress);

G_END_DECLS
