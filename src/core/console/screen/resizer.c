/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resizer.h"

#include <string.h>

/* Milliseconds after the last wish before the guest hears of it. */
#define CALM 75
/* Milliseconds in which a guest may change its screen before it is asked for something else. */
#define PATIENCE 1000

/* What one is made as whose size nobody knows: every guest can show it. */
#define DEFAULT_WIDTH 1024
#define DEFAULT_HEIGHT 768

struct _SprintResizer
{
  GObject parent_instance;

  SpiceMainChannel *channel;
  SprintMonitorList *monitors;
  SprintGuestAgent *agent;
  SprintMonitorPlace asked[SPRINT_MONITORS_MAX];   /* what was wished when it was asked last */
  guint calm_id;
  guint patience_id;
};

G_DEFINE_FINAL_TYPE (SprintResizer, sprint_resizer, G_TYPE_OBJECT)

static void
sprint_resizer_dispose (GObject *object)
{
  SprintResizer *self = SPRINT_RESIZER (object);

  g_clear_handle_id (&self->calm_id, g_source_remove);
  g_clear_handle_id (&self->patience_id, g_source_remove);
  if (self->monitors != NULL)
    g_signal_handlers_disconnect_by_data (self->monitors, self);
  if (self->agent != NULL)
    g_signal_handlers_disconnect_by_data (self->agent, self);
  g_clear_object (&self->channel);
  g_clear_object (&self->monitors);
  g_clear_object (&self->agent);

  G_OBJECT_CLASS (sprint_resizer_parent_class)->dispose (object);
}

static void send (SprintResizer *self);

static gboolean
patience_cb (gpointer user_data)
{
  SprintResizer *self = user_data;

  self->patience_id = 0;
  send (self);

  return G_SOURCE_REMOVE;
}

static gboolean
has_asked (SprintResizer *self)
{
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    if (self->asked[i].on)
      return TRUE;
  }

  return FALSE;
}

static void
forget (SprintResizer *self)
{
  memset (self->asked, 0, sizeof self->asked);
}

/* Sizes that nobody cares about are as they are. */
static void
complete (SprintResizer      *self,
          SprintMonitorPlace *places)
{
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    SprintConsoleMonitor *monitor = sprint_monitor_list_find (self->monitors, i);
    SprintFramebuffer *framebuffer = monitor != NULL ? sprint_console_monitor_get_framebuffer (monitor) : NULL;

    if (!places[i].on || places[i].width > 0)
      continue;
    if (framebuffer != NULL && sprint_framebuffer_get_width (framebuffer) > 0) {
      places[i].width = sprint_framebuffer_get_width (framebuffer);
      places[i].height = sprint_framebuffer_get_height (framebuffer);
    } else {
      places[i].width = DEFAULT_WIDTH;
      places[i].height = DEFAULT_HEIGHT;
    }
  }
  sprint_monitor_layout_arrange (places, SPRINT_MONITORS_MAX);
}

/* What a guest has turned off itself it need not be told to. */
static void
accept (SprintResizer            *self,
        const SprintMonitorPlace *wishes)
{
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    SprintConsoleMonitor *monitor = sprint_monitor_list_find (self->monitors, i);

    if (!wishes[i].on && monitor != NULL && !sprint_console_monitor_get_has_picture (monitor))
      self->asked[i] = wishes[i];
  }
}

/* The library knows a moment before it tells that an agent has gone, and takes nothing for one any more. */
static gboolean
can_send (SprintResizer *self)
{
  gboolean connected;

  g_object_get (self->channel, "agent-connected", &connected, NULL);

  return connected && sprint_guest_agent_can (self->agent, SPRINT_GUEST_CAN_RESIZE);
}

/* A guest that cannot have what is wished takes something else; it is not asked for the same again. */
static void
send (SprintResizer *self)
{
  SprintMonitorPlace wishes[SPRINT_MONITORS_MAX];
  gboolean asked;

  /* What was asked for before the guest was left alone counts no more. */
  if (!sprint_monitor_list_get_wishes (self->monitors, wishes)) {
    forget (self);
    return;
  }

  accept (self, wishes);
  if (self->calm_id != 0 || self->patience_id != 0 || !can_send (self) ||
      memcmp (wishes, self->asked, sizeof wishes) == 0)
    return;

  asked = has_asked (self);
  memcpy (self->asked, wishes, sizeof wishes);
  /* What it was asked for before may still come, unless it hears that all is to be as it is. */
  if (!asked && sprint_monitor_list_fulfils (self->monitors, wishes))
    return;

  complete (self, wishes);
  for (guint i = 0; i < SPRINT_MONITORS_MAX; i++) {
    const SprintMonitorPlace *place = &wishes[i];

    spice_main_channel_update_display_enabled (self->channel, i, place->on, FALSE);
    if (place->on)
      spice_main_channel_update_display (self->channel, i, place->x, place->y, place->width, place->height, FALSE);
  }
  if (spice_main_channel_send_monitor_config (self->channel))
    self->patience_id = g_timeout_add (PATIENCE, patience_cb, self);
}

static gboolean
calm_cb (gpointer user_data)
{
  SprintResizer *self = user_data;

  self->calm_id = 0;
  send (self);

  return G_SOURCE_REMOVE;
}

static void
wanted_cb (SprintResizer *self)
{
  g_clear_handle_id (&self->calm_id, g_source_remove);
  self->calm_id = g_timeout_add (CALM, calm_cb, self);
}

static void
changed_cb (SprintResizer *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  send (self);
}

/* It may have been asked for while its last picture still counted as there. */
static void
missed_cb (SprintResizer *self)
{
  forget (self);
  send (self);
}

/* Another agent, or the same one begun anew, has not heard of any size. */
static void
agent_cb (SprintResizer *self)
{
  if (!sprint_guest_agent_can (self->agent, SPRINT_GUEST_CAN_RESIZE)) {
    forget (self);
    g_clear_handle_id (&self->patience_id, g_source_remove);
    return;
  }

  send (self);
}

static void
sprint_resizer_class_init (SprintResizerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_resizer_dispose;
}

static void
sprint_resizer_init (SprintResizer *self)
{
}

SprintResizer *
sprint_resizer_new (SpiceMainChannel  *channel,
                    SprintMonitorList *monitors,
                    SprintGuestAgent  *agent)
{
  SprintResizer *self = g_object_new (SPRINT_TYPE_RESIZER, NULL);

  self->channel = g_object_ref (channel);
  self->monitors = g_object_ref (monitors);
  self->agent = g_object_ref (agent);
  /* Else the library puts them side by side as it likes, and tells the guest no places. */
  g_object_set (channel, "disable-display-align", TRUE, "disable-display-position", FALSE, NULL);
  g_signal_connect_swapped (monitors, "wanted", G_CALLBACK (wanted_cb), self);
  g_signal_connect_swapped (monitors, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (monitors, "missed", G_CALLBACK (missed_cb), self);
  g_signal_connect_swapped (agent, "notify::capabilities", G_CALLBACK (agent_cb), self);
  g_signal_connect_swapped (agent, "notify::connected", G_CALLBACK (agent_cb), self);

  return self;
}
