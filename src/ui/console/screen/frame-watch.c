/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame-watch.h"

struct _SprintFrameWatch
{
  GObject parent_instance;

  GtkWidget *widget;
  SprintFramePacer *pacer;
  GdkFrameClock *clock;     /* NULL: not watching */
  gboolean painted;
};

G_DEFINE_FINAL_TYPE (SprintFrameWatch, sprint_frame_watch, G_TYPE_OBJECT)

static void
stop (SprintFrameWatch *self)
{
  if (self->clock == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);
  self->painted = FALSE;
  sprint_frame_pacer_unwatch (self->pacer);
}

static void
sprint_frame_watch_dispose (GObject *object)
{
  SprintFrameWatch *self = SPRINT_FRAME_WATCH (object);

  stop (self);
  g_clear_object (&self->pacer);

  G_OBJECT_CLASS (sprint_frame_watch_parent_class)->dispose (object);
}

static void
sprint_frame_watch_class_init (SprintFrameWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_frame_watch_dispose;
}

static void
sprint_frame_watch_init (SprintFrameWatch *self)
{
}

static void
after_paint_cb (SprintFrameWatch *self)
{
  if (!self->painted)
    return;

  self->painted = FALSE;
  sprint_frame_pacer_shown (self->pacer);
}

static void
start (SprintFrameWatch *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (self->widget);

  if (self->clock != NULL || self->pacer == NULL || clock == NULL || !gtk_widget_get_mapped (self->widget))
    return;

  self->clock = g_object_ref (clock);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), self);
  sprint_frame_pacer_watch (self->pacer);
}

SprintFrameWatch *
sprint_frame_watch_new (GtkWidget *widget)
{
  SprintFrameWatch *self = g_object_new (SPRINT_TYPE_FRAME_WATCH, NULL);

  self->widget = widget;
  g_signal_connect_object (widget, "map", G_CALLBACK (start), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (widget, "unmap", G_CALLBACK (stop), self, G_CONNECT_SWAPPED);

  return self;
}

void
sprint_frame_watch_set_pacer (SprintFrameWatch *self,
                              SprintFramePacer *pacer)
{
  g_return_if_fail (SPRINT_IS_FRAME_WATCH (self));

  if (self->pacer == pacer)
    return;

  stop (self);
  g_set_object (&self->pacer, pacer);
  start (self);
}

void
sprint_frame_watch_painted (SprintFrameWatch *self)
{
  g_return_if_fail (SPRINT_IS_FRAME_WATCH (self));

  self->painted = TRUE;
}

void
sprint_frame_watch_put (SprintFrameWatch *self)
{
  g_return_if_fail (SPRINT_IS_FRAME_WATCH (self));

  if (self->clock != NULL)
    sprint_frame_pacer_shown (self->pacer);
}
