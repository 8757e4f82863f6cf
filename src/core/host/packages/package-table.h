/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/*
 * SprintPackageTable: which packages of this distribution give a component.
 * Read from a table in data/ (a resource of the core), keyed by os-release's ID,
 * then ID_LIKE. Components: "qemu", "libvirt", "spice", "uefi", "tpm", "installer" (the distribution's own
 * netboot installer, where it packages one), …
 */
#define SPRINT_TYPE_PACKAGE_TABLE (sprint_package_table_get_type ())
G_DECLARE_FINAL_TYPE (SprintPackageTable, sprint_package_table, SPRINT, PACKAGE_TABLE, GObject)

SprintPackageTable *sprint_package_table_new         (SprintHostReader *reader);
/* (transfer full) (array zero-terminated=1): no doubles; empty for an unknown component. */
char              **sprint_package_table_get_packages (SprintPackageTable *self, const char * const *components);
/* (transfer full) (array zero-terminated=1): of @components, those that the table does not know here. */
char              **sprint_package_table_get_unknown  (SprintPackageTable *self, const char * const *components);
/* (transfer full) (nullable): the command a person would type, "sudo apt install …"; on an image too. */
char               *sprint_package_table_get_command  (SprintPackageTable *self, const char * const *packages);
/* (transfer full) (nullable): the command that finishes an installation which was broken off. */
char               *sprint_package_table_get_repair_command (SprintPackageTable *self);
/* (transfer full) (nullable): the command that makes the package manager's list of what is installed readable again. */
char               *sprint_package_table_get_restore_command (SprintPackageTable *self);
/* (nullable): the distribution's name for people, "Debian GNU/Linux 13". */
const char         *sprint_package_table_get_distribution (SprintPackageTable *self);

/**
 * sprint_package_table_get_image_based:
 * @explanation: (out) (optional) (nullable) (transfer full): whole sentences of what that means for installing
 *
 * Returns: whether the system is an image that is replaced as a whole, as Fedora Silverblue, SteamOS and NixOS are, so
 * that packages are not there at once, not for long, or not at all
 */
gboolean            sprint_package_table_get_image_based (SprintPackageTable  *self,
                                                          char               **explanation);

/**
 * sprint_package_table_can_install:
 *
 * Returns: whether PackageKit may be asked to install: not on an image, where it is there and cannot
 */
gboolean            sprint_package_table_can_install (SprintPackageTable *self);

G_END_DECLS
