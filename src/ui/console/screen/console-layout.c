/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-layout.h"

#include <math.h>

static double
get_scale (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native != NULL ? gtk_native_get_surface (native) : NULL;

  return surface != NULL ? gdk_surface_get_scale (surface) : 1;
}

void
sprint_console_layout_compute (GtkWidget             *widget,
                               SprintFramebuffer     *framebuffer,
                               gboolean               scaling,
                               SprintPointerGeometry *geometry)
{
  GtkNative *native = gtk_widget_get_native (widget);
  graphene_point_t origin = GRAPHENE_POINT_INIT (0, 0);
  double x = 0, y = 0;

  if (native != NULL) {
    gtk_native_get_surface_transform (native, &x, &y);
    if (!gtk_widget_compute_point (widget, GTK_WIDGET (native), &GRAPHENE_POINT_INIT (0, 0), &origin))
      origin = GRAPHENE_POINT_INIT (0, 0);
  }

  sprint_pointer_geometry_fit (geometry,
                               sprint_framebuffer_get_width (framebuffer),
                               sprint_framebuffer_get_height (framebuffer),
                               gtk_widget_get_width (widget),
                               gtk_widget_get_height (widget),
                               x + origin.x, y + origin.y,
                               get_scale (widget),
                               scaling);
}

int
sprint_console_layout_measure (GtkWidget         *widget,
                               SprintFramebuffer *framebuffer,
                               GtkOrientation     orientation)
{
  double scale = get_scale (widget);
  int size = orientation == GTK_ORIENTATION_HORIZONTAL ? sprint_framebuffer_get_width (framebuffer)
                                                       : sprint_framebuffer_get_height (framebuffer);

  return (int) (size * MAX (1, (int) scale) / scale + 0.5);
}

/* One of the guest's pixels is to be a whole number of the screen's, which is what is sharp and of the size that
 * everything else has. */
void
sprint_console_layout_want_size (GtkWidget            *widget,
                                 SprintConsoleMonitor *monitor)
{
  double scale = get_scale (widget);
  int multiple = MAX (1, (int) scale);

  sprint_console_monitor_want_size (monitor,
                                    round (gtk_widget_get_width (widget) * scale) / multiple,
                                    round (gtk_widget_get_height (widget) * scale) / multiple);
}
