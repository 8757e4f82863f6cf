/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sprint/creation.h"
#include "flow-page.h"

G_BEGIN_DECLS

/* SprintGoPage: a creation's stages with their times, and a stopwatch. "other" asks to cancel, "next" to try again. */
#define SPRINT_TYPE_GO_PAGE (sprint_go_page_get_type ())
G_DECLARE_FINAL_TYPE (SprintGoPage, sprint_go_page, SPRINT, GO_PAGE, SprintFlowPage)

AdwNavigationPage *sprint_go_page_new (SprintCreation *creation);

G_END_DECLS
