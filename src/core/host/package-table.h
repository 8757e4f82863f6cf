/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "host-reader.h"

G_BEGIN_DECLS

/*
 * SprintPackageTable: which packages of this distribution give a component.
 * Read from a table in data/ (a resource of the core), keyed by os-release's ID,
 * then ID_LIKE. Components: "qemu", "libvirt", "spice", "installer" (the distribution's own
 * netboot installer, where it packages one), …
 */
#define SPRINT_TYPE_PACKAGE_TABLE (sprint_package_table_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackageTable, sprint_package_table, SPRINT, PACKAGE_TABLE, GObject)

SprintPackageTable *sprint_package_table_new         (SprintHostReader *reader);
/* (transfer full) (array zero-terminated=1): no doubles; empty for an unknown component. */
char              **sprint_package_table_get_packages (SprintPackageTable *self, const char * const *components);
/* (transfer full) (array zero-terminated=1): of @components, those that the table does not know here. */
char              **sprint_package_table_get_unknown  (SprintPackageTable *self, const char * const *components);
/* (transfer full) (nullable): the command a person would type, "sudo apt install …". */
char               *sprint_package_table_get_command  (SprintPackageTable *self, const char * const *packages);
/* (transfer full) (nullable): the command that finishes an installation which was broken off. */
char               *sprint_package_table_get_repair_command (SprintPackageTable *self);
/* (nullable): the distribution's name for people, "Debian GNU/Linux 13". */
const char         *sprint_package_table_get_distribution (SprintPackageTable *self);

G_END_DECLS
