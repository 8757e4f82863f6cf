/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-channel.h"

/* Milliseconds: how long a new surface may stay undrawn before it is shown as it is. */
#define BLANK_TIMEOUT 200

struct _SprintDisplayChannel
{
  GObject parent_instance;

  SpiceDisplayChannel *channel;
  SprintConsoleMonitor *monitor;
  SprintFramebuffer *framebuffer;
  SprintPixels primary;
  guint blank_id;
  gboolean marked;
  gboolean drawn;
  gboolean shown;
};

G_DEFINE_FINAL_TYPE (SprintDisplayChannel, sprint_display_channel, G_TYPE_OBJECT)

/* Of a surface and graphics memory, that is shown which the guest has drawn into last. */
static gboolean
has_scanout (SprintDisplayChannel *self)
{
  return sprint_scanout_feed_get_scanout (sprint_console_monitor_get_scanouts (self->monitor)) != NULL;
}

/* The surface goes away, and its last picture stays. */
static void
lose_primary (SprintDisplayChannel *self)
{
  self->primary.data = NULL;
  self->drawn = self->shown = FALSE;
  if (!has_scanout (self))
    sprint_framebuffer_keep (self->framebuffer);
}

static void
sprint_display_channel_dispose (GObject *object)
{
  SprintDisplayChannel *self = SPRINT_DISPLAY_CHANNEL (object);

  g_clear_handle_id (&self->blank_id, g_source_remove);
  if (self->channel != NULL) {
    g_signal_handlers_disconnect_by_data (self->channel, self);
    g_signal_handlers_disconnect_by_data (sprint_console_monitor_get_scanouts (self->monitor), self);
    lose_primary (self);
  }
  g_clear_object (&self->channel);
  self->framebuffer = NULL;
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (sprint_display_channel_parent_class)->dispose (object);
}

static gboolean
translate_format (int                format,
                  SprintPixelFormat *translated)
{
  switch (format) {
  case SPICE_SURFACE_FMT_32_xRGB:
  case SPICE_SURFACE_FMT_32_ARGB:
    *translated = SPRINT_PIXEL_FORMAT_XRGB32;
    return TRUE;

  case SPICE_SURFACE_FMT_16_555:
    *translated = SPRINT_PIXEL_FORMAT_RGB555;
    return TRUE;

  case SPICE_SURFACE_FMT_16_565:
    *translated = SPRINT_PIXEL_FORMAT_RGB565;
    return TRUE;

  default:
    return FALSE;
  }
}

/* The first monitor's part of the surface; FALSE when the guest has turned that monitor off. */
static gboolean
find_monitor (SprintDisplayChannel      *self,
              SpiceDisplayMonitorConfig *found)
{
  g_autoptr (GArray) monitors = NULL;
  SpiceDisplayMonitorConfig whole = {
    .width = self->primary.width,
    .height = self->primary.height,
  };

  g_object_get (self->channel, "monitors", &monitors, NULL);
  *found = whole;
  if (monitors == NULL || monitors->len == 0)
    return TRUE;

  for (guint i = 0; i < monitors->len; i++) {
    SpiceDisplayMonitorConfig *monitor =
      &g_array_index (monitors, SpiceDisplayMonitorConfig, i);

    if (monitor->id != 0)
      continue;
    if (monitor->width == 0 || monitor->height == 0)
      return FALSE;

    /* A monitor that reaches outside the surface belongs to one that is still to come. */
    if (monitor->x < whole.width && monitor->width <= whole.width - monitor->x &&
        monitor->y < whole.height && monitor->height <= whole.height - monitor->y)
      *found = *monitor;
    return TRUE;
  }

  return FALSE;
}

/* Makes the framebuffer the monitor's window on the surface. */
static void
show (SprintDisplayChannel *self)
{
  SpiceDisplayMonitorConfig monitor;

  g_clear_handle_id (&self->blank_id, g_source_remove);
  if (has_scanout (self))
    return;

  if (self->primary.data == NULL || !self->marked || !find_monitor (self, &monitor) ||
      !sprint_framebuffer_show (self->framebuffer, &self->primary,
                                monitor.x, monitor.y, monitor.width, monitor.height)) {
    self->shown = FALSE;
    sprint_console_monitor_set_shown (self->monitor, FALSE);
    return;
  }

  self->shown = TRUE;
  sprint_console_monitor_set_shown (self->monitor, TRUE);
}

static gboolean
blank_cb (gpointer user_data)
{
  SprintDisplayChannel *self = user_data;

  self->blank_id = 0;
  self->drawn = TRUE;
  show (self);

  return G_SOURCE_REMOVE;
}

static void
primary_create_cb (SprintDisplayChannel *self,
                   int                   format,
                   int                   width,
                   int                   height,
                   int                   stride,
                   int                   shmid,
                   gpointer              data)
{
  lose_primary (self);
  self->primary = (SprintPixels) {
    .width = width,
    .height = height,
    .stride = stride,
    .data = data,
  };
  g_clear_handle_id (&self->blank_id, g_source_remove);

  if (!translate_format (format, &self->primary.format)) {
    g_warning ("The guest's screen has a pixel format that is not known: %d", format);
    self->primary.data = NULL;
    sprint_console_monitor_set_shown (self->monitor, FALSE);
    return;
  }

  /* The picture before stays until the guest has drawn the new one: no flash of black. */
  self->blank_id = g_timeout_add (BLANK_TIMEOUT, blank_cb, self);
}

static void
primary_destroy_cb (SprintDisplayChannel *self)
{
  g_clear_handle_id (&self->blank_id, g_source_remove);
  self->blank_id = g_timeout_add (SPRINT_MONITOR_OFF_TIMEOUT, blank_cb, self);
  lose_primary (self);
}

static void
invalidate_cb (SprintDisplayChannel *self,
               int                   x,
               int                   y,
               int                   width,
               int                   height)
{
  if (self->primary.data == NULL)
    return;

  self->drawn = TRUE;
  if (!self->shown)
    show (self);
  else
    sprint_framebuffer_update (self->framebuffer, x, y, width, height);
}

static void
mark_cb (SprintDisplayChannel *self,
         gboolean              mark)
{
  self->marked = mark;
  if (!mark && !has_scanout (self))
    sprint_console_monitor_set_shown (self->monitor, FALSE);
  else if (mark && self->drawn)
    show (self);
}

static void
monitors_cb (SprintDisplayChannel *self)
{
  SpiceDisplayMonitorConfig monitor;

  if (self->primary.data == NULL)
    return;

  /* A surface that is not drawn yet is left for its first damage. */
  if (self->shown || !find_monitor (self, &monitor))
    show (self);
  else if (self->blank_id == 0)
    show (self);
}

static void
scanouts_cb (SprintDisplayChannel *self)
{
  /* The framebuffer is a window on something else now. */
  if (has_scanout (self))
    self->shown = FALSE;
  else if (self->primary.data == NULL && self->blank_id == 0)
    self->blank_id = g_timeout_add (SPRINT_MONITOR_OFF_TIMEOUT, blank_cb, self);
  else if (self->drawn && !self->shown)
    show (self);
}

static void
sprint_display_channel_class_init (SprintDisplayChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_display_channel_dispose;
}

static void
sprint_display_channel_init (SprintDisplayChannel *self)
{
}

SprintDisplayChannel *
sprint_display_channel_new (SpiceDisplayChannel  *channel,
                            SprintConsoleMonitor *monitor)
{
  SprintDisplayChannel *self = g_object_new (SPRINT_TYPE_DISPLAY_CHANNEL, NULL);
  SpiceDisplayPrimary primary;

  self->channel = g_object_ref (channel);
  self->monitor = g_object_ref (monitor);
  self->framebuffer = sprint_console_monitor_get_framebuffer (monitor);

  g_signal_connect_swapped (channel, "display-primary-create", G_CALLBACK (primary_create_cb), self);
  g_signal_connect_swapped (channel, "display-primary-destroy", G_CALLBACK (primary_destroy_cb), self);
  g_signal_connect_swapped (channel, "display-invalidate", G_CALLBACK (invalidate_cb), self);
  g_signal_connect_swapped (channel, "display-mark", G_CALLBACK (mark_cb), self);
  g_signal_connect_swapped (channel, "notify::monitors", G_CALLBACK (monitors_cb), self);
  g_signal_connect_object (sprint_console_monitor_get_scanouts (monitor), "changed", G_CALLBACK (scanouts_cb), self,
                           G_CONNECT_SWAPPED);

  if (spice_display_channel_get_primary (SPICE_CHANNEL (channel), 0, &primary)) {
    self->marked = primary.marked;
    primary_create_cb (self, primary.format, primary.width, primary.height, primary.stride,
                       primary.shmid, primary.data);
  }

  return self;
}
