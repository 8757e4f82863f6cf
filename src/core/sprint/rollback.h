/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/machine/connection.h"
#include "core/machine/storage.h"

G_BEGIN_DECLS

/*
 * SprintRollback: what a creation has made so far, and how it is taken back: the machine, then its volume, then the
 * files beside it. A connection that was lost meanwhile is opened again for it. Where no machine was asked for yet, and
 * libvirt stays away, what lies on this computer goes all the same; a machine that does not go keeps what it has.
 */
#define SPRINT_TYPE_ROLLBACK (sprint_rollback_get_type ())
G_DECLARE_FINAL_TYPE (SprintRollback, sprint_rollback, SPRINT, ROLLBACK, GObject)

SprintRollback *sprint_rollback_new         (SprintConnection *connection, SprintStorage *storage);
/* @uuid: the machine's, noted before libvirt is asked to make it: the answer may be lost. */
void            sprint_rollback_note_uuid   (SprintRollback *self, const char *uuid);
/* Notes the volume "@name.qcow2" of @folder, under a name that no file there has, before libvirt is asked to make it:
 * the answer may be lost. (transfer full): the name */
void            sprint_rollback_expect_volume_async  (SprintRollback *self, const char *folder, const char *name,
                                                      GAsyncReadyCallback callback, gpointer user_data);
char           *sprint_rollback_expect_volume_finish (SprintRollback *self, GAsyncResult *result);
/* Notes what came of it: @path, or @error. */
void            sprint_rollback_settle_volume (SprintRollback *self, const char *path, const GError *error);
/* @path: a file beside the volume, noted before it is written. */
void            sprint_rollback_note_file   (SprintRollback *self, const char *path);

/* Cannot be cancelled, and cannot fail: what does not go by any means is logged. A connection that hangs in its opening
 * is waited for for a while only. */
void            sprint_rollback_run_async   (SprintRollback *self, GAsyncReadyCallback callback, gpointer user_data);
void            sprint_rollback_run_finish  (SprintRollback *self, GAsyncResult *result);

G_END_DECLS
