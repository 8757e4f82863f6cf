/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "key-layout.h"

G_BEGIN_DECLS

/**
 * sprint_xkb_layout_is_valid:
 *
 * Returns: whether @name has the form of a layout's name
 */
gboolean         sprint_xkb_layout_is_valid    (const char           *name);

/**
 * sprint_xkb_layout_load:
 * @name: a layout of XKB and after "+" its variant, if any: "de", "de+nodeadkeys"
 *
 * Has XKB's description of a layout compiled, which takes some milliseconds: see sprint_xkb_layout_load_async().
 *
 * Returns: (transfer full): the layout; %NULL with %SPRINT_CONSOLE_ERROR_NO_LAYOUT when this computer has none of that
 *   name
 */
SprintKeyLayout *sprint_xkb_layout_load        (const char           *name,
                                                GError              **error);

/**
 * sprint_xkb_layout_load_async:
 *
 * The same on another thread.
 */
void             sprint_xkb_layout_load_async  (const char           *name,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
SprintKeyLayout *sprint_xkb_layout_load_finish (GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
