/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pointer-events.h"

#include "core/console/input/console-input.h"

guint
sprint_pointer_event_translate_button (guint button)
{
  switch (button) {
  case GDK_BUTTON_PRIMARY:
    return SPRINT_CONSOLE_BUTTON_LEFT;

  case GDK_BUTTON_MIDDLE:
    return SPRINT_CONSOLE_BUTTON_MIDDLE;

  case GDK_BUTTON_SECONDARY:
    return SPRINT_CONSOLE_BUTTON_RIGHT;

  /* 4 to 7 are scrolling in X11, and Wayland's numbers follow: BTN_SIDE and BTN_EXTRA, or on some mice
   * BTN_FORWARD and BTN_BACK. */
  case 8:
  case 11:
    return SPRINT_CONSOLE_BUTTON_SIDE;

  case 9:
  case 10:
    return SPRINT_CONSOLE_BUTTON_EXTRA;

  default:
    return 0;
  }
}

static gboolean
find (GtkWidget        *widget,
      GtkNative        *native,
      double            x,
      double            y,
      graphene_point_t *at)
{
  double surface_x, surface_y;

  gtk_native_get_surface_transform (native, &surface_x, &surface_y);

  return gtk_widget_compute_point (GTK_WIDGET (native), widget,
                                   &GRAPHENE_POINT_INIT (x - surface_x, y - surface_y), at);
}

gboolean
sprint_pointer_event_find (GtkWidget        *widget,
                           GdkEvent         *event,
                           graphene_point_t *at)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double x, y;

  return native != NULL && gdk_event_get_position (event, &x, &y) && find (widget, native, x, y, at);
}

gboolean
sprint_pointer_event_find_device (GtkWidget        *widget,
                                  graphene_point_t *at)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  GdkDevice *device = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;
  GtkNative *native = gtk_widget_get_native (widget);
  double x, y;

  return device != NULL && native != NULL &&
         gdk_surface_get_device_position (gtk_native_get_surface (native), device, &x, &y, NULL) &&
         find (widget, native, x, y, at);
}
