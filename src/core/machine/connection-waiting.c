/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "connection-private.h"

/* Seconds: a daemon that has to be started, and probes QEMU first, takes some. */
#define LIMIT 20

/* One who waits for a connection to be open. */
typedef struct {
  GPtrArray *list;      /* that it is in */
  GTask *task;
  GSource *cancelled;   /* or NULL */
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *self = data;

  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  g_object_unref (self->task);
  g_free (self);
}

GPtrArray *
sprint_connection_waiting_new (void)
{
  return g_ptr_array_new_with_free_func (waiting_free);
}

/* The opening goes on: it may hang for minutes, but others may wait for it, too. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Waiting *waiting = user_data;
  g_autoptr (GTask) task = g_object_ref (waiting->task);

  g_ptr_array_remove (waiting->list, waiting);
  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

void
sprint_connection_waiting_add (GPtrArray *list,
                               GTask     *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->list = list;
  waiting->task = task;
  if (cancellable != NULL) {
    waiting->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (waiting->cancelled, G_SOURCE_FUNC (cancelled_cb), waiting, NULL);
    g_source_attach (waiting->cancelled, g_task_get_context (task));
  }
  g_ptr_array_add (list, waiting);
}

void
sprint_connection_waiting_answer (GPtrArray    *list,
                                  const GError *error)
{
  g_autoptr (GPtrArray) all = sprint_connection_waiting_new ();

  /* Who begins to wait in an answer waits for the next opening. */
  while (list->len > 0) {
    Waiting *waiting = g_ptr_array_steal_index (list, 0);

    waiting->list = all;
    g_ptr_array_add (all, waiting);
  }
  while (all->len > 0) {
    Waiting *waiting = g_ptr_array_steal_index (all, 0);
    g_autoptr (GTask) task = g_object_ref (waiting->task);

    waiting_free (waiting);
    if (error != NULL)
      g_task_return_error (task, g_error_copy (error));
    else
      g_task_return_boolean (task, TRUE);
  }
}

static gboolean
limit_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

GCancellable *
sprint_connection_limit_new (void)
{
  GCancellable *cancellable = g_cancellable_new ();

  g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, LIMIT, limit_cb, g_object_ref (cancellable), g_object_unref);
  return cancellable;
}
