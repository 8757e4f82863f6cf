/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SprintPreferencesDialog:
 *
 * What a person can set, kept in GSettings; whoever it concerns watches the key.
 */
#define SPRINT_TYPE_PREFERENCES_DIALOG (sprint_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SprintPreferencesDialog, sprint_preferences_dialog, SPRINT, PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

/**
 * sprint_preferences_dialog_new:
 * @settings: where all of it is kept
 * @local_uri: the address of this computer's own connection, which is never one of those to add
 */
SprintPreferencesDialog *sprint_preferences_dialog_new (GSettings  *settings,
                                                        const char *local_uri);

G_END_DECLS
