/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SPRINT_TYPE_RECIPE (sprint_recipe_get_type ())
G_DECLARE_FINAL_TYPE (SprintRecipe, sprint_recipe, SPRINT, RECIPE, GObject)

SprintRecipe *sprint_recipe_new (void);

const char *sprint_recipe_get_title        (SprintRecipe *self);
const char *sprint_recipe_get_name         (SprintRecipe *self);
const char *sprint_recipe_get_os_id        (SprintRecipe *self);
guint       sprint_recipe_get_vcpus        (SprintRecipe *self);
/* Bytes. */
guint64     sprint_recipe_get_memory       (SprintRecipe *self);
const char *sprint_recipe_get_disk_path    (SprintRecipe *self);
const char *sprint_recipe_get_disk_format  (SprintRecipe *self);
/* The drive that the system's own installer knows: "virtio" or "sata". */
const char *sprint_recipe_get_disk_bus     (SprintRecipe *self);
const char *sprint_recipe_get_installer_iso          (SprintRecipe *self);
const char *sprint_recipe_get_installer_kernel       (SprintRecipe *self);
const char *sprint_recipe_get_installer_initrd       (SprintRecipe *self);
const char *sprint_recipe_get_installer_command_line (SprintRecipe *self);
gboolean    sprint_recipe_get_live         (SprintRecipe *self);
gboolean    sprint_recipe_get_accelerated  (SprintRecipe *self);
const char *sprint_recipe_get_firmware     (SprintRecipe *self);

void        sprint_recipe_set_title        (SprintRecipe *self, const char *title);
void        sprint_recipe_set_name         (SprintRecipe *self, const char *name);
/* Also chooses the disk's bus: "sata" for Windows, which has no virtio driver of its own. */
void        sprint_recipe_set_os_id        (SprintRecipe *self, const char *os_id);
void        sprint_recipe_set_vcpus        (SprintRecipe *self, guint vcpus);
void        sprint_recipe_set_memory       (SprintRecipe *self, guint64 bytes);
/* @format: "qcow2", "raw", "vmdk", "vdi" or "vpc": libvirt knows no VHDX. */
void        sprint_recipe_set_disk         (SprintRecipe *self, const char *path, const char *format);
/* @live: the ISO runs a system without installing it, and stays attached. */
void        sprint_recipe_set_installer    (SprintRecipe *self, const char *iso, gboolean live);
/* The kernel and initrd are the machine's own copies: they go when it goes. */
void        sprint_recipe_set_installer_kernel (SprintRecipe *self, const char *kernel, const char *initrd,
                                                const char *command_line);
void        sprint_recipe_set_accelerated  (SprintRecipe *self, gboolean accelerated);
/* "auto", "bios" or "efi". */
void        sprint_recipe_set_firmware     (SprintRecipe *self, const char *firmware);

G_END_DECLS
