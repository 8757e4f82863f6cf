/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/machine/connection-list.h"

G_BEGIN_DECLS

/**
 * SprintLibraryState:
 *
 * What the connections come to, all of them together: how many machines, and whether one is in
 * trouble.
 *
 * Signal "changed": any of it.
 */
#define SPRINT_TYPE_LIBRARY_STATE (sprint_library_state_get_type ())
G_DECLARE_FINAL_TYPE (SprintLibraryState, sprint_library_state, SPRINT, LIBRARY_STATE, GObject)

SprintLibraryState *sprint_library_state_new            (SprintConnectionList *connections);
guint               sprint_library_state_get_n_machines (SprintLibraryState   *self);

/**
 * sprint_library_state_get_pending:
 *
 * Returns: whether a connection is still to give its first answer
 */
gboolean            sprint_library_state_get_pending    (SprintLibraryState   *self);

/**
 * sprint_library_state_get_troubled:
 *
 * Returns: (transfer none) (nullable): the first connection that failed, or was lost
 */
SprintConnection   *sprint_library_state_get_troubled   (SprintLibraryState   *self);

/**
 * sprint_library_state_is_troubled:
 *
 * Returns: whether @connection failed, or was lost
 */
gboolean            sprint_library_state_is_troubled    (SprintConnection     *connection);

/**
 * sprint_library_state_find:
 *
 * Returns: (transfer none) (nullable): the machine @uuid of the connection @uri
 */
SprintMachine      *sprint_library_state_find           (SprintLibraryState   *self,
                                                         const char           *uri,
                                                         const char           *uuid);

G_END_DECLS
