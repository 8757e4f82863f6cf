/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connection.h"

G_BEGIN_DECLS

/**
 * SprintConnectionList:
 *
 * A GListModel of SprintConnection, no URI twice.
 */
#define SPRINT_TYPE_CONNECTION_LIST (sprint_connection_list_get_type ())
G_DECLARE_FINAL_TYPE (SprintConnectionList, sprint_connection_list, SPRINT, CONNECTION_LIST, GObject)

/**
 * sprint_connection_list_new:
 * @platform: (nullable): what each connection that is added is told of this computer by
 *
 * Returns: (transfer full): an empty list
 */
SprintConnectionList *sprint_connection_list_new    (SprintPlatform *platform);

/**
 * sprint_connection_list_add:
 * @uri: libvirt's URI
 *
 * Returns: (transfer none): the connection of @uri, added when it is new; it is not opened
 */
SprintConnection     *sprint_connection_list_add    (SprintConnectionList *self, const char *uri);

/**
 * sprint_connection_list_remove:
 *
 * Closes a connection and takes it out of the list; one that is not in it is left alone.
 */
void                  sprint_connection_list_remove (SprintConnectionList *self, SprintConnection *connection);

/**
 * sprint_connection_list_find:
 *
 * Returns: (transfer none) (nullable): the connection of @uri, if it is in the list
 */
SprintConnection     *sprint_connection_list_find   (SprintConnectionList *self, const char *uri);

/**
 * sprint_connection_uri_is_valid:
 *
 * Returns: whether @uri can be one of libvirt's: a scheme, and a host or a path behind it (libvirt.org/uri.html)
 */
gboolean              sprint_connection_uri_is_valid (const char *uri);

G_END_DECLS
