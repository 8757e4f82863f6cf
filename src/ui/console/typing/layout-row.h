/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SprintLayoutRow:
 *
 * A row to choose a guest's keyboard layout with, out of those that this computer knows.
 *
 * The property layout is what sprint_xkb_layout_load() takes, or empty for that of this computer; a name that is not
 * known stays, and can be seen.
 */
#define SPRINT_TYPE_LAYOUT_ROW (sprint_layout_row_get_type ())
G_DECLARE_FINAL_TYPE (SprintLayoutRow, sprint_layout_row, SPRINT, LAYOUT_ROW, AdwComboRow)

const char *sprint_layout_row_get_layout (SprintLayoutRow *self);
void        sprint_layout_row_set_layout (SprintLayoutRow *self,
                                          const char      *layout);

G_END_DECLS
