/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintThreadFunc:
 * @task: whose source object, data and cancellable they are; not to be returned from here, nor changed
 * @error: return location
 *
 * Runs in a thread. Returns the result; NULL with @error set when it failed.
 */
typedef gpointer (*SprintThreadFunc) (GTask *task, GError **error);

/**
 * sprint_thread_task_run:
 * @task: its result is a pointer: what @func returns, or the error
 * @func: what may block
 * @free_result: (nullable): frees what @func returned, where nobody takes it
 *
 * g_task_run_in_thread(), but for who lets go of the task. There a thread may be the last to do so, and with the task
 * finalize its source object, at the same moment as the main context reaches it through a signal. Here @task, and so
 * its source object and its data, are let go of in the context that @task was made in.
 *
 * A task that returns on cancel (g_task_set_return_on_cancel()) returns at once when it is cancelled; @func may
 * still run then, and what it works with stays until it has ended.
 */
void sprint_thread_task_run (GTask *task, SprintThreadFunc func, GDestroyNotify free_result);

G_END_DECLS
