/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "layout-name.h"

G_BEGIN_DECLS

/**
 * sprint_layout_registry_read:
 * @path: (nullable): an XKB registry, such as /usr/share/X11/xkb/rules/evdev.xml; %NULL for those that libxkbcommon
 *   looks into on this computer
 *
 * The keyboard layouts that this computer knows, with the names that the desktop's settings show for them too:
 * translated by xkeyboard-config, in alphabetical order. A registry that is missing or damaged has none, or only those
 * that could be read.
 *
 * Returns: (transfer full) (element-type SprintLayoutName): the layouts and their variants
 */
GPtrArray *sprint_layout_registry_read        (const char           *path);

/**
 * sprint_layout_registry_read_async:
 *
 * The same of this computer's, on another thread: the file is of a quarter of a megabyte.
 */
void       sprint_layout_registry_read_async  (GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
GPtrArray *sprint_layout_registry_read_finish (GAsyncResult         *result,
                                               GError              **error);

G_END_DECLS
