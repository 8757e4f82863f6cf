/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sprint_spice_get_version:
 *
 * Returns: (transfer full): the version of the SPICE client library that is running
 */
char *sprint_spice_get_version (void);

G_END_DECLS
