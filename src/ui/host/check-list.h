/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/host.h"

G_BEGIN_DECLS

/*
 * SprintCheckList: the checks as rows (an AdwPreferencesGroup with expander rows): state icon or spinner, title, one
 * sentence; why, evidence and remedy behind the arrow.
 *
 * Properties: host (SprintHost).
 */
#define SPRINT_TYPE_CHECK_LIST (sprint_check_list_get_type ())
G_DECLARE_FINAL_TYPE (SprintCheckList, sprint_check_list, SPRINT, CHECK_LIST, AdwBin)

GtkWidget *sprint_check_list_new (SprintHost *host);

G_END_DECLS
