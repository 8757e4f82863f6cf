/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-touch.h"

#include "core/console/input/touch-pointer.h"
#include "pointer-events.h"

struct _SprintConsoleTouch
{
  GObject parent_instance;

  GtkWidget *widget;
  SprintGuestPointer *guest;
  SprintTouchPointer *touch;
  gboolean inside;
};

G_DEFINE_FINAL_TYPE (SprintConsoleTouch, sprint_console_touch, G_TYPE_OBJECT)

static void
sprint_console_touch_dispose (GObject *object)
{
  g_clear_object (&SPRINT_CONSOLE_TOUCH (object)->touch);

  G_OBJECT_CLASS (sprint_console_touch_parent_class)->dispose (object);
}

static void
moved_cb (SprintConsoleTouch *self,
          double              x,
          double              y)
{
  self->inside = sprint_guest_pointer_point (self->guest, x, y);
}

static void
button_cb (SprintConsoleTouch *self,
           guint               button,
           gboolean            down)
{
  if (down)
    sprint_guest_pointer_press_at (self->guest, button, self->inside);
  else
    sprint_guest_pointer_press (self->guest, button, FALSE);
}

static void
scrolled_cb (SprintConsoleTouch *self,
             double              distance)
{
  sprint_guest_pointer_scroll (self->guest, distance / SPRINT_SURFACE_UNITS_PER_CLICK);
}

static void
sprint_console_touch_class_init (SprintConsoleTouchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_console_touch_dispose;
}

static void
sprint_console_touch_init (SprintConsoleTouch *self)
{
}

SprintConsoleTouch *
sprint_console_touch_new (GtkWidget          *widget,
                          SprintGuestPointer *guest)
{
  SprintConsoleTouch *self = g_object_new (SPRINT_TYPE_CONSOLE_TOUCH, NULL);
  int threshold = 0;
  guint long_press = 0;

  g_object_get (gtk_widget_get_settings (widget),
                "gtk-dnd-drag-threshold", &threshold,
                "gtk-long-press-time", &long_press,
                NULL);
  self->widget = widget;
  self->guest = guest;
  self->touch = sprint_touch_pointer_new (threshold, long_press);
  g_signal_connect_object (self->touch, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->touch, "button", G_CALLBACK (button_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->touch, "scrolled", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);

  return self;
}

gboolean
sprint_console_touch_handle (SprintConsoleTouch *self,
                             GdkEvent           *event)
{
  GdkEventSequence *finger = gdk_event_get_event_sequence (event);
  graphene_point_t at;

  g_return_val_if_fail (SPRINT_IS_CONSOLE_TOUCH (self), FALSE);

  switch ((guint) gdk_event_get_event_type (event)) {
  case GDK_TOUCH_BEGIN:
    gtk_widget_grab_focus (self->widget);
    sprint_guest_pointer_forget (self->guest);
    if (sprint_pointer_event_find (self->widget, event, &at))
      sprint_touch_pointer_begin (self->touch, finger, at.x, at.y);
    return TRUE;

  case GDK_TOUCH_UPDATE:
    if (sprint_pointer_event_find (self->widget, event, &at))
      sprint_touch_pointer_update (self->touch, finger, at.x, at.y);
    return TRUE;

  case GDK_TOUCH_END:
    sprint_touch_pointer_end (self->touch, finger);
    return TRUE;

  case GDK_TOUCH_CANCEL:
    sprint_touch_pointer_cancel (self->touch);
    return TRUE;

  default:
    return FALSE;
  }
}

void
sprint_console_touch_cancel (SprintConsoleTouch *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_TOUCH (self));

  sprint_touch_pointer_cancel (self->touch);
}
