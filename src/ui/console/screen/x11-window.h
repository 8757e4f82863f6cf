/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SprintX11Window:
 *
 * Puts pixels straight into a window on X11, without a frame of GTK's: for the renderer that draws
 * with cairo, which first draws everything into an image of its own.
 */
typedef struct SprintX11Window SprintX11Window;

/**
 * sprint_x11_window_new:
 *
 * Returns: (nullable): %NULL when the surface is not one of X11's, or built without X11
 */
SprintX11Window *sprint_x11_window_new  (GdkSurface            *surface);
void             sprint_x11_window_free (SprintX11Window       *self);

/**
 * sprint_x11_window_put:
 * @picture: the picture
 * @x: where in the window its left edge is, device pixels
 * @y: where in the window its upper edge is, device pixels
 * @region: what of the window to change, device pixels
 */
void             sprint_x11_window_put  (SprintX11Window       *self,
                                         cairo_surface_t       *picture,
                                         int                    x,
                                         int                    y,
                                         const cairo_region_t  *region);

G_END_DECLS
