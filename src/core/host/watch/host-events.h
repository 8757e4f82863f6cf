/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SprintHostEvents:
 *
 * Something that tells when this computer may have changed: a device came, a service was started, packages were
 * installed. It costs nothing before it is started, and nothing once it is stopped.
 *
 * ::changed(what: string) is emitted while it is started, as often as it happens; @what is a name of it, for a log and
 * for whoever knows what is told here.
 */
#define SPRINT_TYPE_HOST_EVENTS (sprint_host_events_get_type ())
G_DECLARE_INTERFACE (SprintHostEvents, sprint_host_events, SPRINT, HOST_EVENTS, GObject)

struct _SprintHostEventsInterface {
  GTypeInterface parent_iface;

  void (*start) (SprintHostEvents *self);
  void (*stop)  (SprintHostEvents *self);
};

void sprint_host_events_start        (SprintHostEvents *self);
void sprint_host_events_stop         (SprintHostEvents *self);
/* For those that implement it. */
void sprint_host_events_emit_changed (SprintHostEvents *self,
                                      const char       *what);

G_END_DECLS
