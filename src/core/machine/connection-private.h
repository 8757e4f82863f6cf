/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "machine-private.h"

G_BEGIN_DECLS

/* SprintConnectionEvents: libvirt's own event callbacks of one open connection. libvirt-glib has lifecycle only. */
typedef struct _SprintConnectionEvents SprintConnectionEvents;

/* SprintEventTarget: whom callbacks reach, on the main thread, for as long as it lives. Made there: only so does no
 * thread hold the connection, which is to be finalized where its views are. */
typedef struct _SprintEventTarget SprintEventTarget;

SprintEventTarget      *sprint_event_target_new           (SprintConnection *connection);
void                    sprint_event_target_unref         (SprintEventTarget *self);

/* In a worker's thread. */
SprintConnectionEvents *sprint_connection_events_register (virConnectPtr handle, SprintEventTarget *target);
/* In a worker's thread: deregisters, and drops the handle. */
void                    sprint_connection_events_free     (SprintConnectionEvents *self);

/* What a connection is when it has just been opened: libvirt's handle, its events, and the machines that it listed. */
typedef struct {
  virConnectPtr handle;
  SprintConnectionEvents *events;
  GPtrArray *infos;   /* of SprintMachineInfo */
} SprintListing;

/* May take as long as libvirt: where it was not given on, in a worker's thread. */
void           sprint_listing_free        (SprintListing *self);
/* Opens @connection's address and lists the machines, in a thread of its worker. */
void           sprint_listing_read_async  (SprintConnection *connection, GCancellable *cancellable,
                                           GAsyncReadyCallback callback);
SprintListing *sprint_listing_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintListing, sprint_listing_free)

/* Domains that are being read anew, for connection-refresh.c alone. */
GHashTable *sprint_connection_readings_new  (void);
GHashTable *sprint_connection_get_readings  (SprintConnection *self);
gboolean    sprint_connection_is_opening    (SprintConnection *self);
void        sprint_connection_remove_machine (SprintConnection *self, const char *uuid);

/* The other side of it: readings wait while a connection is being opened. Once it is open they start, and those that
 * are under way start anew: what they read may be older than the list of machines. Where it was not to be they end. */
void        sprint_connection_start_readings (SprintConnection *self);
void        sprint_connection_drop_readings  (SprintConnection *self);

/* Tasks that wait for a connection to be open, each until it is cancelled; for connection.c alone. */
GPtrArray *sprint_connection_waiting_new    (void);
void       sprint_connection_waiting_add    (GPtrArray *list, GTask *task);   /* @task: (transfer full) */
void       sprint_connection_waiting_answer (GPtrArray *list, const GError *error);

/* On the main thread: libvirt's connection ended by itself. */
void sprint_connection_note_closed (SprintConnection *self, virConnectPtr handle);

G_END_DECLS
