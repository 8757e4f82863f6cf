/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "finding.h"

G_BEGIN_DECLS

/**
 * SprintFact:
 * @info: what is asked
 * @find: looks; %NULL ends a table of facts
 *
 * A question that files answer.
 */
typedef struct {
  SprintCheckInfo info;
  SprintFindFunc  find;
} SprintFact;

/**
 * SprintFactCheck:
 *
 * A check that is answered by looking at files: in a thread, by a function of its own.
 */
#define SPRINT_TYPE_FACT_CHECK (sprint_fact_check_get_type ())
G_DECLARE_FINAL_TYPE (SprintFactCheck, sprint_fact_check, SPRINT, FACT_CHECK, SprintCheck)

/**
 * sprint_fact_check_new:
 * @fact: static
 * @reader: where facts are read
 * @disk_folder: (nullable): where this person's machines have their disks
 */
SprintCheck *sprint_fact_check_new (const SprintFact *fact,
                                    SprintHostReader *reader,
                                    const char       *disk_folder);

G_END_DECLS
