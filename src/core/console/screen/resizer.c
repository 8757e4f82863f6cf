/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resizer.h"

/* Milliseconds after the last wish before the guest hears of it. */
#define CALM 75
/* Milliseconds in which a guest may change its screen before it is asked for something else. */
#define PATIENCE 1000

struct _SprintResizer
{
  GObject parent_instance;

  SpiceMainChannel *channel;
  SprintConsoleMonitor *monitor;
  SprintGuestAgent *agent;
  int asked_width, asked_height;
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
  if (self->monitor != NULL) {
    g_signal_handlers_disconnect_by_data (self->monitor, self);
    g_signal_handlers_disconnect_by_data (sprint_console_monitor_get_framebuffer (self->monitor), self);
  }
  if (self->agent != NULL)
    g_signal_handlers_disconnect_by_data (self->agent, self);
  g_clear_object (&self->channel);
  g_clear_object (&self->monitor);
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

/* A guest that cannot have a size takes another; it is not asked for the same one again. */
static void
send (SprintResizer *self)
{
  SprintFramebuffer *framebuffer = sprint_console_monitor_get_framebuffer (self->monitor);
  int width, height;

  /* What was asked for before the guest was left alone counts no more. */
  if (!sprint_console_monitor_get_wanted_size (self->monitor, &width, &height)) {
    self->asked_width = self->asked_height = 0;
    return;
  }

  if (self->calm_id != 0 || self->patience_id != 0 ||
      !sprint_guest_agent_can (self->agent, SPRINT_GUEST_CAN_RESIZE) ||
      (width == self->asked_width && height == self->asked_height))
    return;

  self->asked_width = width;
  self->asked_height = height;
  if (sprint_framebuffer_get_width (framebuffer) == width && sprint_framebuffer_get_height (framebuffer) == height)
    return;

  spice_main_channel_update_display_enabled (self->channel, 0, TRUE, FALSE);
  spice_main_channel_update_display (self->channel, 0, 0, 0, width, height, FALSE);
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
resized_cb (SprintResizer *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  send (self);
}

/* Another agent, or the same one begun anew, has not heard of any size. */
static void
agent_cb (SprintResizer *self)
{
  if (!sprint_guest_agent_can (self->agent, SPRINT_GUEST_CAN_RESIZE)) {
    self->asked_width = self->asked_height = 0;
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
sprint_resizer_new (SpiceMainChannel     *channel,
                    SprintConsoleMonitor *monitor,
                    SprintGuestAgent     *agent)
{
  SprintResizer *self = g_object_new (SPRINT_TYPE_RESIZER, NULL);
  SprintFramebuffer *framebuffer = sprint_console_monitor_get_framebuffer (monitor);

  self->channel = g_object_ref (channel);
  self->monitor = g_object_ref (monitor);
  self->agent = g_object_ref (agent);
  g_signal_connect_swapped (monitor, "size-wanted", G_CALLBACK (wanted_cb), self);
  g_signal_connect_swapped (framebuffer, "resized", G_CALLBACK (resized_cb), self);
  g_signal_connect_swapped (agent, "notify::capabilities", G_CALLBACK (agent_cb), self);
  g_signal_connect_swapped (agent, "notify::connected", G_CALLBACK (agent_cb), self);

  return self;
}
