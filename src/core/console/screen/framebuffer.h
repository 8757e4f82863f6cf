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
 * SprintPixels:
 * @format: what a pixel looks like
 * @width: pixels in a row
 * @height: rows
 * @stride: bytes from one row to the next
 * @data: the first row; at least @stride × @height bytes
 *
 * Somebody else's pixels, borrowed for the time of a call.
 */
typedef struct {
  SprintPixelFormat  format;
  int                width;
  int                height;
  int                stride;
  const guint8      *data;
} SprintPixels;

/**
 * SprintFramebuffer:
 *
 * A guest screen's pixels in memory, 32-bit B,G,R,255 in memory order, and what of them changed.
 * Knows no protocol.
 *
 * ::resized() is emitted after the memory was replaced, ::damaged(x, y, width, height) after pixels
 * in that rectangle, always inside the picture, have changed.
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
 * Returns: bytes from one row to the next
 */
int                sprint_framebuffer_get_stride (SprintFramebuffer *self);

/**
 * sprint_framebuffer_get_data:
 *
 * Returns: (nullable): the pixels as they are now; valid until ::resized
 */
const guint8      *sprint_framebuffer_get_data   (SprintFramebuffer *self);

/**
 * sprint_framebuffer_ref_memory:
 *
 * The memory itself, to be drawn from without a copy: its contents change with the picture, and it
 * outlives a change of size for as long as somebody holds it.
 *
 * Returns: (transfer full) (nullable): the memory, @stride × @height bytes
 */
GBytes            *sprint_framebuffer_ref_memory (SprintFramebuffer *self);

/**
 * sprint_framebuffer_copy_pixels:
 *
 * Returns: (transfer full) (nullable): a copy of the picture that does not change any more
 */
GBytes            *sprint_framebuffer_copy_pixels (SprintFramebuffer *self);

/**
 * sprint_framebuffer_resize:
 * @width: pixels in a row, 0 for no picture
 * @height: rows, 0 for no picture
 *
 * Makes a black picture of that size; one that is of that size already is kept as it is.
 *
 * Returns: %FALSE when the size is negative, above %SPRINT_FRAMEBUFFER_MAX_SIZE, or more than
 *   there is memory for; the picture is then as before
 */
gboolean           sprint_framebuffer_resize     (SprintFramebuffer *self,
                                                  int                width,
                                                  int                height);

/**
 * sprint_framebuffer_update:
 * @source: the pixels to copy from
 * @origin_x: which column of @source is the picture's first
 * @origin_y: which row of @source is the picture's first
 * @x: left edge of the damage, in @source
 * @y: upper edge of the damage, in @source
 * @width: columns damaged
 * @height: rows damaged
 *
 * Copies what changed. The damage is cut to what @source has and the picture shows, whatever the
 * numbers are.
 *
 * Returns: whether anything was copied
 */
gboolean           sprint_framebuffer_update     (SprintFramebuffer  *self,
                                                  const SprintPixels *source,
                                                  int                 origin_x,
                                                  int                 origin_y,
                                                  int                 x,
                                                  int                 y,
                                                  int                 width,
                                                  int                 height);

G_END_DECLS
