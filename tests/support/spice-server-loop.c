/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "spice-server-loop.h"

#include <glib-unix.h>

struct SpiceTimer
{
  GSource *source;
  SpiceTimerFunc func;
  void *opaque;
};

static gboolean
timer_cb (gpointer user_data)
{
  SpiceTimer *timer = user_data;

  g_source_set_ready_time (timer->source, -1);
  timer->func (timer->opaque);

  return G_SOURCE_CONTINUE;
}

static gboolean
timer_dispatch (GSource     *source,
                GSourceFunc  callback,
                gpointer     user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = timer_dispatch };

static SpiceTimer *
timer_add (SpiceTimerFunc  func,
           void           *opaque)
{
  SpiceTimer *timer = g_new0 (SpiceTimer, 1);

  timer->func = func;
  timer->opaque = opaque;
  timer->source = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (timer->source, timer_cb, timer, NULL);
  g_source_attach (timer->source, g_main_context_get_thread_default ());

  return timer;
}

static void
timer_start (SpiceTimer *timer,
             uint32_t    ms)
{
  g_source_set_ready_time (timer->source, g_get_monotonic_time () + ms * G_GINT64_CONSTANT (1000));
}

static void
timer_cancel (SpiceTimer *timer)
{
  g_source_set_ready_time (timer->source, -1);
}

static void
timer_remove (SpiceTimer *timer)
{
  g_source_destroy (timer->source);
  g_source_unref (timer->source);
  g_free (timer);
}

struct SpiceWatch
{
  GSource *source;
  int fd;
  SpiceWatchFunc func;
  void *opaque;
};

static gboolean
watch_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  SpiceWatch *watch = user_data;
  int event = 0;

  if (condition & (G_IO_IN | G_IO_HUP | G_IO_ERR))
    event |= SPICE_WATCH_EVENT_READ;
  if (condition & G_IO_OUT)
    event |= SPICE_WATCH_EVENT_WRITE;
  watch->func (fd, event, watch->opaque);

  return G_SOURCE_CONTINUE;
}

static void
watch_update_mask (SpiceWatch *watch,
                   int         event_mask)
{
  GIOCondition condition = 0;

  if (watch->source != NULL) {
    g_source_destroy (watch->source);
    g_clear_pointer (&watch->source, g_source_unref);
  }
  if (event_mask & SPICE_WATCH_EVENT_READ)
    condition |= G_IO_IN;
  if (event_mask & SPICE_WATCH_EVENT_WRITE)
    condition |= G_IO_OUT;
  if (condition == 0)
    return;

  watch->source = g_unix_fd_source_new (watch->fd, condition);
  g_source_set_callback (watch->source, G_SOURCE_FUNC (watch_cb), watch, NULL);
  g_source_attach (watch->source, g_main_context_get_thread_default ());
}

static SpiceWatch *
watch_add (int             fd,
           int             event_mask,
           SpiceWatchFunc  func,
           void           *opaque)
{
  SpiceWatch *watch = g_new0 (SpiceWatch, 1);

  watch->fd = fd;
  watch->func = func;
  watch->opaque = opaque;
  watch_update_mask (watch, event_mask);

  return watch;
}

static void
watch_remove (SpiceWatch *watch)
{
  watch_update_mask (watch, 0);
  g_free (watch);
}

static void
channel_event (int                    event,
               SpiceChannelEventInfo *info)
{
}

SpiceCoreInterface spice_server_loop = {
  .base = {
    .type = SPICE_INTERFACE_CORE,
    .description = "test main loop",
    .major_version = SPICE_INTERFACE_CORE_MAJOR,
    .minor_version = SPICE_INTERFACE_CORE_MINOR,
  },
  .timer_add = timer_add,
  .timer_start = timer_start,
  .timer_cancel = timer_cancel,
  .timer_remove = timer_remove,
  .watch_add = watch_add,
  .watch_update_mask = watch_update_mask,
  .watch_remove = watch_remove,
  .channel_event = channel_event,
};
