/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gate.h"

#include "await.h"
#include "core/machine/machine-private.h"

/* As many as a connection has. */
#define THREADS 4

struct _Gate {
  GMutex mutex;
  GCond cond;
  guint held;
  guint left;
  gboolean open;
};

static gpointer
wait_thread (gpointer   data,
             GError   **error)
{
  Gate *self = data;

  g_mutex_lock (&self->mutex);
  self->held++;
  while (!self->open)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  return GINT_TO_POINTER (1);
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  sprint_worker_run_finish (result, NULL);
  ((Gate *) user_data)->left++;
}

static guint
count_held (Gate *self)
{
  guint held;

  g_mutex_lock (&self->mutex);
  held = self->held;
  g_mutex_unlock (&self->mutex);
  return held;
}

Gate *
gate_new (SprintConnection *connection)
{
  Gate *self = g_new0 (Gate, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  for (guint i = 0; i < THREADS; i++)
    sprint_worker_run_async (sprint_connection_get_worker (connection), connection, wait_thread, self, NULL, NULL, NULL,
                             left_cb, self);
  await (count_held (self) == THREADS);
  return self;
}

void
gate_open (Gate *self)
{
  g_mutex_lock (&self->mutex);
  self->open = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  await (self->left == THREADS);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}
