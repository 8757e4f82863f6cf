/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/platform/daemon-waker.h"
#include "machine.h"
#include "machine-error.h"

G_BEGIN_DECLS

typedef enum {
  SPRINT_CONNECTION_STATE_CLOSED,
  SPRINT_CONNECTION_STATE_CONNECTING,
  SPRINT_CONNECTION_STATE_OPEN,
  SPRINT_CONNECTION_STATE_LOST,      /* reconnecting with back-off */
} SprintConnectionState;

/*
 * SprintConnection: one libvirt connection; a GListModel of SprintMachine, sorted by nothing (views sort).
 *
 * Properties: uri, name (for people: "This Computer", or another one's host name), state, error (the last GError,
 * boxed, or NULL), local (boolean: runs its guests on this computer: not remote, not test), busy (boolean: a machine of
 * it is being changed, and the process should not end).
 * It has a worker queue of its own: one dead host delays no other.
 */
#define SPRINT_TYPE_CONNECTION (sprint_connection_get_type ())
G_DECLARE_FINAL_TYPE (SprintConnection, sprint_connection, SPRINT, CONNECTION, GObject)

SprintConnection     *sprint_connection_new         (const char *uri);
/* @folder: (nullable): where this person's own libvirt daemon keeps what QEMU said ("NAME.log"); before it is opened. */
void                  sprint_connection_set_log_folder (SprintConnection *self, const char *folder);
const char           *sprint_connection_get_uri     (SprintConnection *self);
const char           *sprint_connection_get_name    (SprintConnection *self);
SprintConnectionState sprint_connection_get_state   (SprintConnection *self);
const GError         *sprint_connection_get_error   (SprintConnection *self);
gboolean              sprint_connection_get_local   (SprintConnection *self);
gboolean              sprint_connection_get_busy    (SprintConnection *self);
/* (transfer none) (nullable) */
SprintMachine        *sprint_connection_find        (SprintConnection *self, const char *uuid);

/* What starts libvirt's daemon where its client cannot: asked once before an opening fails because there is none. */
void                  sprint_connection_set_waker   (SprintConnection *self, SprintDaemonWaker *waker);

/* Joins an opening that is under way. */
void     sprint_connection_open_async  (SprintConnection *self, GCancellable *cancellable,
                                        GAsyncReadyCallback callback, gpointer user_data);
gboolean sprint_connection_open_finish (SprintConnection *self, GAsyncResult *result, GError **error);
void     sprint_connection_close       (SprintConnection *self);

/* "11.3.0". (transfer full) */
void  sprint_connection_get_version_async  (SprintConnection *self, GCancellable *cancellable,
                                            GAsyncReadyCallback callback, gpointer user_data);
char *sprint_connection_get_version_finish (SprintConnection *self, GAsyncResult *result, GError **error);

/* @virt_type: "kvm", "qemu" or NULL for the best. Asked anew each time: packages may have come. (transfer full) */
void  sprint_connection_get_domain_capabilities_async  (SprintConnection *self, const char *virt_type,
                                                        GCancellable *cancellable,
                                                        GAsyncReadyCallback callback, gpointer user_data);
GVirConfigDomainCapabilities *
      sprint_connection_get_domain_capabilities_finish (SprintConnection *self, GAsyncResult *result, GError **error);

/* Defines a machine; fails with NAME_TAKEN rather than replace another. (transfer full) */
void           sprint_connection_define_async  (SprintConnection *self, GVirConfigDomain *description,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback, gpointer user_data);
SprintMachine *sprint_connection_define_finish (SprintConnection *self, GAsyncResult *result, GError **error);

/* Asks libvirt itself for a machine, which the list may not have yet; fails with NO_MACHINE where there is none.
 * (transfer full) */
void           sprint_connection_look_up_async  (SprintConnection *self, const char *uuid, GCancellable *cancellable,
                                                 GAsyncReadyCallback callback, gpointer user_data);
SprintMachine *sprint_connection_look_up_finish (SprintConnection *self, GAsyncResult *result, GError **error);

/* A free libvirt name made from @title: ASCII letters, digits, '-', '_', '.', unique here. (transfer full) */
char *sprint_connection_make_name (SprintConnection *self, const char *title);

G_END_DECLS
