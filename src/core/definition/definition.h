/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libvirt-gconfig/libvirt-gconfig.h>

#include "recipe.h"

G_BEGIN_DECLS

/**
 * SprintDefinitionError:
 * @SPRINT_DEFINITION_ERROR_FAILED: something nobody foresaw
 * @SPRINT_DEFINITION_ERROR_INVALID: the recipe, or the description, is not usable
 * @SPRINT_DEFINITION_ERROR_NOT_SUPPORTED: the hypervisor offers no such thing
 *
 * What went wrong in the definition room.
 */
typedef enum {
  SPRINT_DEFINITION_ERROR_FAILED,
  SPRINT_DEFINITION_ERROR_INVALID,
  SPRINT_DEFINITION_ERROR_NOT_SUPPORTED,
} SprintDefinitionError;

#define SPRINT_DEFINITION_ERROR (sprint_definition_error_quark ())
GQuark sprint_definition_error_quark (void);

/**
 * sprint_definition_build:
 * @recipe: what the person wants
 * @capabilities: (nullable): what the hypervisor offers a machine of this kind (its domain capabilities);
 *   of type "test" for libvirt's test driver
 *
 * Makes a description. With an installer it is an installing description: the installer is attached, boots first, and
 * Sprint's own metadata marks the machine as installing, with on_reboot=destroy so that the guest's restart ends the
 * first start. The UUID is left to libvirt.
 *
 * Fails with INVALID where the recipe lacks a name, memory or anything to start from, or holds text that XML cannot;
 * with NOT_SUPPORTED where the hypervisor has no such firmware.
 *
 * Returns: (transfer full): the description
 */
GVirConfigDomain *sprint_definition_build (SprintRecipe *recipe, GVirConfigDomainCapabilities *capabilities,
                                           GError **error);

/* Another one that says the same. Fails with INVALID where it cannot be read. (transfer full) */
GVirConfigDomain *sprint_definition_copy (GVirConfigDomain *description, GError **error);

/* Sprint's own mark in <metadata> (namespace https://kvmsprint.github.io/xmlns/machine/1): an installer is attached to
 * the next start only. */
gboolean          sprint_definition_is_installing     (GVirConfigDomain *description);
/* Whether the metadata still knows an installer, attached or not. */
gboolean          sprint_definition_can_repeat_installing (GVirConfigDomain *description);

/* The same description without its installer, starting from its disk, on_reboot=restart; keeps in the metadata what
 * is needed to attach it again. Everything else stays as it was. Fails with INVALID where there was no installer.
 * (transfer full) */
GVirConfigDomain *sprint_definition_finish_installing (GVirConfigDomain *description, GError **error);
/* The same with its installer attached again, for an installation that was broken off. (transfer full) */
GVirConfigDomain *sprint_definition_repeat_installing (GVirConfigDomain *description, GError **error);

/* What the machine's next installation reads, wherever it lies; empty where it knows no installer.
 * (transfer full) (array zero-terminated=1) */
GStrv             sprint_definition_get_installer_files (GVirConfigDomain *description);

/* The installer's own files kept beside the disk (kernel, initrd), which go when the machine goes; empty for none.
 * (transfer full) (array zero-terminated=1) */
GStrv             sprint_definition_get_kept_files    (GVirConfigDomain *description);

/* The same, in software emulation (<domain type='qemu'>, the most CPU that it can emulate; a topology stays). Fails
 * with NOT_SUPPORTED where it is not QEMU's machine. (transfer full) */
GVirConfigDomain *sprint_definition_set_emulated      (GVirConfigDomain *description, GError **error);

/* The same with a device by which a folder can be shared with the guest (SPICE's WebDAV channel), where it has none.
 * Fails with NOT_SUPPORTED where its screen is not SPICE's. (transfer full) */
GVirConfigDomain *sprint_definition_add_folder_device (GVirConfigDomain *description, GError **error);

G_END_DECLS
