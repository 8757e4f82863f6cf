/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "host-events.h"

G_DEFINE_INTERFACE (SprintHostEvents, sprint_host_events, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
sprint_host_events_default_init (SprintHostEventsInterface *iface)
{
  signals[CHANGED] = g_signal_new ("changed", SPRINT_TYPE_HOST_EVENTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

void
sprint_host_events_start (SprintHostEvents *self)
{
  g_return_if_fail (SPRINT_IS_HOST_EVENTS (self));

  SPRINT_HOST_EVENTS_GET_IFACE (self)->start (self);
}

void
sprint_host_events_stop (SprintHostEvents *self)
{
  g_return_if_fail (SPRINT_IS_HOST_EVENTS (self));

  SPRINT_HOST_EVENTS_GET_IFACE (self)->stop (self);
}

void
sprint_host_events_emit_changed (SprintHostEvents *self,
                                 const char       *what)
{
  g_return_if_fail (SPRINT_IS_HOST_EVENTS (self));

  g_debug ("This computer has changed: %s", what);
  g_signal_emit (self, signals[CHANGED], 0, what);
}
