/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/machine/machine-list.h"

G_BEGIN_DECLS

/**
 * SprintSidebar:
 *
 * The machines with their search, the menus, and a banner for a connection in trouble.
 *
 * Signal "retry": the person wants that connection opened again.
 */
#define SPRINT_TYPE_SIDEBAR (sprint_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (SprintSidebar, sprint_sidebar, SPRINT, SIDEBAR, AdwNavigationPage)

/**
 * sprint_sidebar_set_list:
 * @list: what it shows
 */
void sprint_sidebar_set_list    (SprintSidebar     *self,
                                 SprintMachineList *list);

/**
 * sprint_sidebar_set_trouble:
 * @trouble: (nullable): one sentence
 */
void sprint_sidebar_set_trouble (SprintSidebar     *self,
                                 const char        *trouble);

/**
 * sprint_sidebar_search:
 *
 * Shows the search entry, ready to be typed into.
 */
void sprint_sidebar_search      (SprintSidebar     *self);

G_END_DECLS
