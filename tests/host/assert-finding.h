/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/finding.h"

G_BEGIN_DECLS

/* What is found, and how it would be put right: by a component of the table, or not at all (%NULL). */
static inline void
assert_finding (SprintFinding    *finding,
                SprintCheckState  state,
                const char       *summary,
                const char       *details,
                const char       *component)
{
  g_assert_cmpstr (finding->summary, ==, summary);
  g_assert_cmpstr (finding->details, ==, details);
  g_assert_cmpint (finding->state, ==, state);
  if (component == NULL) {
    g_assert_true (finding->remedy == NULL || sprint_remedy_get_components (finding->remedy)[0] == NULL);
  } else {
    const char * const components[] = { component, NULL };

    g_assert_nonnull (finding->remedy);
    g_assert_cmpstrv (sprint_remedy_get_components (finding->remedy), components);
    g_assert_true (g_str_has_suffix (sprint_remedy_get_description (finding->remedy), "."));
  }
}

G_END_DECLS
