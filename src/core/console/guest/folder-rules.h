/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What a body that is not a file's may weigh, in bytes. */
#define SPRINT_FOLDER_BODY_MAX (256 * 1024)
/* How many files and folders a guest may copy or delete with one request. */
#define SPRINT_FOLDER_TREE_MAX 10000

/**
 * SprintFolderRequest:
 * @method: what is to be done (RFC 4918)
 * @path: to what, decoded
 * @destination: (nullable): the header of that name, as it came
 * @depth: (nullable): the header of that name
 * @conditions: (nullable): the header "If"
 * @lock_token: (nullable): the header "Lock-Token"
 * @size: what its body weighs, as far as that is known
 *
 * What a guest wants of a shared folder.
 */
typedef struct {
  const char *method;
  const char *path;
  const char *destination;
  const char *depth;
  const char *conditions;
  const char *lock_token;
  goffset size;
} SprintFolderRequest;

/**
 * sprint_folder_rules_judge:
 * @root: (nullable): the shared folder; %NULL for none
 * @read_only: whether the guest may look only
 * @request: what it wants
 *
 * The server in spice-client-glib (libphodav 3.0) follows symbolic links out of the folder, takes a destination with
 * ".." in it, deletes what a link to a folder leads to, opens pipes, and ends its program when a folder cannot be
 * listed. So a guest is let through to it only with what stays inside, and is a file or a folder. Links that lead
 * nowhere else are followed. Nor does it see conditions that it would not come to the end of. A #SprintFileDraft is
 * not there for it, but for its name in a list.
 *
 * It looks at the file system, as the server itself does in answer, and not at more than %SPRINT_FOLDER_TREE_MAX
 * files and folders: to copy or delete more than that at once is refused.
 *
 * Returns: 0 when the server may answer, or the status that is the answer
 */
guint sprint_folder_rules_judge (const char                *root,
                                 gboolean                   read_only,
                                 const SprintFolderRequest *request);

/**
 * sprint_folder_rules_find:
 * @root: the shared folder
 * @path: what a guest wants, which was judged
 *
 * Returns: (transfer full) (nullable): the file or folder that it stands for, where there is one
 */
GFile *sprint_folder_rules_find     (const char *root,
                                     const char *path);

/**
 * sprint_folder_rules_find_new:
 * @root: the shared folder
 * @path: what a guest wants to write, which was judged
 *
 * Returns: (transfer full): the file that it stands for, or is to, in a folder without links on its way
 */
GFile *sprint_folder_rules_find_new (const char *root,
                                     const char *path);

/**
 * sprint_folder_rules_holds:
 * @root: the shared folder
 * @file: a path in the file system
 *
 * Returns: whether that is, or would be made, in the folder as it is now, wherever links lead to
 */
gboolean sprint_folder_rules_holds  (const char *root,
                                     const char *file);

G_END_DECLS
