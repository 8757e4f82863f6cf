/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connection.h"

G_BEGIN_DECLS

/* SprintConnectionList: a GListModel of SprintConnection, no URI twice. */
#define SPRINT_TYPE_CONNECTION_LIST (sprint_connection_list_get_type ())
G_DECLARE_FINAL_TYPE (SprintConnectionList, sprint_connection_list, SPRINT, CONNECTION_LIST, GObject)

/* @log_folder: (nullable): as sprint_connection_set_log_folder() has it, for each that is added. */
SprintConnectionList *sprint_connection_list_new    (const char *log_folder);
/* The connection of @uri, added when it is new; it is not opened. (transfer none) */
SprintConnection     *sprint_connection_list_add    (SprintConnectionList *self, const char *uri);
void                  sprint_connection_list_remove (SprintConnectionList *self, SprintConnection *connection);
/* (transfer none) (nullable) */
SprintConnection     *sprint_connection_list_find   (SprintConnectionList *self, const char *uri);

/* Whether @uri can be one of libvirt's: a scheme, and a host or a path behind it (libvirt.org/uri.html). */
gboolean              sprint_connection_uri_is_valid (const char *uri);

G_END_DECLS
