/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sprint_toolkit_versions:
 *
 * Initialises neither GTK nor libadwaita, and needs no display.
 *
 * Returns: (transfer full): name, version built with and version running, in turns
 */
GStrv sprint_toolkit_versions (void);

G_END_DECLS
