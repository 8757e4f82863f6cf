/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libvirt/libvirt.h>

#include "connection.h"
#include "machine-info.h"
#include "worker.h"

G_BEGIN_DECLS

/* What a call in a worker's thread needs to reach one domain. */
typedef struct {
  virConnectPtr connection;
  char *uuid;
  gboolean local;      /* the connection's: files of its guests are this computer's */
  gboolean sandboxed;  /* and not all of those are seen from here */
  gpointer payload;
  GDestroyNotify free_payload;
} SprintMachineCall;

/* NULL with @error when the connection is not open. */
SprintMachineCall *sprint_machine_call_new    (SprintMachine *machine, gpointer payload,
                                               GDestroyNotify free_payload, GError **error);
void               sprint_machine_call_free   (SprintMachineCall *self);
/* In the thread: the domain, or NULL with @error. (transfer full): virDomainFree() */
virDomainPtr       sprint_machine_call_lookup (SprintMachineCall *self, GError **error);

/* Runs @func in the connection's worker; the task ends with its result, or its error in this room's domain. */
void               sprint_machine_run         (SprintMachine *self, SprintWorkerFunc func, gpointer payload,
                                               GDestroyNotify free_payload, GDestroyNotify free_result,
                                               GTask *task);

/* The same in the worker for pictures. */
void               sprint_machine_run_picture (SprintMachine *self, SprintWorkerFunc func, gpointer payload,
                                               GDestroyNotify free_result, GTask *task);

/* Like sprint_machine_run() for a call that changes the domain: the machine is busy until its new state is known here,
 * and @task, (transfer full), ends only then, with a boolean. */
void               sprint_machine_change      (SprintMachine *self, SprintWorkerFunc func, gpointer payload,
                                               GDestroyNotify free_payload, GTask *task);

/* Which of a description's graphics is SPICE: the index that libvirt opens it by, or -1. */
int                sprint_machine_find_spice  (const char *xml);

/* In a thread: deletes the file of a disk through libvirt where it is a volume of a pool; else the file itself, on this
 * computer (@local) alone, where one that is gone already is no error. @handle: (nullable). The error's message is the
 * reason without the path; what libvirt elsewhere does not know is an error there (VIR_ERR_NO_STORAGE_VOL). */
gboolean           sprint_volume_delete       (virConnectPtr handle, const char *path, gboolean local, GError **error);

SprintMachine     *sprint_machine_new         (SprintConnection *connection, const SprintMachineInfo *info);
void               sprint_machine_update      (SprintMachine *self, const SprintMachineInfo *info);
void               sprint_machine_note_restart (SprintMachine *self);
void               sprint_machine_note_started (SprintMachine *self);
void               sprint_machine_note_removed (SprintMachine *self);
/* Each TRUE is ended by a FALSE. */
void               sprint_machine_set_busy    (SprintMachine *self, gboolean busy);
/* (transfer none) (nullable): NULL when the connection is gone. */
SprintConnection  *sprint_machine_get_connection (SprintMachine *self);

/* The connection's side. */
gboolean           sprint_connection_uri_is_local (const char *uri);
virConnectPtr      sprint_connection_ref_handle  (SprintConnection *self); /* NULL when it is not open */
/* Finishes an opening with its handle. (transfer full); NULL with @error, also where it ended before this was heard. */
virConnectPtr      sprint_connection_open_finish_handle (SprintConnection *self, GAsyncResult *result, GError **error);
SprintWorker      *sprint_connection_get_worker  (SprintConnection *self);
/* Of its own threads: QEMU takes as long as it likes with a picture, and when it hangs Force Off must get through. */
SprintWorker      *sprint_connection_get_picture_worker (SprintConnection *self);
/* One machine more, or less, is busy. */
void               sprint_connection_note_busy   (SprintConnection *self, gboolean busy);
/* Whether this process sees only some of this computer's files. */
gboolean           sprint_connection_get_sandboxed (SprintConnection *self);
/* Where QEMU's words of this connection's machines are, if this person can read them. (transfer none) (nullable) */
const char        *sprint_connection_get_log_folder (SprintConnection *self);
/* Adds what was read, or brings the machine up to it. (transfer none) */
SprintMachine     *sprint_connection_adopt_info  (SprintConnection *self, const SprintMachineInfo *info);
/* Reads a domain anew, because something about it changed. Many calls at once are one reading; one that comes while
 * the connection is being opened is read when its machines have been listed. */
void               sprint_connection_refresh     (SprintConnection *self, const char *uuid);
/* The same, and tells when a reading that began after this call has been taken in, or is not possible. Never fails. */
void               sprint_connection_refresh_async (SprintConnection *self, const char *uuid,
                                                    GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
