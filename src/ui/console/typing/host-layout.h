/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "core/console/typing/key-layout.h"

G_BEGIN_DECLS

/**
 * sprint_host_layout_read:
 *
 * The keyboard layout of this computer, as the display has it. Of several the one that is used; before GTK 4.18, which
 * does not tell that, the first.
 *
 * Returns: (transfer full): the layout, which types nothing where the display does not say (in a browser)
 */
SprintKeyLayout *sprint_host_layout_read (GdkDisplay *display);

G_END_DECLS
