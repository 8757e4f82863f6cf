/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "finding.h"

G_BEGIN_DECLS

/**
 * SprintFactCheck:
 *
 * A check that is answered by looking at files: in a thread, by a function of its own.
 */
#define SPRINT_TYPE_FACT_CHECK (sprint_fact_check_get_type ())
G_DECLARE_FINAL_TYPE (SprintFactCheck, sprint_fact_check, SPRINT, FACT_CHECK, SprintCheck)

/**
 * sprint_fact_check_new:
 * @id: stable, "memory"
 * @title: translated
 * @why: translated
 * @reader: where facts are read
 * @find: looks
 * @argument: (nullable): for @find
 */
SprintCheck *sprint_fact_check_new (const char       *id,
                                    const char       *title,
                                    const char       *why,
                                    SprintHostReader *reader,
                                    SprintFindFunc    find,
                                    const char       *argument);

G_END_DECLS
