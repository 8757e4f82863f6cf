/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/machine/connection.h"
#include "core/machine/storage.h"

G_BEGIN_DECLS

/*
 * SprintRollback: what a creation has made so far, and how it is taken back: the machine, then its volume, then the
 * files beside it. A connection that was lost meanwhile is opened again for it; where libvirt stays away, what lies on
 * this computer goes all the same.
 */
#define SPRINT_TYPE_ROLLBACK (sprint_rollback_get_type ())
G_DECLARE_FINAL_TYPE (SprintRollback, sprint_rollback, SPRINT, ROLLBACK, GObject)

SprintRollback *sprint_rollback_new         (SprintConnection *connection, SprintStorage *storage);
/* @uuid: the machine's, noted before libvirt is asked to make it: the answer may be lost. */
void            sprint_rollback_note_uuid   (SprintRollback *self, const char *uuid);
/* @path: a volume made for the machine; never a disk image that the person has. */
void            sprint_rollback_note_volume (SprintRollback *self, const char *path);
/* @path: a file beside the volume, noted before it is written. */
void            sprint_rollback_note_file   (SprintRollback *self, const char *path);

/* Cannot be cancelled, and cannot fail: what does not go by any means is logged. */
void            sprint_rollback_run_async   (SprintRollback *self, GAsyncReadyCallback callback, gpointer user_data);
void            sprint_rollback_run_finish  (SprintRollback *self, GAsyncResult *result);

G_END_DECLS
