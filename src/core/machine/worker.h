/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * SprintWorker: a connection's own threads for calls that block. One dead host
 * delays no other, and one call that hangs delays no other of its connection
 * until all threads hang. A cancelled call returns to its caller at once,
 * although libvirt may still be busy with it; one that has not begun yet never
 * does. What a call was given, and a result that nobody took, are freed in a
 * thread, too.
 */
#define SPRINT_TYPE_WORKER (sprint_worker_get_type ())
G_DECLARE_FINAL_TYPE (SprintWorker, sprint_worker, SPRINT, WORKER, GObject)

/**
 * SprintWorkerFunc:
 * @data: what the call needs; freed in the thread when the call has ended
 * @error: return location
 *
 * Runs in a thread. Returns the result; NULL with @error set when it failed.
 */
typedef gpointer (*SprintWorkerFunc) (gpointer data, GError **error);

/**
 * sprint_worker_new:
 * @threads: how many calls there can be at once
 *
 * Returns: (transfer full): a worker without a call
 */
SprintWorker *sprint_worker_new        (guint                threads);

void          sprint_worker_run_async  (SprintWorker        *self,
                                        gpointer             source_object,
                                        SprintWorkerFunc     func,
                                        gpointer             data,
                                        GDestroyNotify       free_data,
                                        GDestroyNotify       free_result,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
/* (transfer full): what the function returned. */
gpointer      sprint_worker_run_finish (GAsyncResult        *result,
                                        GError             **error);

/**
 * sprint_worker_run_task:
 * @task: (transfer full): whose cancellable it is, and who gets the result
 *
 * Runs @func in a thread and ends @task with what it returned.
 */
void          sprint_worker_run_task   (SprintWorker        *self,
                                        SprintWorkerFunc     func,
                                        gpointer             data,
                                        GDestroyNotify       free_data,
                                        GDestroyNotify       free_result,
                                        GTask               *task);

G_END_DECLS
