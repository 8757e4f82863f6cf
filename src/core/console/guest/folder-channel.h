/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "shared-folder.h"

G_BEGIN_DECLS

/**
 * SprintFolderChannel:
 *
 * Carries a shared folder to a guest over SPICE's WebDAV channel, which is open only while there is one.
 */
#define SPRINT_TYPE_FOLDER_CHANNEL (sprint_folder_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintFolderChannel, sprint_folder_channel, SPRINT, FOLDER_CHANNEL, GObject)

/**
 * sprint_folder_channel_new:
 * @channel: one that is not connected, and that nobody else connects
 */
SprintFolderChannel *sprint_folder_channel_new (SpiceWebdavChannel *channel,
                                                SprintSharedFolder *folder);

/**
 * sprint_folder_channel_is_possible:
 *
 * Returns: whether spice-client-glib was built with what it takes
 */
gboolean             sprint_folder_channel_is_possible (void);

G_END_DECLS
