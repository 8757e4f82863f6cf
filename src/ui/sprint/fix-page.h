/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sprint/services.h"
#include "flow-page.h"

G_BEGIN_DECLS

/*
 * SprintFixPage: installs what the host lacks, and the default installer with it; "next" when nothing stands in the
 * way. Whoever installed it, the host is examined before it goes on. Once it is hidden, what it had under way is
 * broken off.
 *
 * Properties: installing (boolean: ask before it is left).
 */
#define SPRINT_TYPE_FIX_PAGE (sprint_fix_page_get_type ())
G_DECLARE_FINAL_TYPE (SprintFixPage, sprint_fix_page, SPRINT, FIX_PAGE, SprintFlowPage)

/* What Fix would install now. (transfer full) (array zero-terminated=1): empty when there is nothing to do. */
GStrv              sprint_fix_page_get_components (SprintServices *services);
AdwNavigationPage *sprint_fix_page_new            (SprintServices *services);
/* Breaks off what is under way. */
void               sprint_fix_page_leave          (SprintFixPage *self);

G_END_DECLS
