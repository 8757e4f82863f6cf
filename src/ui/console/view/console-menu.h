/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * sprint_console_menu_new:
 * @keys: key combinations, for a submenu
 * @screens: the guest's screens, for a submenu
 * @services: whether it is of the view that has #SprintConsoleServices
 *
 * All that a menu has to offer of a console, in sections: the one place where it is put together.
 *
 * Returns: (transfer full): a menu of actions of the groups "console" and, for full screen, "win"
 */
GMenuModel *sprint_console_menu_new     (GMenuModel     *keys,
                                         GMenuModel     *screens,
                                         gboolean        services);

/**
 * sprint_console_menu_explain:
 * @popover: shows such a menu
 * @shown: whose property "session" is the console's
 * @services: as it was when the menu was made
 *
 * Has @popover say why, below what the agent in the guest cannot do.
 */
void        sprint_console_menu_explain (GtkPopoverMenu *popover,
                                         GObject        *shown,
                                         gboolean        services);

G_END_DECLS
