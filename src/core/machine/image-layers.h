/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * sprint_image_layers_read:
 * @path: a file of this computer
 * @error: return location for an error of %G_FILE_ERROR: the file is there, but may not be read
 *
 * Which files a QCOW2 image is the next layer over, from its header (docs/interop/qcow2.txt of QEMU: its backing
 * file). A name of the form "json:…" may give several that could be meant. Blocks; for a worker's thread.
 *
 * Returns: (transfer full) (nullable): absolute paths, perhaps none; %NULL without an error when it is no QCOW2 image
 */
GStrv sprint_image_layers_read (const char *path, GError **error);

G_END_DECLS
