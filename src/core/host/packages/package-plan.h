/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SprintPackagePlan:
 *
 * What an installation would do, as PackageKit's simulation says. Never changes once made.
 */
#define SPRINT_TYPE_PACKAGE_PLAN (sprint_package_plan_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackagePlan, sprint_package_plan, SPRINT, PACKAGE_PLAN, GObject)

SprintPackagePlan  *sprint_package_plan_new               (void);

/* For the installer, while it makes the plan: package IDs, "name;version;architecture;repository". */
void                sprint_package_plan_add_requested     (SprintPackagePlan *self, const char *package_id);
void                sprint_package_plan_add_addition      (SprintPackagePlan *self, const char *package_id);
void                sprint_package_plan_add_removal       (SprintPackagePlan *self, const char *package_id);
void                sprint_package_plan_add_unknown       (SprintPackagePlan *self, const char *name);
/* One that comes with them in place of an older one of it, whose room it takes. */
void                sprint_package_plan_add_update        (SprintPackagePlan *self, const char *package_id);
/* Of a requested or added one: what is fetched, and what it takes once it is there; 0 when it is not known. */
void                sprint_package_plan_add_size          (SprintPackagePlan *self, const char *package_id,
                                                           guint64 download, guint64 disk);
/* That there is too little room for it: bytes. */
void                sprint_package_plan_set_shortage      (SprintPackagePlan *self, guint64 needed, guint64 available);
/* (array zero-terminated=1) (transfer none): the package IDs of what was asked for and of what comes with it. */
const char * const *sprint_package_plan_get_requested_ids (SprintPackagePlan *self);
const char * const *sprint_package_plan_get_addition_ids  (SprintPackagePlan *self);

/* Names asked for that are not installed, additions and removals that come with
 * them: "name version" each; sizes in bytes. */
const char * const *sprint_package_plan_get_requested     (SprintPackagePlan *self);
const char * const *sprint_package_plan_get_additions     (SprintPackagePlan *self);
const char * const *sprint_package_plan_get_removals      (SprintPackagePlan *self);
/* Names that no repository has. */
const char * const *sprint_package_plan_get_unknown       (SprintPackagePlan *self);
/* Of everything that would be fetched; 0 when it is not known. */
guint64             sprint_package_plan_get_download_size (SprintPackagePlan *self);
/* What everything that is new takes on the disk; 0 when it is not known of all of it. */
guint64             sprint_package_plan_get_disk_size     (SprintPackagePlan *self);
/* Of one of get_requested(), as it is fetched, bytes; 0 when it is not known. */
guint64             sprint_package_plan_get_size          (SprintPackagePlan *self, guint position);
/* Whether there is clearly too little room, and how much is needed and available, in bytes. */
gboolean            sprint_package_plan_get_shortage      (SprintPackagePlan *self, guint64 *needed,
                                                           guint64 *available);
/* Whether there is nothing to install. */
gboolean            sprint_package_plan_is_empty          (SprintPackagePlan *self);

G_END_DECLS
