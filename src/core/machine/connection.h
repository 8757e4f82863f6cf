/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/platform/daemon-waker.h"
#include "machine.h"
#include "machine-error.h"

G_BEGIN_DECLS

/**
 * SprintConnectionState: how far a connection is.
 */
typedef enum {
  SPRINT_CONNECTION_STATE_CLOSED,
  SPRINT_CONNECTION_STATE_CONNECTING,
  SPRINT_CONNECTION_STATE_OPEN,
  SPRINT_CONNECTION_STATE_LOST,      /* reconnecting with back-off */
} SprintConnectionState;

/**
 * SprintConnection:
 *
 * One libvirt connection; a GListModel of SprintMachine, sorted by nothing (views sort). It has a worker of its own:
 * one dead host delays no other.
 *
 * Properties: uri, name (for people: "This Computer", or another one's host name), state, error (the last GError,
 * boxed, or NULL), local (boolean: runs its guests on this computer: not remote, not test), busy (boolean: a machine of
 * it is being changed, and the process should not end).
 *
 * Each call that asks libvirt opens the connection first where it is not, and fails as
 * sprint_connection_open_finish() does. Errors are of %SPRINT_MACHINE_ERROR, or %G_IO_ERROR_CANCELLED.
 */
#define SPRINT_TYPE_CONNECTION (sprint_connection_get_type ())
G_DECLARE_FINAL_TYPE (SprintConnection, sprint_connection, SPRINT, CONNECTION, GObject)

/**
 * sprint_connection_new:
 * @uri: libvirt's URI
 *
 * Returns: (transfer full): a connection that is not opened
 */
SprintConnection     *sprint_connection_new         (const char *uri);

/**
 * sprint_connection_set_log_folder:
 * @folder: (nullable): where this person's own libvirt daemon keeps what QEMU said, as "NAME.log"
 *
 * Where the problem of a machine is looked for beside libvirt's own words, if the machines are that daemon's. Call it
 * before the connection is opened.
 */
void                  sprint_connection_set_log_folder (SprintConnection *self, const char *folder);

/**
 * sprint_connection_set_sandboxed:
 * @sandboxed: whether this process sees only some of this computer's files
 *
 * Then a disk that is not seen is not taken for one that is not there.
 */
void                  sprint_connection_set_sandboxed (SprintConnection *self, gboolean sandboxed);

const char           *sprint_connection_get_uri     (SprintConnection *self);
const char           *sprint_connection_get_name    (SprintConnection *self);
SprintConnectionState sprint_connection_get_state   (SprintConnection *self);

/**
 * sprint_connection_get_error:
 *
 * Returns: (transfer none) (nullable): why it could not be opened, or was lost, last
 */
const GError         *sprint_connection_get_error   (SprintConnection *self);
gboolean              sprint_connection_get_local   (SprintConnection *self);
gboolean              sprint_connection_get_busy    (SprintConnection *self);

/**
 * sprint_connection_find:
 * @uuid: (nullable): of a machine
 *
 * Returns: (transfer none) (nullable): the machine, if it is in the list
 */
SprintMachine        *sprint_connection_find        (SprintConnection *self, const char *uuid);

/**
 * sprint_connection_set_waker:
 * @waker: (nullable): what starts libvirt's session daemon where its client cannot
 *
 * It is asked once before an opening fails because there is no daemon, if that would be this person's own.
 */
void                  sprint_connection_set_waker   (SprintConnection *self, SprintDaemonWaker *waker);

/**
 * sprint_connection_open_async:
 * @cancellable: (nullable): ends the waiting at once; the opening goes on, others may wait for it
 *
 * Opens the connection and lists its machines; joins an opening that is under way.
 */
void     sprint_connection_open_async  (SprintConnection *self, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_connection_open_finish:
 * @error: NO_DAEMON or NO_HOST where nobody answers, NOT_AUTHORIZED, CONNECTION_LOST where it was open once, FAILED for
 *   an address that is none; %G_IO_ERROR_CANCELLED also when it is closed meanwhile
 *
 * Returns: whether it is open
 */
gboolean sprint_connection_open_finish (SprintConnection *self, GAsyncResult *result, GError **error);

/**
 * sprint_connection_close:
 *
 * Lets go of libvirt, empties the list and ends an opening. It is not opened again by itself.
 */
void     sprint_connection_close       (SprintConnection *self);

void  sprint_connection_get_version_async  (SprintConnection *self, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_connection_get_version_finish:
 *
 * Returns: (transfer full): the version of libvirt there, "11.3.0", or %NULL with @error
 */
char *sprint_connection_get_version_finish (SprintConnection *self, GAsyncResult *result, GError **error);

/**
 * sprint_connection_get_domain_capabilities_async:
 * @virt_type: (nullable): "kvm", "qemu", or %NULL for the best
 *
 * Asks what machines can have there; anew each time: packages may have come.
 */
void  sprint_connection_get_domain_capabilities_async  (SprintConnection *self, const char *virt_type,
                                                        GCancellable *cancellable,
                                                        GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_connection_get_domain_capabilities_finish:
 * @error: INVALID_DESCRIPTION or NOT_SUPPORTED where there is no such type
 *
 * Returns: (transfer full): the capabilities, or %NULL with @error
 */
GVirConfigDomainCapabilities *
      sprint_connection_get_domain_capabilities_finish (SprintConnection *self, GAsyncResult *result, GError **error);

/**
 * sprint_connection_define_async:
 * @description: of a machine that is not there yet
 * @cancellable: (nullable): who cancels it does not learn whether the machine was made
 *
 * Defines a machine.
 */
void           sprint_connection_define_async  (SprintConnection *self, GVirConfigDomain *description,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_connection_define_finish:
 * @error: NAME_TAKEN rather than replace another, INVALID_DESCRIPTION, NOT_SUPPORTED
 *
 * Returns: (transfer full): the machine, which is in the list, or %NULL with @error
 */
SprintMachine *sprint_connection_define_finish (SprintConnection *self, GAsyncResult *result, GError **error);

/**
 * sprint_connection_limit_new:
 *
 * An opening may hang for ever; this is for whoever must come to an end all the same.
 *
 * Returns: (transfer full): a cancellable that is cancelled after 20 seconds: a daemon of this computer has started by
 *   then
 */
GCancellable  *sprint_connection_limit_new      (void);

/**
 * sprint_connection_look_up_async:
 * @uuid: of a machine
 *
 * Asks libvirt itself for a machine, which the list may not have yet.
 */
void           sprint_connection_look_up_async  (SprintConnection *self, const char *uuid, GCancellable *cancellable,
                                                 GAsyncReadyCallback callback, gpointer user_data);

/**
 * sprint_connection_look_up_finish:
 * @error: NO_MACHINE where there is none
 *
 * Returns: (transfer full): the machine, which is in the list, or %NULL with @error
 */
SprintMachine *sprint_connection_look_up_finish (SprintConnection *self, GAsyncResult *result, GError **error);

/**
 * sprint_connection_make_name:
 * @title: what a person named a machine
 *
 * Returns: (transfer full): a name of libvirt's that is free in the list: ASCII letters, digits, '-', '_', '.'
 */
char *sprint_connection_make_name (SprintConnection *self, const char *title);

G_END_DECLS
