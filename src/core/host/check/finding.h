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
/* The same with @remedy, (transfer full) (nullable). */
SprintFinding *sprint_finding_take (SprintCheckState  state,
                                    const char       *summary,
                                    const char       *details,
                                    SprintRemedy     *remedy);
void           sprint_finding_free (SprintFinding    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintFinding, sprint_finding_free)

/**
 * SprintFindFunc:
 * @reader: where facts are read
 * @disk_folder: where this person's machines have their disks; it may not exist yet
 *
 * Looks; called in a thread.
 *
 * Returns: (transfer full): what was found
 */
typedef SprintFinding *(*SprintFindFunc) (SprintHostReader *reader,
                                          const char       *disk_folder);

G_END_DECLS
