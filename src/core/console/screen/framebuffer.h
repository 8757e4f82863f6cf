/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SPRINT_FRAMEBUFFER_MAX_SIZE:
 *
 * The most pixels that a picture may have along one side.
 */
#define SPRINT_FRAMEBUFFER_MAX_SIZE 16384

/**
 * SprintPixelFormat:
 * @SPRINT_PIXEL_FORMAT_XRGB32: 32-bit words 0xXXRRGGBB in the host's byte order
 * @SPRINT_PIXEL_FORMAT_RGB555: 16-bit words, five bits each, the highest bit unused
 * @SPRINT_PIXEL_FORMAT_RGB565: 16-bit words, six bits of green
 *
 * What a source's pixels look like.
 */
typedef enum {
  SPRINT_PIXEL_FORMAT_XRGB32,
  SPRINT_PIXEL_FORMAT_RGB555,
  SPRINT_PIXEL_FORMAT_RGB565,
} SprintPixelFormat;

/**
 * SprintPixelsFill:
 * @x: left edge, inside the surface
 * @y: upper edge, inside the surface
 * @width: columns, at least 1
 * @height: rows, at least 1
 *
 * Brings a rectangle of somebody's pixels up to date.
 */
typedef void (* SprintPixelsFill) (gpointer user_data,
                                   int      x,
                                   int      y,
                                   int      width,
                                   int      height);

/**
 * SprintPixels:
 * @format: what a pixel looks like
 * @width: pixels in a row
 * @height: rows
 * @stride: bytes from one row to the next
 * @data: the first row; at least @stride × @height bytes
 * @fill: (nullable): called before @data is read where it was damaged, for pixels that come from elsewhere and
 *   are not always looked at
 * @fill_data: for @fill
 *
 * Somebody else's pixels.
 */
typedef struct {
  SprintPixelFormat  format;
  int                width;
  int                height;
  int                stride;
  const guint8      *data;
  SprintPixelsFill   fill;
  gpointer           fill_data;
} SprintPixels;

/**
 * SprintFramebuffer:
 *
 * A guest screen's pixels in memory, 32-bit words 0xXXRRGGBB in the host's byte order, and what of
 * them changed. Knows no protocol.
 *
 * The picture is a window on somebody else's surface, which is not copied: several pictures may be
 * windows on one surface. Only what has to be converted is kept in memory of its own, and the last
 * picture of a surface that goes away.
 *
 * ::moved() is emitted when the pixels are elsewhere in memory, ::resized() after it when the
 * picture has another size too, ::damaged(x, y, width, height) after pixels in that rectangle,
 * always inside the picture, have changed.
 */
#define SPRINT_TYPE_FRAMEBUFFER (sprint_framebuffer_get_type ())
G_DECLARE_FINAL_TYPE (SprintFramebuffer, sprint_framebuffer, SPRINT, FRAMEBUFFER, GObject)

SprintFramebuffer *sprint_framebuffer_new        (void);

/**
 * sprint_framebuffer_get_width:
 *
 * Returns: pixels in a row; 0 while there is no picture
 */
int                sprint_framebuffer_get_width  (SprintFramebuffer *self);

/**
 * sprint_framebuffer_get_height:
 *
 * Returns: rows; 0 while there is no picture
 */
int                sprint_framebuffer_get_height (SprintFramebuffer *self);

/**
 * sprint_framebuffer_get_stride:
 *
 * Returns: bytes from one row to the next, a multiple of 4; may be more than the picture's rows are long
 */
int                sprint_framebuffer_get_stride (SprintFramebuffer *self);

/**
 * sprint_framebuffer_get_data:
 *
 * Returns: (nullable): the pixels as they are now, aligned to 4 bytes; valid until the handlers of
 *   ::moved have returned. Whoever keeps the address calls this again before the pixels are read: where they come
 *   from elsewhere, that is what brings them here.
 */
const guint8      *sprint_framebuffer_get_data   (SprintFramebuffer *self);

/**
 * sprint_framebuffer_copy_rectangle:
 * @x: left edge
 * @y: upper edge
 * @width: columns; with @x at most the picture's width
 * @height: rows; with @y at most the picture's height
 * @to: where the first row goes; its pixels' highest byte becomes 255
 * @to_stride: bytes from one row of @to to the next
 *
 * Copies a part of the picture.
 */
void               sprint_framebuffer_copy_rectangle (SprintFramebuffer *self,
                                                      int                x,
                                                      int                y,
                                                      int                width,
                                                      int                height,
                                                      guint8            *to,
                                                      gsize              to_stride);

/**
 * sprint_framebuffer_copy_pixels:
 *
 * Returns: (transfer full) (nullable): a copy of the picture that does not change any more, its rows
 *   without a gap, the highest byte of each pixel 255
 */
GBytes            *sprint_framebuffer_copy_pixels (SprintFramebuffer *self);

/**
 * sprint_framebuffer_show:
 * @source: the surface; its memory, but not this structure, has to stay until another is shown, or
 *   sprint_framebuffer_keep() or sprint_framebuffer_clear() has returned
 * @x: the picture's first column in @source
 * @y: the picture's first row in @source
 * @width: columns of the picture
 * @height: rows of the picture
 *
 * Makes the picture a window on a surface. All of it counts as damaged.
 *
 * Returns: %FALSE when the surface is unsound, the picture not inside it or above
 *   %SPRINT_FRAMEBUFFER_MAX_SIZE, or when there is not enough memory; the picture is then as before
 */
gboolean           sprint_framebuffer_show       (SprintFramebuffer  *self,
                                                  const SprintPixels *source,
                                                  int                 x,
                                                  int                 y,
                                                  int                 width,
                                                  int                 height);

/**
 * sprint_framebuffer_update:
 * @x: left edge of the damage, in the surface that is shown
 * @y: upper edge of the damage, in that surface
 * @width: columns damaged
 * @height: rows damaged
 *
 * Tells that the surface has changed. The damage is cut to what the picture shows, whatever the
 * numbers are.
 *
 * Returns: whether the picture has changed; %FALSE also when it is a window on no surface
 */
gboolean           sprint_framebuffer_update     (SprintFramebuffer *self,
                                                  int                x,
                                                  int                y,
                                                  int                width,
                                                  int                height);

/**
 * sprint_framebuffer_keep:
 *
 * Lets go of the surface, which may be taken away now, and keeps its last picture in memory of its
 * own; where there is not enough of that, no picture.
 */
void               sprint_framebuffer_keep       (SprintFramebuffer *self);

/**
 * sprint_framebuffer_clear:
 *
 * Lets go of the surface and of the picture.
 */
void               sprint_framebuffer_clear      (SprintFramebuffer *self);

G_END_DECLS
