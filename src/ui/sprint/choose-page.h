/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/sprint/choice.h"
#include "core/sprint/services.h"
#include "flow-page.h"

G_BEGIN_DECLS

/* SprintChoosePage: what to run, and with how much of this computer; "next" when the choice is valid. */
#define SPRINT_TYPE_CHOOSE_PAGE (sprint_choose_page_get_type ())
G_DECLARE_FINAL_TYPE (SprintChoosePage, sprint_choose_page, SPRINT, CHOOSE_PAGE, SprintFlowPage)

AdwNavigationPage *sprint_choose_page_new        (SprintServices *services);
SprintChoice      *sprint_choose_page_get_choice (SprintChoosePage *self);
/* Whether "next" has to wait for what was begun before to be taken back. */
void               sprint_choose_page_set_held   (SprintChoosePage *self, gboolean held);

G_END_DECLS
