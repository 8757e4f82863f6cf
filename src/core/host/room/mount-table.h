/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * SprintMount:
 * @point: where it is mounted
 * @type: of its file system, as the kernel calls it: "ext4", "fuse.sshfs"
 * @options: of the mount and of the file system, joined by a comma
 * @device: the kernel's own number of the file system, "8:1", which with btrfs and overlays is not what stat() gives
 *
 * A line of /proc/self/mountinfo.
 */
typedef struct {
  char *point;
  char *type;
  char *options;
  char *device;
} SprintMount;

/**
 * sprint_mount_find:
 * @reader: where proc_pid_mountinfo(5) is read
 * @path: absolute; it need not exist
 *
 * Returns: (transfer full) (nullable): the mount that the path is on
 */
SprintMount *sprint_mount_find       (SprintHostReader  *reader,
                                      const char        *path);
void         sprint_mount_free       (SprintMount       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintMount, sprint_mount_free)

/* Whether it has an option such as "ro". */
gboolean     sprint_mount_has_option (const SprintMount *self,
                                      const char        *option);

/**
 * sprint_mount_follow:
 * @reader: where symbolic links are read; those of this very computer, unless the reader has another root
 * @path: absolute; it need not exist
 *
 * Follows symbolic links as far as there are any: "/home/ada" is "/var/home/ada" on some systems.
 *
 * Returns: (transfer full): the path without them
 */
char        *sprint_mount_follow     (SprintHostReader  *reader,
                                      const char        *path);

/* Whether what the reader reads is this very computer, whose files have the paths that they have here. */
gboolean     sprint_mount_is_here    (SprintHostReader  *reader);

G_END_DECLS
