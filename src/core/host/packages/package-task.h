/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <packagekit-glib2/packagekit.h>

G_BEGIN_DECLS

/**
 * SprintPackageTask:
 *
 * PackageKit's task, whose questions are a signal.
 *
 * ::question(kind, title, text) → gboolean: whether somebody will call sprint_package_task_answer().
 */
#define SPRINT_TYPE_PACKAGE_TASK (sprint_package_task_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackageTask, sprint_package_task, SPRINT, PACKAGE_TASK, PkTask)

SprintPackageTask *sprint_package_task_new    (void);
void               sprint_package_task_answer (SprintPackageTask *self,
                                               gboolean           yes);
/* Whether PackageKit has asked to repair the system, which was declined, since this was asked last. */
gboolean           sprint_package_task_was_repair_asked (SprintPackageTask *self);

G_END_DECLS
