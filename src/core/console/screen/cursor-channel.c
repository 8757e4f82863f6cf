/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cursor-channel.h"

struct _SprintCursorChannel
{
  GObject parent_instance;

  SpiceCursorChannel *channel;
  SprintConsoleCursor *cursor;
};

G_DEFINE_FINAL_TYPE (SprintCursorChannel, sprint_cursor_channel, G_TYPE_OBJECT)

static void
sprint_cursor_channel_dispose (GObject *object)
{
  SprintCursorChannel *self = SPRINT_CURSOR_CHANNEL (object);

  if (self->channel != NULL)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  if (self->cursor != NULL)
    sprint_console_cursor_reset (self->cursor);
  g_clear_object (&self->channel);
  g_clear_object (&self->cursor);

  G_OBJECT_CLASS (sprint_cursor_channel_parent_class)->dispose (object);
}

static void
cursor_cb (SprintCursorChannel *self)
{
  SpiceCursorShape *shape = NULL;

  g_object_get (self->channel, "cursor", &shape, NULL);
  if (shape == NULL || shape->data == NULL)
    sprint_console_cursor_reset (self->cursor);
  else
    sprint_console_cursor_set_shape (self->cursor, shape->data, shape->width, shape->height,
                                     shape->hot_spot_x, shape->hot_spot_y);

  if (shape != NULL)
    g_boxed_free (SPICE_TYPE_CURSOR_SHAPE, shape);
}

static void
move_cb (SprintCursorChannel *self,
         int                  x,
         int                  y)
{
  sprint_console_cursor_move_to (self->cursor, x, y);
}

static void
hide_cb (SprintCursorChannel *self)
{
  sprint_console_cursor_hide (self->cursor);
}

static void
reset_cb (SprintCursorChannel *self)
{
  sprint_console_cursor_reset (self->cursor);
}

static void
sprint_cursor_channel_class_init (SprintCursorChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_cursor_channel_dispose;
}

static void
sprint_cursor_channel_init (SprintCursorChannel *self)
{
}

SprintCursorChannel *
sprint_cursor_channel_new (SpiceCursorChannel *channel,
                           SprintMonitorList  *monitors)
{
  SprintConsoleCursor *cursor;
  SprintCursorChannel *self;
  int id = 0;

  g_object_get (channel, "channel-id", &id, NULL);
  cursor = sprint_monitor_list_get_cursor (monitors, id);
  if (cursor == NULL)
    return NULL;

  self = g_object_new (SPRINT_TYPE_CURSOR_CHANNEL, NULL);
  self->channel = g_object_ref (channel);
  self->cursor = g_object_ref (cursor);
  g_signal_connect_swapped (channel, "notify::cursor", G_CALLBACK (cursor_cb), self);
  g_signal_connect_swapped (channel, "cursor-move", G_CALLBACK (move_cb), self);
  g_signal_connect_swapped (channel, "cursor-hide", G_CALLBACK (hide_cb), self);
  g_signal_connect_swapped (channel, "cursor-reset", G_CALLBACK (reset_cb), self);

  return self;
}
