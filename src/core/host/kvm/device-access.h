/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/**
 * SprintDeviceAccess:
 * @SPRINT_DEVICE_ACCESS_NONE: the permissions do not let this person read and write
 * @SPRINT_DEVICE_ACCESS_OWNER: they own the file
 * @SPRINT_DEVICE_ACCESS_NAMED: its access control list names them
 * @SPRINT_DEVICE_ACCESS_GROUP: they are in its group
 * @SPRINT_DEVICE_ACCESS_NAMED_GROUP: its access control list names a group of theirs
 * @SPRINT_DEVICE_ACCESS_EVERYBODY: everybody may
 *
 * By what a person may read and write a file: acl(5).
 */
typedef enum {
  SPRINT_DEVICE_ACCESS_NONE,
  SPRINT_DEVICE_ACCESS_OWNER,
  SPRINT_DEVICE_ACCESS_NAMED,
  SPRINT_DEVICE_ACCESS_GROUP,
  SPRINT_DEVICE_ACCESS_NAMED_GROUP,
  SPRINT_DEVICE_ACCESS_EVERYBODY,
} SprintDeviceAccess;

/**
 * sprint_device_access_find:
 * @status: of the file
 * @acl: (array length=size) (nullable): its attribute "system.posix_acl_access", in the format of
 *   linux/posix_acl_xattr.h; what is not in this format counts as none
 * @size: bytes
 * @uid: the person
 * @groups: (element-type guint32): their groups
 * @gid: (out): the group, where it is one
 */
SprintDeviceAccess sprint_device_access_find       (const struct stat *status,
                                                    const guint8      *acl,
                                                    gsize              size,
                                                    guint32            uid,
                                                    GArray            *groups,
                                                    guint32           *gid);

/* Whether there is a group that may read and write, other than root's. */
gboolean           sprint_device_access_find_group (const struct stat *status,
                                                    const guint8      *acl,
                                                    gsize              size,
                                                    guint32           *gid);

G_END_DECLS
