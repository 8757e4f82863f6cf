#pragma once

#include <libvirt-gconfig/libvirt-gconfig.h>

#include "recipe.h"

G_BEGIN_DECLS

/* SprintDefinitionError: what went wrong in the definition room. */
typedef enum {
  SPRINT_DEFINITION_ERROR_FAILED,
  SPRINT_DEFINITION_ERROR_INVALID,       /* the recipe, or the description, is not usable */
  SPRINT_DEFINITION_ERROR_NOT_SUPPORTED, /* the hypervisor offers no such thing */
} SprintDefinitionError;

#define SPRINT_DEFINITION_ERROR (sprint_definition_error_quark ())
GQuark sprint_definition_error_quark (void);

/* A description from a recipe and what the hypervisor offers. With an installer it is an installing
 * description: the installer is attached, boots first, and Sprint's own metadata marks the machine as installing, with
 * on_reboot=destroy so that the guest's restart ends the first start. (transfer full) */
GVirConfigDomain *sprint_definition_build (SprintRecipe *recipe, GVirConfigDomainCapabilities *capabilities,
                                           GError **error);

/* Sprint's own mark in <metadata> (namespace https://kvmsprint.github.io/xmlns/machine/1): an installer is attached to the next start only. */
gboolean          sprint_definition_is_installing     (GVirConfigDomain *description);
/* The same description without its installer, starting from its disk, on_reboot=restart; keeps in the metadata what
 * is needed to attach it again. Everything else stays as it was. (transfer full) */
GVirConfigDomain *sprint_definition_finish_installing (GVirConfigDomain *description, GError **error);
/* The same with its installer attached again, for an installation that was broken off. (transfer full) */
GVirConfigDomain *sprint_definition_repeat_installing (GVirConfigDomain *description, GError **error);
/* The installer's own files kept beside the disk (kernel, initrd), which go when the machine goes. (transfer full) */
GStrv             sprint_definition_get_kept_files    (GVirConfigDomain *description);
/* The same, in software emulation (<domain type='qemu'>, a CPU model that it can emulate). (transfer full) */
GVirConfigDomain *sprint_definition_set_emulated      (GVirConfigDomain *description, GError **error);

G_END_DECLS
