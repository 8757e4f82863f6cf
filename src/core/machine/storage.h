/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connection.h"
#include "core/platform/platform.h"

G_BEGIN_DECLS

/**
 * SprintStorage:
 *
 * A folder of disks as a libvirt pool of a connection, made at first need. Each call opens the connection where it is
 * not, and fails as sprint_connection_open_finish() does.
 */
#define SPRINT_TYPE_STORAGE (sprint_storage_get_type ())
G_DECLARE_FINAL_TYPE (SprintStorage, sprint_storage, SPRINT, STORAGE, GObject)

/**
 * sprint_storage_new:
 * @platform: how the host's qemu-img is reached
 * @folder: the pool's folder: made (mode 0700), defined as pool "sprint" and started when first used. An existing pool
 *   with that target, whatever its name, is used.
 *
 * Returns: (transfer full): the storage; nothing is asked of libvirt yet
 */
SprintStorage *sprint_storage_new (SprintConnection *connection, SprintPlatform *platform, const char *folder);

/**
 * sprint_storage_create_volume_async:
 * @name: of the volume, "@name.qcow2", made unique
 * @capacity: in bytes
 * @needed: how many bytes the file system must have room for; 0 for any
 * @cancellable: (nullable): ends the waiting for the connection; a volume that libvirt was asked for is made
 *
 * Makes an empty qcow2 volume.
 */
void  sprint_storage_create_volume_async  (SprintStorage *self, const char *name, guint64 capacity, guint64 needed,
                                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_storage_create_volume_finish:
 * @error: NO_SPACE; STORAGE where the folder cannot be made; what libvirt says where its pool cannot be used
 *
 * Returns: (transfer full): its path, or %NULL with @error
 */
char *sprint_storage_create_volume_finish (SprintStorage *self, GAsyncResult *result, GError **error);

/**
 * sprint_storage_copy_volume_async:
 * @name: as for sprint_storage_create_volume_async()
 * @source: a disk image on this computer
 * @source_format: QEMU's name of its format, "raw", "qcow2", "vmdk": never guessed
 * @capacity: in bytes, what the copy holds at the least
 * @progress: (nullable): called on the main thread with how many thousandths are done, and 1000
 * @cancellable: (nullable): what was written is removed
 *
 * Makes a qcow2 volume that is a copy of a disk image.
 */
void  sprint_storage_copy_volume_async  (SprintStorage *self, const char *name, const char *source,
                                         const char *source_format, guint64 capacity, GFileProgressCallback progress,
                                         gpointer progress_data, GCancellable *cancellable,
                                         GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_storage_copy_volume_finish:
 * @error: as of sprint_storage_create_volume_finish() and sprint_image_copy_finish()
 *
 * Returns: (transfer full): its path, or %NULL with @error
 */
char *sprint_storage_copy_volume_finish (SprintStorage *self, GAsyncResult *result, GError **error);

/**
 * sprint_storage_delete_volume_async:
 * @path: of a volume, or a file beside one
 * @cancellable: (nullable): ends the waiting for the connection, and nothing else
 *
 * Deletes it. Where the connection cannot be opened, or is no longer waited for, and libvirt runs on this computer, the
 * file goes all the same.
 */
void     sprint_storage_delete_volume_async  (SprintStorage *self, const char *path, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_storage_delete_volume_finish:
 * @error: STORAGE, or what libvirt says
 *
 * Returns: whether it is gone; so is one that was not there
 */
gboolean sprint_storage_delete_volume_finish (SprintStorage *self, GAsyncResult *result, GError **error);

G_END_DECLS
