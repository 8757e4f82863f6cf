/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SprintCommandRow:
 *
 * A command to type in a terminal, with a button that copies it.
 *
 * Properties: command (string or NULL).
 */
#define SPRINT_TYPE_COMMAND_ROW (sprint_command_row_get_type ())
G_DECLARE_FINAL_TYPE (SprintCommandRow, sprint_command_row, SPRINT, COMMAND_ROW, AdwActionRow)

const char *sprint_command_row_get_command (SprintCommandRow *self);
void        sprint_command_row_set_command (SprintCommandRow *self,
                                            const char       *command);

G_END_DECLS
