/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintFolderLink:
 * @SPRINT_FOLDER_LINK_NONE: nobody is connected to a machine
 * @SPRINT_FOLDER_LINK_IMPOSSIBLE: this computer's SPICE library cannot share folders
 * @SPRINT_FOLDER_LINK_ABSENT: the machine has no channel for folders
 * @SPRINT_FOLDER_LINK_IDLE: it has one, which is not used
 * @SPRINT_FOLDER_LINK_WAITING: it is used, and nobody in the guest listens
 * @SPRINT_FOLDER_LINK_OPEN: somebody does
 * @SPRINT_FOLDER_LINK_FAILED: it was to be used, and ended
 * @SPRINT_FOLDER_LINK_REFUSED: it was ended by Sprint, as what came over it made no sense
 *
 * What a folder could reach a guest by.
 */
typedef enum {
  SPRINT_FOLDER_LINK_NONE,
  SPRINT_FOLDER_LINK_IMPOSSIBLE,
  SPRINT_FOLDER_LINK_ABSENT,
  SPRINT_FOLDER_LINK_IDLE,
  SPRINT_FOLDER_LINK_WAITING,
  SPRINT_FOLDER_LINK_OPEN,
  SPRINT_FOLDER_LINK_FAILED,
  SPRINT_FOLDER_LINK_REFUSED,
} SprintFolderLink;

/**
 * SprintFolderState:
 * @SPRINT_FOLDER_OFF: no folder is shared
 * @SPRINT_FOLDER_NOT_CONNECTED: one is, as soon as the console is connected
 * @SPRINT_FOLDER_IMPOSSIBLE: this computer cannot share folders
 * @SPRINT_FOLDER_NO_CHANNEL: the machine has no channel for it
 * @SPRINT_FOLDER_GONE: the folder is not there any more
 * @SPRINT_FOLDER_WAITING: the program that shows it does not run in the guest
 * @SPRINT_FOLDER_SHARED: the guest has it
 * @SPRINT_FOLDER_FAILED: its connection ended
 * @SPRINT_FOLDER_REFUSED: Sprint has ended its connection, over which nonsense came
 *
 * What has become of a folder that is to be shared.
 */
typedef enum {
  SPRINT_FOLDER_OFF,
  SPRINT_FOLDER_NOT_CONNECTED,
  SPRINT_FOLDER_IMPOSSIBLE,
  SPRINT_FOLDER_NO_CHANNEL,
  SPRINT_FOLDER_GONE,
  SPRINT_FOLDER_WAITING,
  SPRINT_FOLDER_SHARED,
  SPRINT_FOLDER_FAILED,
  SPRINT_FOLDER_REFUSED,
} SprintFolderState;

/**
 * SprintSharedFolder:
 *
 * A folder of this computer that a guest may look into, or none. It stays chosen when a connection ends, for the
 * next one of the same session.
 *
 * Properties: folder (a [iface@Gio.File], %NULL for none), read-only, link, state.
 *
 * ::changed when it is shared, shared anew, or not any more: for who carries it to the guest.
 */
#define SPRINT_TYPE_SHARED_FOLDER (sprint_shared_folder_get_type ())
G_DECLARE_FINAL_TYPE (SprintSharedFolder, sprint_shared_folder, SPRINT, SHARED_FOLDER, GObject)

SprintSharedFolder *sprint_shared_folder_new           (void);

/**
 * sprint_shared_folder_share:
 * @folder: one of this computer, which [func@folder_check_async] has looked at
 * @read_only: whether the guest may look only
 *
 * Shares it instead of what was shared until now; the same again to try once more.
 */
void                sprint_shared_folder_share         (SprintSharedFolder *self,
                                                        GFile              *folder,
                                                        gboolean            read_only);
void                sprint_shared_folder_stop          (SprintSharedFolder *self);

/**
 * sprint_shared_folder_get_folder:
 *
 * Returns: (transfer none) (nullable): what is shared
 */
GFile              *sprint_shared_folder_get_folder    (SprintSharedFolder *self);
gboolean            sprint_shared_folder_get_read_only (SprintSharedFolder *self);
SprintFolderLink    sprint_shared_folder_get_link      (SprintSharedFolder *self);
SprintFolderState   sprint_shared_folder_get_state     (SprintSharedFolder *self);

/**
 * sprint_shared_folder_describe:
 *
 * Returns: a sentence or two for a person: what the state is, and what to do about it
 */
const char         *sprint_shared_folder_describe      (SprintSharedFolder *self);

/**
 * sprint_shared_folder_set_link:
 *
 * For who carries it.
 */
void                sprint_shared_folder_set_link      (SprintSharedFolder *self,
                                                        SprintFolderLink    link);

G_END_DECLS
