/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sprint_libvirt_get_version:
 *
 * Connects to nothing.
 *
 * Returns: (transfer full) (nullable): the version of the libvirt library that is running
 */
char *sprint_libvirt_get_version (void);

G_END_DECLS
