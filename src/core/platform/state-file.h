/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintStateFile:
 *
 * A small file in which something is remembered from one start to the next. Writing is done in a thread, one text after
 * the other, and always whole. Property: saving (boolean), until all of it is written.
 */
#define SPRINT_TYPE_STATE_FILE (sprint_state_file_get_type ())
G_DECLARE_FINAL_TYPE (SprintStateFile, sprint_state_file, SPRINT, STATE_FILE, GObject)

SprintStateFile *sprint_state_file_new      (const char *path);

/**
 * sprint_state_file_load:
 *
 * Reads it at once: it is a few hundred bytes.
 *
 * Returns: (transfer full): empty where it is missing or spoilt
 */
GKeyFile        *sprint_state_file_load     (SprintStateFile *self);

/**
 * sprint_state_file_save:
 * @contents: what it shall hold
 *
 * Writes it soon. Where that fails a message is logged: what was to be remembered is known until the program ends.
 */
void             sprint_state_file_save     (SprintStateFile *self,
                                             GKeyFile        *contents);

gboolean         sprint_state_file_get_saving (SprintStateFile *self);

const char      *sprint_state_file_get_path (SprintStateFile *self);

G_END_DECLS
