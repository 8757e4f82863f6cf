/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/* Whether the kernel has this module: loaded, or built in with parameters. */
gboolean sprint_kernel_module_is_loaded (SprintHostReader *reader,
                                         const char       *module);

/* Whether the kernel that runs is older than @major.@minor: FALSE where its release is not known. */
gboolean sprint_kernel_is_before        (SprintHostReader *reader,
                                         guint             major,
                                         guint             minor);

/**
 * sprint_kernel_module_find_block:
 * @reader: where modprobe.d(5) and the kernel's command line are read
 * @module: a name with underscores, "kvm_intel"
 * @line: (out) (transfer full): what keeps it away: "blacklist kvm_intel"
 *
 * Returns: (transfer full) (nullable): the file that keeps the module from being loaded
 */
char    *sprint_kernel_module_find_block (SprintHostReader *reader,
                                          const char       *module,
                                          char            **line);

/**
 * SprintModuleFile:
 * @SPRINT_MODULE_FILE_UNKNOWN: it cannot be told
 * @SPRINT_MODULE_FILE_PRESENT: it is there
 * @SPRINT_MODULE_FILE_ABSENT: the kernel that runs has modules, and this one is not among them
 * @SPRINT_MODULE_FILE_REPLACED: there are modules, but none of the kernel that runs
 *
 * Whether modprobe would find a module.
 */
typedef enum {
  SPRINT_MODULE_FILE_UNKNOWN,
  SPRINT_MODULE_FILE_PRESENT,
  SPRINT_MODULE_FILE_ABSENT,
  SPRINT_MODULE_FILE_REPLACED,
} SprintModuleFile;

/**
 * sprint_kernel_module_find_file:
 * @reader: where /lib/modules is read
 * @folder: below the folder of the kernel that runs: "kernel/arch/x86/kvm"
 * @name: with dashes, as files have it: "kvm-intel"
 * @place: (out) (transfer full) (nullable): the folder that was looked at
 */
SprintModuleFile sprint_kernel_module_find_file (SprintHostReader *reader,
                                                 const char       *folder,
                                                 const char       *name,
                                                 char            **place);

G_END_DECLS
