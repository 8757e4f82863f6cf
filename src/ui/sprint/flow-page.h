/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * SprintFlowPage: one page of a guided flow: a header bar, a scrolled and clamped content, and a bar with a secondary
 * and a main button. Signals: "next" (the main button), "other" (the secondary one).
 */
#define SPRINT_TYPE_FLOW_PAGE (sprint_flow_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (SprintFlowPage, sprint_flow_page, SPRINT, FLOW_PAGE, AdwNavigationPage)

struct _SprintFlowPageClass {
  AdwNavigationPageClass parent_class;
};

/* Adds @child below what is there already. */
void sprint_flow_page_append    (SprintFlowPage *self, GtkWidget *child);
/* Labels with a mnemonic; NULL hides the button. */
void sprint_flow_page_set_next  (SprintFlowPage *self, const char *label, gboolean sensitive);
void sprint_flow_page_set_other (SprintFlowPage *self, const char *label, gboolean sensitive);

G_END_DECLS
