/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "display-channel.h"

#include "core/console/guard/channel-refusal.h"
#include "display-heads.h"
#include "placeholder.h"

/* Milliseconds: how long a new surface may stay undrawn before it is shown as it is. */
#define BLANK_TIMEOUT 200

struct _SprintDisplayChannel
{
  GObject parent_instance;

  SpiceDisplayChannel *channel;
  SprintMonitorList *monitors;
  SprintConsoleMonitor *monitor;
  SprintFramebuffer *framebuffer;
  SprintDisplayHeads *heads;   /* what the first card has besides */
  SprintPixels primary;
  guint id;
  guint blank_id;
  gboolean marked;
  gboolean drawn;
  gboolean shown;
  gboolean begun;
  gboolean inactive;  /* a further card's surface that the guest does not use */
  gboolean settled;   /* what the surface shows is known, be it nothing */
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
  self->drawn = self->shown = self->settled = FALSE;
  if (!has_scanout (self))
    sprint_framebuffer_keep (self->framebuffer);
  if (self->heads != NULL)
    sprint_display_heads_keep (self->heads);
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
    sprint_monitor_list_set_outputs (self->monitors, self->id, 0);
    sprint_monitor_list_release (self->monitors, self->channel);
  }
  g_clear_object (&self->heads);
  g_clear_object (&self->channel);
  g_clear_object (&self->monitors);
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

/* FALSE when the guest has turned the monitor off. */
static gboolean
find_monitor (SprintDisplayChannel      *self,
              GArray                    *monitors,
              SpiceDisplayMonitorConfig *found)
{
  return sprint_display_heads_find_first (monitors, self->primary.width, self->primary.height, found);
}

/* How many monitors can be plugged in is known with the first list of them. */
static void
tell_outputs (SprintDisplayChannel *self)
{
  guint outputs = 1;

  if (self->id == 0)
    g_object_get (self->channel, "monitors-max", &outputs, NULL);
  sprint_monitor_list_set_outputs (self->monitors, self->id, MAX (1, outputs));
}

/* What the first shows instead of a guest's picture is shown. */
static gboolean
is_inactive (SprintDisplayChannel *self)
{
  return self->id != 0 && sprint_placeholder_is (&self->primary);
}

/* Makes the framebuffers the monitors' windows on the surface. */
static void
show (SprintDisplayChannel *self)
{
  g_autoptr (GArray) monitors = NULL;
  SpiceDisplayMonitorConfig monitor;
  gboolean visible = self->primary.data != NULL && self->marked;

  g_clear_handle_id (&self->blank_id, g_source_remove);
  if (has_scanout (self))
    return;

  g_object_get (self->channel, "monitors", &monitors, NULL);
  self->inactive = visible && is_inactive (self);
  self->shown = visible && !self->inactive && find_monitor (self, monitors, &monitor) &&
                sprint_framebuffer_show (self->framebuffer, &self->primary,
                                         monitor.x, monitor.y, monitor.width, monitor.height);
  if (visible && !self->begun)
    sprint_monitor_list_settle (self->monitors);
  self->settled = visible;
  self->begun |= visible;
  if (self->shown)
    sprint_console_monitor_set_origin (self->monitor, monitor.x, monitor.y);
  sprint_console_monitor_set_shown (self->monitor, self->shown);
  if (self->heads != NULL)
    sprint_display_heads_show (self->heads, visible ? &self->primary : NULL, monitors);
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
    g_autofree char *words = g_strdup_printf ("No screen has the pixel format %d.", format);

    self->primary.data = NULL;
    sprint_console_monitor_set_shown (self->monitor, FALSE);
    sprint_channel_refuse (SPICE_CHANNEL (self->channel), words);
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
  if (!self->settled || self->inactive) {
    show (self);
    return;
  }
  if (self->blank_id == 0 && self->shown && is_inactive (self))
    self->blank_id = g_timeout_add (SPRINT_MONITOR_OFF_TIMEOUT, blank_cb, self);

  if (self->shown)
    sprint_framebuffer_update (self->framebuffer, x, y, width, height);
  if (self->heads != NULL)
    sprint_display_heads_update (self->heads, x, y, width, height);
}

static void
mark_cb (SprintDisplayChannel *self,
         gboolean              mark)
{
  self->marked = mark;
  if (!mark && !has_scanout (self)) {
    sprint_console_monitor_set_shown (self->monitor, FALSE);
    if (self->heads != NULL)
      sprint_display_heads_show (self->heads, NULL, NULL);
    self->settled = FALSE;
  } else if (mark && self->drawn) {
    show (self);
  }
}

static void
monitors_cb (SprintDisplayChannel *self)
{
  g_autoptr (GArray) monitors = NULL;
  SpiceDisplayMonitorConfig monitor;

  tell_outputs (self);
  if (self->primary.data == NULL)
    return;

  /* A surface that is not drawn yet is left for its first damage. */
  g_object_get (self->channel, "monitors", &monitors, NULL);
  if (self->settled || !find_monitor (self, monitors, &monitor) || self->blank_id == 0)
    show (self);
}

static void
scanouts_cb (SprintDisplayChannel *self)
{
  /* The framebuffer is a window on something else now. */
  if (has_scanout (self))
    self->shown = self->settled = FALSE;
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
sprint_display_channel_new (SpiceDisplayChannel *channel,
                            SprintMonitorList   *monitors)
{
  g_autoptr (SprintDisplayChannel) self = g_object_new (SPRINT_TYPE_DISPLAY_CHANNEL, NULL);
  SprintConsoleMonitor *monitor;
  SpiceDisplayPrimary primary;
  int id = 0;

  g_object_get (channel, "channel-id", &id, NULL);
  monitor = sprint_monitor_list_claim (monitors, id, id, channel);
  if (monitor == NULL)
    return NULL;

  self->id = id;
  self->channel = g_object_ref (channel);
  self->monitors = g_object_ref (monitors);
  self->monitor = g_object_ref (monitor);
  self->framebuffer = sprint_console_monitor_get_framebuffer (monitor);
  if (id == 0)
    self->heads = sprint_display_heads_new (monitors);

  g_signal_connect_swapped (channel, "display-primary-create", G_CALLBACK (primary_create_cb), self);
  g_signal_connect_swapped (channel, "display-primary-destroy", G_CALLBACK (primary_destroy_cb), self);
  g_signal_connect_swapped (channel, "display-invalidate", G_CALLBACK (invalidate_cb), self);
  g_signal_connect_swapped (channel, "display-mark", G_CALLBACK (mark_cb), self);
  g_signal_connect_swapped (channel, "notify::monitors", G_CALLBACK (monitors_cb), self);
  g_signal_connect_object (sprint_console_monitor_get_scanouts (monitor), "changed", G_CALLBACK (scanouts_cb), self,
                           G_CONNECT_SWAPPED);
  tell_outputs (self);

  if (spice_display_channel_get_primary (SPICE_CHANNEL (channel), 0, &primary)) {
    self->marked = primary.marked;
    primary_create_cb (self, primary.format, primary.width, primary.height, primary.stride,
                       primary.shmid, primary.data);
  }

  return g_steal_pointer (&self);
}
