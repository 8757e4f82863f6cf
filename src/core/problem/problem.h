/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * SprintProblem: an error as a person reads it. One table for the whole program, used by ui and cli alike,
 * turns domain and code into a title, a sentence and a remedy; the raw text stays behind "Details".
 */
typedef struct {
  const char *title;     /* translated, header case without a full stop */
  const char *sentence;  /* translated */
  const char *remedy;    /* translated, or NULL */
  char       *details;   /* the raw text */
} SprintProblem;

#define SPRINT_TYPE_PROBLEM (sprint_problem_get_type ())
GType          sprint_problem_get_type (void);

/* (transfer full): never NULL; an error nobody foresaw gets a general sentence. */
SprintProblem *sprint_problem_new  (const GError *error);
SprintProblem *sprint_problem_copy (const SprintProblem *self);
void           sprint_problem_free (SprintProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintProblem, sprint_problem_free)

G_END_DECLS
