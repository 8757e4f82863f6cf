/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"
#include "host-reader.h"

G_BEGIN_DECLS

/**
 * SprintFinding:
 * @state: the answer
 * @summary: one plain sentence of what was found
 * @details: (nullable): the evidence
 * @remedy: (nullable): what would put it right
 *
 * What one look at this computer has found.
 */
typedef struct {
  SprintCheckState  state;
  char             *summary;
  char             *details;
  SprintRemedy     *remedy;
} SprintFinding;

SprintFinding *sprint_finding_new  (SprintCheckState  state,
                                    const char       *summary,
                                    const char       *details);
void           sprint_finding_free (SprintFinding    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintFinding, sprint_finding_free)

/**
 * SprintFindFunc:
 * @reader: where facts are read
 * @argument: (nullable): what the check was made with
 *
 * Looks; called in a thread.
 *
 * Returns: (transfer full): what was found
 */
typedef SprintFinding *(*SprintFindFunc) (SprintHostReader *reader,
                                          const char       *argument);

/* The processor's virtualization, from /proc/cpuinfo; argument: the machine's architecture, %NULL for this one. */
SprintFinding *sprint_find_cpu_virtualization (SprintHostReader *reader, const char *architecture);
/* /dev/kvm, there and open to this person; argument: the machine's architecture, %NULL for this one. */
SprintFinding *sprint_find_kvm_device         (SprintHostReader *reader, const char *architecture);
/* QEMU for an architecture, %NULL for this one, and qemu-img, with which libvirt makes disks. */
SprintFinding *sprint_find_qemu               (SprintHostReader *reader, const char *architecture);
/* Free memory, from /proc/meminfo. */
SprintFinding *sprint_find_memory             (SprintHostReader *reader, const char *argument);
/* Free space of the file system that holds, or would hold, a folder. */
SprintFinding *sprint_find_disk_space         (SprintHostReader *reader, const char *folder);

/**
 * sprint_meminfo_get:
 * @key: of /proc/meminfo, "MemAvailable"
 *
 * Returns: bytes; 0 when it does not say
 */
guint64        sprint_meminfo_get             (SprintHostReader *reader, const char *key);

G_END_DECLS
