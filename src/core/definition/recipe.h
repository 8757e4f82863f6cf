#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * SprintRecipe: what the person wants; values only, no libvirt.
 *
 * Properties (read-write): title (string), name (libvirt's name, safe and unique), os-id (libosinfo id or NULL),
 * vcpus (uint), memory (uint64 bytes), disk-size (uint64 bytes), disk-path (string or NULL), disk-format ("qcow2"),
 * installer-iso, installer-kernel, installer-initrd, installer-command-line (strings or NULL), live (boolean: the ISO
 * stays attached), accelerated (boolean), firmware ("auto", "bios", "efi").
 */
#define SPRINT_TYPE_RECIPE (sprint_recipe_get_type ())
G_DECLARE_FINAL_TYPE (SprintRecipe, sprint_recipe, SPRINT, RECIPE, GObject)

SprintRecipe *sprint_recipe_new (void);

const char *sprint_recipe_get_title        (SprintRecipe *self);
const char *sprint_recipe_get_name         (SprintRecipe *self);
const char *sprint_recipe_get_os_id        (SprintRecipe *self);
guint       sprint_recipe_get_vcpus        (SprintRecipe *self);
guint64     sprint_recipe_get_memory       (SprintRecipe *self);
guint64     sprint_recipe_get_disk_size    (SprintRecipe *self);
const char *sprint_recipe_get_disk_path    (SprintRecipe *self);
const char *sprint_recipe_get_disk_format  (SprintRecipe *self);
const char *sprint_recipe_get_installer_iso          (SprintRecipe *self);
const char *sprint_recipe_get_installer_kernel       (SprintRecipe *self);
const char *sprint_recipe_get_installer_initrd       (SprintRecipe *self);
const char *sprint_recipe_get_installer_command_line (SprintRecipe *self);
gboolean    sprint_recipe_get_live         (SprintRecipe *self);
gboolean    sprint_recipe_get_accelerated  (SprintRecipe *self);
const char *sprint_recipe_get_firmware     (SprintRecipe *self);

void        sprint_recipe_set_title        (SprintRecipe *self, const char *title);
void        sprint_recipe_set_name         (SprintRecipe *self, const char *name);
void        sprint_recipe_set_os_id        (SprintRecipe *self, const char *os_id);
void        sprint_recipe_set_vcpus        (SprintRecipe *self, guint vcpus);
void        sprint_recipe_set_memory       (SprintRecipe *self, guint64 bytes);
void        sprint_recipe_set_disk_size    (SprintRecipe *self, guint64 bytes);
void        sprint_recipe_set_disk         (SprintRecipe *self, const char *path, const char *format);
void        sprint_recipe_set_installer    (SprintRecipe *self, const char *iso, gboolean live);
void        sprint_recipe_set_installer_kernel (SprintRecipe *self, const char *kernel, const char *initrd,
                                                const char *command_line);
void        sprint_recipe_set_accelerated  (SprintRecipe *self, gboolean accelerated);
void        sprint_recipe_set_firmware     (SprintRecipe *self, const char *firmware);

G_END_DECLS
