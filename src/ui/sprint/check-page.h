/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/host.h"
#include "core/host/repair/repairer.h"
#include "core/host/watch/host-watch.h"
#include "flow-page.h"

G_BEGIN_DECLS

/* SprintCheckPage: what a first machine needs of the host. Examines it when first shown, and again when something has
 * changed while it is shown; "next" once nothing stands in the way or something can be installed. */
#define SPRINT_TYPE_CHECK_PAGE (sprint_check_page_get_type ())
G_DECLARE_FINAL_TYPE (SprintCheckPage, sprint_check_page, SPRINT, CHECK_PAGE, SprintFlowPage)

AdwNavigationPage *sprint_check_page_new     (SprintHost      *host,
                                              SprintHostWatch *watch,
                                              SprintRepairer  *repairer);
void               sprint_check_page_examine (SprintCheckPage *self);
/* Waits for no answer any more: the page is about to be closed. */
void               sprint_check_page_leave   (SprintCheckPage *self);

G_END_DECLS
