/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <spice.h>

G_BEGIN_DECLS

/* One graphics card of a SPICE server, with the display and the cursor channel that come of it. What is pushed here
 * is taken by the server's worker. */
#define SPICE_TYPE_SCREEN_DOUBLE (spice_screen_double_get_type ())
G_DECLARE_FINAL_TYPE (SpiceScreenDouble, spice_screen_double, SPICE, SCREEN_DOUBLE, GObject)

/* @id: the channels' number. It must outlive the server. */
SpiceScreenDouble   *spice_screen_double_new            (SpiceServer       *server,
                                                         guint              id);

/* @format: a SpiceSurfaceFmt. The surface before is destroyed. */
void                 spice_screen_double_create_surface (SpiceScreenDouble *self,
                                                         guint              format,
                                                         int                width,
                                                         int                height);
void                 spice_screen_double_destroy_surface (SpiceScreenDouble *self);
/* @pixels: 0x00RRGGBB, @width × @height. */
void                 spice_screen_double_draw           (SpiceScreenDouble *self,
                                                         int                x,
                                                         int                y,
                                                         int                width,
                                                         int                height,
                                                         const guint32     *pixels);
/* The same, of bytes that are not copied. */
void                 spice_screen_double_draw_bytes     (SpiceScreenDouble *self,
                                                         int                x,
                                                         int                y,
                                                         int                width,
                                                         int                height,
                                                         GBytes            *pixels);
/* Moves what is in that rectangle up; the last @rows rows of it stay as they are. */
void                 spice_screen_double_scroll         (SpiceScreenDouble *self,
                                                         int                x,
                                                         int                y,
                                                         int                width,
                                                         int                height,
                                                         int                rows);
void                 spice_screen_double_fill           (SpiceScreenDouble *self,
                                                         int                x,
                                                         int                y,
                                                         int                width,
                                                         int                height,
                                                         guint32            pixel);
/* Its monitors in the surface, and how many can be plugged in. */
void                 spice_screen_double_set_heads      (SpiceScreenDouble *self,
                                                         const QXLHead     *heads,
                                                         guint              n_heads,
                                                         guint              n_outputs);
/* The first monitor's part of the surface; nothing when @width is 0. */
void                 spice_screen_double_set_monitor    (SpiceScreenDouble *self,
                                                         int                x,
                                                         int                y,
                                                         int                width,
                                                         int                height);
/* @argb: 32-bit words 0xAARRGGBB */
void                 spice_screen_double_set_cursor     (SpiceScreenDouble *self,
                                                         int                width,
                                                         int                height,
                                                         int                hot_x,
                                                         int                hot_y,
                                                         const guint32     *argb);
void                 spice_screen_double_move_cursor    (SpiceScreenDouble *self,
                                                         int                x,
                                                         int                y);
void                 spice_screen_double_hide_cursor    (SpiceScreenDouble *self);
/* Memory to show instead of the surface. @fd: stays the caller's; -1 for the surface again. */
void                 spice_screen_double_set_scanout    (SpiceScreenDouble *self,
                                                         int                fd,
                                                         guint              width,
                                                         guint              height,
                                                         guint              stride,
                                                         guint32            fourcc,
                                                         gboolean           upright);
/* Something was drawn there. Not before what was drawn last is answered. */
void                 spice_screen_double_draw_scanout   (SpiceScreenDouble *self,
                                                         guint              x,
                                                         guint              y,
                                                         guint              width,
                                                         guint              height);
gboolean             spice_screen_double_is_answered    (SpiceScreenDouble *self);

G_END_DECLS
