/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "x11-window.h"

#ifdef HAVE_X11

#include <cairo-xlib.h>
#include <gdk/x11/gdkx.h>

struct SprintX11Window
{
  GdkSurface *surface;
  Visual *visual;
  cairo_surface_t *memory;  /* shared with the X server, if it can; as large as the window */
  int width, height;
};

SprintX11Window *
sprint_x11_window_new (GdkSurface *surface)
{
  SprintX11Window *self;
  XWindowAttributes attributes;

  if (!GDK_IS_X11_SURFACE (surface) ||
      XGetWindowAttributes (gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface)),
                            gdk_x11_surface_get_xid (surface), &attributes) == 0)
    return NULL;

  self = g_new0 (SprintX11Window, 1);
  self->surface = g_object_ref (surface);
  self->visual = attributes.visual;

  return self;
}

void
sprint_x11_window_free (SprintX11Window *self)
{
  g_clear_pointer (&self->memory, cairo_surface_destroy);
  g_object_unref (self->surface);
  g_free (self);
}

/* Made anew each time: what cairo makes for it on the server goes away with the window. */
static cairo_surface_t *
create_surface (SprintX11Window *self)
{
  GdkDisplay *display = gdk_surface_get_display (self->surface);
  int scale = gdk_surface_get_scale_factor (self->surface);

  return cairo_xlib_surface_create (gdk_x11_display_get_xdisplay (display),
                                    gdk_x11_surface_get_xid (self->surface), self->visual,
                                    gdk_surface_get_width (self->surface) * scale,
                                    gdk_surface_get_height (self->surface) * scale);
}

/* Kept from one time to the next: to share memory, and to touch it first, costs more than all the rest. */
static void
ensure_memory (SprintX11Window *self,
               cairo_surface_t *window)
{
  int width = cairo_xlib_surface_get_width (window);
  int height = cairo_xlib_surface_get_height (window);

  if (self->memory != NULL && width == self->width && height == self->height)
    return;

  g_clear_pointer (&self->memory, cairo_surface_destroy);
  self->memory = cairo_surface_create_similar_image (window, CAIRO_FORMAT_RGB24, width, height);
  self->width = width;
  self->height = height;
}

static void
copy (cairo_surface_t      *to,
      cairo_surface_t      *from,
      int                   x,
      int                   y,
      const cairo_region_t *region)
{
  cairo_t *cr = cairo_create (to);

  gdk_cairo_region (cr, region);
  cairo_clip (cr);
  cairo_set_source_surface (cr, from, x, y);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_destroy (cr);
}

void
sprint_x11_window_put (SprintX11Window      *self,
                       cairo_surface_t      *picture,
                       int                   x,
                       int                   y,
                       const cairo_region_t *region)
{
  cairo_surface_t *window;

  if (gdk_surface_is_destroyed (self->surface))
    return;

  window = create_surface (self);
  ensure_memory (self, window);
  copy (self->memory, picture, x, y, region);
  copy (window, self->memory, 0, 0, region);
  cairo_surface_destroy (window);
  gdk_display_flush (gdk_surface_get_display (self->surface));
}

#else

SprintX11Window *
sprint_x11_window_new (GdkSurface *surface)
{
  return NULL;
}

void
sprint_x11_window_free (SprintX11Window *self)
{
}

void
sprint_x11_window_put (SprintX11Window      *self,
                       cairo_surface_t      *picture,
                       int                   x,
                       int                   y,
                       const cairo_region_t *region)
{
}

#endif
