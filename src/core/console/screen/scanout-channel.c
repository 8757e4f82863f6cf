/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanout-channel.h"

#include "display-heads.h"

/* Milliseconds: how long a new scanout may stay undrawn before it is shown as it is. */
#define BLANK_TIMEOUT 200

struct _SprintScanoutChannel
{
  GObject parent_instance;

  SpiceDisplayChannel *channel;
  SprintConsoleMonitor *monitor;
  SprintScanoutFeed *feed;
  SprintScanout *scanout;      /* NULL: none, or an unsound one */
  gboolean shown;              /* that one */
  guint blank_id;
};

G_DEFINE_FINAL_TYPE (SprintScanoutChannel, sprint_scanout_channel, G_TYPE_OBJECT)

static void
sprint_scanout_channel_dispose (GObject *object)
{
  SprintScanoutChannel *self = SPRINT_SCANOUT_CHANNEL (object);
  SprintFramePacer *pacer;

  g_clear_handle_id (&self->blank_id, g_source_remove);
  if (self->channel != NULL) {
    g_signal_handlers_disconnect_by_data (self->channel, self);
    pacer = sprint_scanout_feed_get_pacer (self->feed);
    g_signal_handlers_disconnect_by_data (pacer, self);
    sprint_frame_pacer_forget (pacer);
    sprint_scanout_feed_end (self->feed);
  }
  self->feed = NULL;
  g_clear_object (&self->scanout);
  g_clear_object (&self->channel);
  g_clear_object (&self->monitor);

  G_OBJECT_CLASS (sprint_scanout_channel_parent_class)->dispose (object);
}

static void
show (SprintScanoutChannel *self)
{
  const SprintScanoutLayout *layout = self->scanout != NULL ? sprint_scanout_get_layout (self->scanout) : NULL;
  g_autoptr (GArray) monitors = NULL;
  SpiceDisplayMonitorConfig area;

  g_clear_handle_id (&self->blank_id, g_source_remove);
  g_object_get (self->channel, "monitors", &monitors, NULL);
  self->shown = layout != NULL &&
                sprint_display_heads_find_first (monitors, layout->width, layout->height, &area) &&
                sprint_scanout_feed_show (self->feed, self->scanout, area.x, area.y, area.width, area.height);
  sprint_console_monitor_set_shown (self->monitor,
                                    self->shown && sprint_scanout_feed_get_error (self->feed) == NULL);
}

static gboolean
blank_cb (gpointer user_data)
{
  SprintScanoutChannel *self = user_data;

  self->blank_id = 0;
  show (self);

  return G_SOURCE_REMOVE;
}

static void
gl_scanout_cb (SprintScanoutChannel *self)
{
  const SpiceGlScanout *told = spice_display_channel_get_gl_scanout (self->channel);
  g_autoptr (GError) error = NULL;
  SprintScanoutLayout layout;

  g_clear_handle_id (&self->blank_id, g_source_remove);
  g_clear_object (&self->scanout);
  self->shown = FALSE;
  if (told == NULL) {
    sprint_scanout_feed_end (self->feed);
    return;
  }

  layout = (SprintScanoutLayout) {
    .width = told->width,
    .height = told->height,
    .stride = told->stride,
    .fourcc = told->format,
    .upright = told->y0top,
  };
  self->scanout = sprint_scanout_new (told->fd, &layout, &error);
  if (self->scanout == NULL) {
    sprint_scanout_feed_fail (self->feed, error);
    return;
  }

  /* The picture before stays until the guest has drawn the new one. */
  self->blank_id = g_timeout_add (BLANK_TIMEOUT, blank_cb, self);
}

static void
gl_draw_cb (SprintScanoutChannel *self,
            guint                 x,
            guint                 y,
            guint                 width,
            guint                 height)
{
  SprintFramePacer *pacer = sprint_scanout_feed_get_pacer (self->feed);
  gboolean changed;

  if (!self->shown) {
    show (self);
    changed = self->shown;
  } else {
    changed = sprint_scanout_feed_draw (self->feed, x, y, width, height);
  }
  sprint_frame_pacer_begin (pacer);
  if (!changed)
    sprint_frame_pacer_shown (pacer);
}

/* The guest has gone back to the channel's surface; that a scanout has ended, servers do not always tell. */
static void
invalidate_cb (SprintScanoutChannel *self)
{
  g_clear_handle_id (&self->blank_id, g_source_remove);
  self->shown = FALSE;
  sprint_scanout_feed_end (self->feed);
}

static void
monitors_cb (SprintScanoutChannel *self)
{
  /* What is not drawn yet is left for its first frame. */
  if (self->shown)
    show (self);
}

/* Unanswered, the guest would wait for ever. */
static void
answered_cb (SprintScanoutChannel *self)
{
  spice_display_channel_gl_draw_done (self->channel);
}

/* It may turn out only when somebody shows it. */
static void
changed_cb (SprintScanoutChannel *self)
{
  if (self->shown)
    sprint_console_monitor_set_shown (self->monitor, sprint_scanout_feed_get_error (self->feed) == NULL);
}

static void
sprint_scanout_channel_class_init (SprintScanoutChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_scanout_channel_dispose;
}

static void
sprint_scanout_channel_init (SprintScanoutChannel *self)
{
}

SprintScanoutChannel *
sprint_scanout_channel_new (SpiceDisplayChannel  *channel,
                            SprintConsoleMonitor *monitor)
{
  SprintScanoutChannel *self = g_object_new (SPRINT_TYPE_SCANOUT_CHANNEL, NULL);

  self->channel = g_object_ref (channel);
  self->monitor = g_object_ref (monitor);
  self->feed = sprint_console_monitor_get_scanouts (monitor);

  g_signal_connect_swapped (channel, "notify::gl-scanout", G_CALLBACK (gl_scanout_cb), self);
  g_signal_connect_swapped (channel, "gl-draw", G_CALLBACK (gl_draw_cb), self);
  g_signal_connect_swapped (channel, "display-invalidate", G_CALLBACK (invalidate_cb), self);
  g_signal_connect_swapped (channel, "notify::monitors", G_CALLBACK (monitors_cb), self);
  g_signal_connect_object (self->feed, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (sprint_scanout_feed_get_pacer (self->feed), "answered", G_CALLBACK (answered_cb), self);
  if (spice_display_channel_get_gl_scanout (channel) != NULL)
    gl_scanout_cb (self);

  return self;
}
