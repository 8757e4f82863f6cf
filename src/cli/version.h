/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sprint_version_describe:
 * @toolkit: (array zero-terminated=1): name, version built with and version running, in turns
 *
 * Sprint's version and, a line each, the libraries it is built with: the version it was built with
 * and, where the library can tell, the one that is running.
 *
 * Returns: (transfer full): some lines
 */
char *sprint_version_describe (const char * const *toolkit);

G_END_DECLS
