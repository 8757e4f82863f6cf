/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/console/console.h"

G_BEGIN_DECLS

/**
 * SprintConsoleActions:
 *
 * What a person can have done with a console, for menus, buttons and keys: the action group "console".
 *
 * - send-keys (a string such as "ctrl+alt+delete"), while somebody would get them
 * - retry: connects again now
 * - view-only (a state): neither keys nor pointer go to the guest
 * - size (a state): "follow", the guest takes the window's size where it can; "fit", its picture fills the window
 *   whatever its size; "actual", it is shown pixel by pixel
 *
 * The property view-only is whether the person has chosen it; the console also is while it is not usable. The property
 * size is the state of that name; typing is what sprint_console_actions_set_typing() has been told.
 */
#define SPRINT_TYPE_CONSOLE_ACTIONS (sprint_console_actions_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleActions, sprint_console_actions, SPRINT, CONSOLE_ACTIONS, GObject)

/**
 * sprint_console_actions_new:
 * @console: (transfer none): what they act upon; must outlive them
 */
SprintConsoleActions *sprint_console_actions_new           (SprintConsole        *console);

/**
 * sprint_console_actions_set_usable:
 * @usable: whether there is a guest that takes keys
 */
void                  sprint_console_actions_set_usable    (SprintConsoleActions *self,
                                                            gboolean              usable);

/**
 * sprint_console_actions_set_typing:
 * @typing: whether something else types: a person's keys and pointer would get in between
 */
void                  sprint_console_actions_set_typing    (SprintConsoleActions *self,
                                                            gboolean              typing);

/**
 * sprint_console_actions_set_settings:
 * @settings: (nullable): where the size is remembered, in a key "size"
 *
 * Another guest is to be shown: what was chosen for the last one does not hold for it, least of all the folder that
 * was shared with it. That one was only looked at is never remembered: it would take the machine for stuck.
 */
void                  sprint_console_actions_set_settings  (SprintConsoleActions *self,
                                                            GSettings            *settings);
gboolean              sprint_console_actions_get_view_only (SprintConsoleActions *self);

/**
 * sprint_console_actions_get_group:
 *
 * Returns: (transfer none): the group, an [iface@Gio.ActionMap] to which others may add theirs
 */
GActionGroup         *sprint_console_actions_get_group     (SprintConsoleActions *self);

G_END_DECLS
