/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connection.h"
#include "core/platform/platform.h"

G_BEGIN_DECLS

/*
 * SprintStorage: a folder of disks as a libvirt pool of a connection, made at first need.
 */
#define SPRINT_TYPE_STORAGE (sprint_storage_get_type ())
G_DECLARE_FINAL_TYPE (SprintStorage, sprint_storage, SPRINT, STORAGE, GObject)

/* @folder: the pool's folder; made (mode 0700), defined as pool "sprint" and started when first used. An existing
 * pool with that target, whatever its name, is used. */
SprintStorage *sprint_storage_new (SprintConnection *connection, SprintPlatform *platform, const char *folder);

/* A new qcow2 volume "@name.qcow2" (made unique) of @capacity bytes; refuses with NO_SPACE when the file
 * system could not hold @needed bytes. Returns its path. (transfer full) */
void  sprint_storage_create_volume_async  (SprintStorage *self, const char *name, guint64 capacity, guint64 needed,
                                           GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *sprint_storage_create_volume_finish (SprintStorage *self, GAsyncResult *result, GError **error);

/* A copy of the disk image @source (in QEMU's @source_format, "raw", "qcow2", "vmdk": never guessed) as a qcow2 volume of at least @capacity bytes.
 * Cancelling removes what was written. Returns its path. (transfer full) */
void  sprint_storage_copy_volume_async  (SprintStorage *self, const char *name, const char *source,
                                         const char *source_format, guint64 capacity, GFileProgressCallback progress, gpointer progress_data,
                                         GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
char *sprint_storage_copy_volume_finish (SprintStorage *self, GAsyncResult *result, GError **error);

/* Deletes a volume by path; one that is gone already is no error. */
void     sprint_storage_delete_volume_async  (SprintStorage *self, const char *path, GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
gboolean sprint_storage_delete_volume_finish (SprintStorage *self, GAsyncResult *result, GError **error);

G_END_DECLS
