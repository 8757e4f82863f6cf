/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/host/check.h"

G_BEGIN_DECLS

/**
 * SprintCheckRow:
 *
 * One check: its state and one sentence, and behind the arrow why it matters, what was found and
 * what can be done.
 */
#define SPRINT_TYPE_CHECK_ROW (sprint_check_row_get_type ())
G_DECLARE_FINAL_TYPE (SprintCheckRow, sprint_check_row, SPRINT, CHECK_ROW, AdwExpanderRow)

GtkWidget *sprint_check_row_new (SprintCheck *check);

G_END_DECLS
