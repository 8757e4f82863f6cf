/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/platform/platform.h"

G_BEGIN_DECLS

/**
 * sprint_image_copy_async:
 * @platform: how the host's qemu-img is reached
 * @source: a disk image
 * @source_format: its format, "raw", "qcow2", "vmdk": never guessed
 * @target: a file, which is written over as qcow2
 * @capacity: in bytes, what the copy holds at the least; 0: as @source
 * @progress: (nullable): called on the main thread with how many thousandths are done, and 1000
 * @cancellable: (nullable): ends qemu-img; what it wrote stays
 *
 * Copies a disk image with qemu-img. libvirt itself copies only between volumes of pools, and a pool over a person's
 * Downloads would open every file there.
 */
void     sprint_image_copy_async  (SprintPlatform *platform, const char *source, const char *source_format,
                                   const char *target, guint64 capacity, GFileProgressCallback progress,
                                   gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);

/**
 * sprint_image_copy_finish:
 * @error: NO_IMAGE_TOOL where there is no qemu-img, NO_SPACE, STORAGE with its words, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the image is copied
 */
gboolean sprint_image_copy_finish (GAsyncResult *result, GError **error);

G_END_DECLS
