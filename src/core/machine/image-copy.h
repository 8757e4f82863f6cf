/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * Copies the disk image @source, in @source_format, over the file @target as qcow2 of at least @capacity bytes, with
 * qemu-img. libvirt itself copies only between volumes of pools, and a pool over a person's Downloads would
 * open every file there. @progress is called on the main thread with thousandths of a thousand.
 */
void     sprint_image_copy_async  (const char *source, const char *source_format, const char *target,
                                   guint64 capacity, GFileProgressCallback progress, gpointer progress_data,
                                   GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean sprint_image_copy_finish (GAsyncResult *result, GError **error);

G_END_DECLS
