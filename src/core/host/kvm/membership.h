/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * SprintMembership:
 * @uid: the number of the person
 * @user: their name
 * @session: (element-type guint32): the groups of what they have started
 * @account: (element-type guint32): the groups that their next session will have
 * @overflow: the number that stands for every group which has none in this user namespace, as in a container
 *
 * The groups of the person: a session keeps those that it began with.
 */
typedef struct {
  guint32  uid;
  char    *user;
  GArray  *session;
  GArray  *account;
  guint32  overflow;
} SprintMembership;

/* From /proc/self/status, /etc/passwd and /etc/group: proc_pid_status(5), passwd(5), group(5). */
SprintMembership *sprint_membership_new  (SprintHostReader *reader);
void              sprint_membership_free (SprintMembership *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintMembership, sprint_membership_free)

gboolean          sprint_membership_has  (GArray           *groups,
                                          guint32           gid);

/* (transfer full) (nullable): a group's name; none of what stands for any group. */
char             *sprint_membership_get_group_name (SprintHostReader *reader,
                                                    guint32           gid);

/* (transfer full): what an administrator types so that the person is of @group from their next session on. */
char             *sprint_membership_get_join_command (SprintMembership *self,
                                                      const char       *group);

G_END_DECLS
