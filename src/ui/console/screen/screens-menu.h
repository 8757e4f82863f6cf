/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/console/screen/monitor-list.h"

G_BEGIN_DECLS

/**
 * SprintScreensMenu:
 *
 * A guest's screens as a menu: each of them, one more or one less, and why that cannot be.
 *
 * Its actions "add-screen" and "remove-screen" are added to those of a console; for "console.screen" and
 * "console.all-monitors", which want windows, it has items where somebody has added these.
 */
#define SPRINT_TYPE_SCREENS_MENU (sprint_screens_menu_get_type ())
G_DECLARE_FINAL_TYPE (SprintScreensMenu, sprint_screens_menu, SPRINT, SCREENS_MENU, GObject)

/**
 * sprint_screens_menu_new:
 * @actions: (transfer none): what to add the actions to
 */
SprintScreensMenu *sprint_screens_menu_new          (GActionMap        *actions);
void               sprint_screens_menu_set_monitors (SprintScreensMenu *self,
                                                     SprintMonitorList *monitors);

/**
 * sprint_screens_menu_get_model:
 *
 * Returns: (transfer none): the menu, which follows the guest
 */
GMenuModel        *sprint_screens_menu_get_model    (SprintScreensMenu *self);

G_END_DECLS
