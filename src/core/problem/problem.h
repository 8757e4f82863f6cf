/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SprintProblem:
 * @title: translated, in header case, without a full stop
 * @sentence: translated: what happened
 * @remedy: (nullable): translated: what can be done
 * @details: the raw text
 *
 * An error as a person reads it. One table for the whole program, used by ui and cli alike, turns
 * domain and code into words; the raw text stays behind "Details".
 */
typedef struct {
  const char *title;
  const char *sentence;
  const char *remedy;
  char       *details;
} SprintProblem;

#define SPRINT_TYPE_PROBLEM (sprint_problem_get_type ())
GType          sprint_problem_get_type (void);

/**
 * sprint_problem_new:
 * @error: of any domain
 *
 * Returns: (transfer full): never %NULL; an error that nobody foresaw gets a general sentence
 */
SprintProblem *sprint_problem_new      (const GError        *error);
SprintProblem *sprint_problem_copy     (const SprintProblem *self);
void           sprint_problem_free     (SprintProblem       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintProblem, sprint_problem_free)

/**
 * sprint_problem_is_foreseen:
 *
 * Returns: whether the table has an entry for this very domain and code
 */
gboolean       sprint_problem_is_foreseen (GQuark domain,
                                           int    code);

G_END_DECLS
