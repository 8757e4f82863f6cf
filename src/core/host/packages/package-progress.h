/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <packagekit-glib2/packagekit.h>

#include "lock-watch.h"

G_BEGIN_DECLS

/**
 * SprintPackageProgress:
 *
 * How far PackageKit is with what it does, for people.
 *
 * Properties: phase (string, nullable: what is being done; %NULL while nothing is), fraction (double, 0–1, or -1 when
 * unknown), speed (uint64: bytes a second, 0 unknown), remaining (uint: seconds, 0 unknown), can-cancel (boolean).
 *
 * While another package manager holds the lock, the phase says who it is.
 */
#define SPRINT_TYPE_PACKAGE_PROGRESS (sprint_package_progress_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackageProgress, sprint_package_progress, SPRINT, PACKAGE_PROGRESS, GObject)

/* @watch: who holds the lock; made active for as long as PackageKit says that it waits. */
SprintPackageProgress *sprint_package_progress_new   (SprintLockWatch       *watch);

/**
 * sprint_package_progress_begin:
 * @installing: whether that is for an installation, and not only for a plan
 *
 * From now on something is under way, of which nothing is known yet.
 */
void                   sprint_package_progress_begin (SprintPackageProgress *self,
                                                      gboolean               installing);
void                   sprint_package_progress_end   (SprintPackageProgress *self);

/**
 * sprint_package_progress_wait:
 *
 * PackageKit has given up over a lock, and will be asked again: until then nothing but that can be said.
 */
void                   sprint_package_progress_wait  (SprintPackageProgress *self);

/* A PkProgressCallback, whose data is the #SprintPackageProgress. */
void                   sprint_package_progress_cb    (PkProgress            *progress,
                                                      PkProgressType         type,
                                                      gpointer               self);

G_END_DECLS
