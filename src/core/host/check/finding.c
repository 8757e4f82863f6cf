/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"

SprintFinding *
sprint_finding_new (SprintCheckState  state,
                    const char       *summary,
                    const char       *details)
{
  SprintFinding *self = g_new0 (SprintFinding, 1);

  self->state = state;
  self->summary = g_strdup (summary);
  self->details = g_strdup (details);

  return self;
}

SprintFinding *
sprint_finding_take (SprintCheckState  state,
                     const char       *summary,
                     const char       *details,
                     SprintRemedy     *remedy)
{
  SprintFinding *self = sprint_finding_new (state, summary, details);

  self->remedy = remedy;

  return self;
}

void
sprint_finding_free (SprintFinding *self)
{
  g_free (self->summary);
  g_free (self->details);
  g_clear_object (&self->remedy);
  g_free (self);
}
