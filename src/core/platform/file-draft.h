/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

/**
 * SprintFileDraft:
 *
 * A file in the making: written under a name of its own beside the file that it is to be, which it replaces only
 * when it is whole. All of this blocks.
 */
typedef struct _SprintFileDraft SprintFileDraft;

/**
 * sprint_file_draft_new:
 * @file: what it is to be, on this computer
 * @error: one of %G_IO_ERROR
 *
 * Returns: (transfer full): an empty draft
 */
SprintFileDraft *sprint_file_draft_new            (GFile            *file,
                                                   GError          **error);

/**
 * sprint_file_draft_new_private:
 *
 * The same, which nobody else may open.
 */
SprintFileDraft *sprint_file_draft_new_private    (GFile            *file,
                                                   GError          **error);

/**
 * sprint_file_draft_is_name:
 * @name: of a file, without its folder
 *
 * Returns: whether drafts have such names, also where large letters are as small ones
 */
gboolean         sprint_file_draft_is_name        (const char       *name);

/**
 * sprint_file_draft_free:
 *
 * Takes away what was not committed.
 */
void             sprint_file_draft_free           (SprintFileDraft  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintFileDraft, sprint_file_draft_free)

/**
 * sprint_file_draft_get_path:
 *
 * Returns: (transfer none): where it is written, for a library that opens files by itself
 */
const char      *sprint_file_draft_get_path       (SprintFileDraft  *self);
gboolean         sprint_file_draft_write          (SprintFileDraft  *self,
                                                   GBytes           *bytes,
                                                   GError          **error);

/**
 * sprint_file_draft_take_rights:
 * @mode: what may be done with it, and by whom: of the permissions' bits alone
 * @group: whose it is to be; where it cannot be, a group may do nothing with it
 */
gboolean         sprint_file_draft_take_rights    (SprintFileDraft  *self,
                                                   mode_t            mode,
                                                   gid_t             group,
                                                   GError          **error);

/**
 * sprint_file_draft_get_lost:
 *
 * Returns: whether somebody has deleted it, so that nothing can come of it
 */
gboolean         sprint_file_draft_get_lost       (SprintFileDraft  *self);

/**
 * sprint_file_draft_dup_fd:
 *
 * Returns: a descriptor of the draft's file, which the caller has to close: to look after it from another thread, with
 *   sprint_file_draft_fd_is_lost(), however long the draft lives; -1 where there can be none
 */
int              sprint_file_draft_dup_fd         (SprintFileDraft  *self);
gboolean         sprint_file_draft_fd_is_lost     (int               fd);

/**
 * sprint_file_draft_get_size:
 *
 * Returns: bytes that were written
 */
goffset          sprint_file_draft_get_size       (SprintFileDraft  *self);

/**
 * sprint_file_draft_get_moved:
 *
 * Returns: whether the folder is not where it was any more, or another one is there
 */
gboolean         sprint_file_draft_get_moved      (SprintFileDraft  *self);

/**
 * sprint_file_draft_commit:
 *
 * Puts it where it belongs: in that folder, wherever it was moved meanwhile. The disk has all of it then, and no more
 * can be written.
 */
gboolean         sprint_file_draft_commit         (SprintFileDraft  *self,
                                                   GError          **error);

/**
 * sprint_file_draft_commit_at_once:
 *
 * The same without waiting until the disk has all of it: it may refuse what it has taken already.
 */
gboolean         sprint_file_draft_commit_at_once (SprintFileDraft  *self,
                                                   GError          **error);

G_END_DECLS
