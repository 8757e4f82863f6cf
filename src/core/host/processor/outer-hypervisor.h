/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * SprintOuterHypervisor:
 * @name: (nullable): a proper name, "VirtualBox"; %NULL where only that there is one is known
 * @nesting: how it is told to pass virtualization on to the machines that it runs; marked for translation
 * @below: this is no virtual machine to a person, but the computer itself, started below a hypervisor
 *
 * What runs this computer, where this is itself a virtual machine.
 */
typedef struct {
  const char *name;
  const char *nesting;
  gboolean    below;
} SprintOuterHypervisor;

/**
 * sprint_outer_hypervisor_find:
 * @reader: where DMI, /proc/version, /sys/hypervisor, the device tree and the processor's flags are read
 * @evidence: (out) (optional) (transfer full) (nullable): the file and its text, for people
 *
 * Returns: (transfer none) (nullable): %NULL on a computer that one can touch
 */
const SprintOuterHypervisor *sprint_outer_hypervisor_find           (SprintHostReader  *reader,
                                                                     char             **evidence);

/**
 * sprint_outer_hypervisor_find_container:
 * @reader: where the marks of containers are looked for
 * @evidence: (out) (optional) (transfer full) (nullable): the file and its text, for people
 *
 * Returns: (transfer full) (nullable): what kind of container this system runs in, "docker"; %NULL where in none
 */
char                        *sprint_outer_hypervisor_find_container (SprintHostReader  *reader,
                                                                     char             **evidence);

G_END_DECLS
