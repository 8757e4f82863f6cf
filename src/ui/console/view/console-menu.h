/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * sprint_console_menu_new:
 * @keys: key combinations, for a submenu
 * @screens: the guest's screens, for a submenu
 *
 * All that a menu has to offer of a console, in sections: the one place where it is put together.
 *
 * Returns: (transfer full): a menu of actions of the groups "console" and, for full screen, "win"
 */
GMenuModel *sprint_console_menu_new (GMenuModel *keys,
                                     GMenuModel *screens);

G_END_DECLS
