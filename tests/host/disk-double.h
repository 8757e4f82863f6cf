/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Takes the place of the C library's statvfs() in a test program: every file system has so much
 * free. */
void disk_double_set_free (guint64 bytes);

G_END_DECLS
