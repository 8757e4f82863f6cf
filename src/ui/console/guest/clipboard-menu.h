/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/console/guest/console-clipboard.h"

G_BEGIN_DECLS

/**
 * sprint_clipboard_menu_new:
 *
 * Returns: (transfer full): which way what is copied is shared, as check items of the actions
 *   "console.clipboard-to-guest" and "console.clipboard-from-guest"
 */
GMenuModel *sprint_clipboard_menu_new  (void);

/**
 * sprint_clipboard_menu_bind:
 * @actions: where the two actions are put
 * @clipboard: (nullable): whose switches they are; without one there are none
 * @settings: (nullable): where they are remembered, in keys of the actions' names; without them both begin as on
 */
void        sprint_clipboard_menu_bind (GActionMap             *actions,
                                        SprintConsoleClipboard *clipboard,
                                        GSettings              *settings);

G_END_DECLS
