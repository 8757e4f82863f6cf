/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host-watch.h"

/* Milliseconds without another event: an installation makes hundreds of them. */
#define QUIET 300
/* But not longer than this after the first. */
#define LATEST 2000

struct _SprintHostWatch
{
  GObject parent_instance;

  GPtrArray *events;   /* of SprintHostEvents */
  guint holders;
  guint timeout;
  gint64 first;        /* of the events that have not been told */
};

G_DEFINE_FINAL_TYPE (SprintHostWatch, sprint_host_watch, G_TYPE_OBJECT)

enum {
  CHANGED,
  HELD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
quiet_cb (gpointer user_data)
{
  SprintHostWatch *self = user_data;

  self->timeout = 0;
  self->first = 0;
  g_signal_emit (self, signals[CHANGED], 0);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (SprintHostWatch *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->holders == 0)
    return;
  if (self->timeout == 0)
    self->first = now;
  else if (now - self->first > (LATEST - QUIET) * 1000)
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  self->timeout = g_timeout_add (QUIET, quiet_cb, self);
}

static void
sprint_host_watch_dispose (GObject *object)
{
  SprintHostWatch *self = SPRINT_HOST_WATCH (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_ptr_array_set_size (self->events, 0);

  G_OBJECT_CLASS (sprint_host_watch_parent_class)->dispose (object);
}

static void
sprint_host_watch_finalize (GObject *object)
{
  g_ptr_array_unref (SPRINT_HOST_WATCH (object)->events);

  G_OBJECT_CLASS (sprint_host_watch_parent_class)->finalize (object);
}

static void
sprint_host_watch_class_init (SprintHostWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sprint_host_watch_dispose;
  object_class->finalize = sprint_host_watch_finalize;

  signals[CHANGED] = g_signal_new ("changed", SPRINT_TYPE_HOST_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[HELD] = g_signal_new ("held", SPRINT_TYPE_HOST_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
sprint_host_watch_init (SprintHostWatch *self)
{
  self->events = g_ptr_array_new_with_free_func (g_object_unref);
}

SprintHostWatch *
sprint_host_watch_new (void)
{
  return g_object_new (SPRINT_TYPE_HOST_WATCH, NULL);
}

void
sprint_host_watch_add (SprintHostWatch  *self,
                       SprintHostEvents *events)
{
  g_return_if_fail (SPRINT_IS_HOST_WATCH (self));
  g_return_if_fail (self->holders == 0);

  g_signal_connect_object (events, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->events, g_object_ref (events));
}

void
sprint_host_watch_hold (SprintHostWatch *self)
{
  g_return_if_fail (SPRINT_IS_HOST_WATCH (self));

  if (self->holders++ > 0)
    return;
  g_signal_emit (self, signals[HELD], 0);
  for (guint i = 0; i < self->events->len; i++)
    sprint_host_events_start (g_ptr_array_index (self->events, i));
}

void
sprint_host_watch_release (SprintHostWatch *self)
{
  g_return_if_fail (SPRINT_IS_HOST_WATCH (self));
  g_return_if_fail (self->holders > 0);

  if (--self->holders > 0)
    return;
  for (guint i = 0; i < self->events->len; i++)
    sprint_host_events_stop (g_ptr_array_index (self->events, i));
  g_clear_handle_id (&self->timeout, g_source_remove);
}
