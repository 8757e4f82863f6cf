/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SprintScanoutLayout:
 * @width: pixels in a row
 * @height: rows
 * @stride: bytes from one row to the next
 * @fourcc: what a pixel looks like, as drm_fourcc.h names it
 * @upright: whether the first row in memory is the picture's upper one; else it is the lowest
 *
 * How a picture lies in graphics memory.
 */
typedef struct {
  guint    width;
  guint    height;
  guint    stride;
  guint32  fourcc;
  gboolean upright;
} SprintScanoutLayout;

/**
 * SprintScanout:
 *
 * A guest's picture in graphics memory (Linux' dma-buf), as a descriptor. It never changes; what is in
 * the memory does. Knows no protocol.
 *
 * How the memory is tiled is not known. Who reads it takes it for row after row, which is wrong for the
 * memory of some graphics cards; only what imports it into one knows better.
 */
#define SPRINT_TYPE_SCANOUT (sprint_scanout_get_type ())
G_DECLARE_FINAL_TYPE (SprintScanout, sprint_scanout, SPRINT, SCANOUT, GObject)

/**
 * sprint_scanout_new:
 * @fd: the memory; stays the caller's
 *
 * Returns: (transfer full) (nullable): %NULL with %SPRINT_CONSOLE_ERROR_PROTOCOL when @layout is none that a
 *   picture can have, or is larger than the memory
 */
SprintScanout             *sprint_scanout_new          (int                         fd,
                                                        const SprintScanoutLayout  *layout,
                                                        GError                    **error);
const SprintScanoutLayout *sprint_scanout_get_layout   (SprintScanout              *self);

/**
 * sprint_scanout_get_fd:
 *
 * Returns: the descriptor; stays the scanout's
 */
int                        sprint_scanout_get_fd       (SprintScanout              *self);

/**
 * sprint_scanout_is_importable:
 *
 * Returns: whether it is what a graphics card can import at all, and not only memory that was said to be
 */
gboolean                   sprint_scanout_is_importable (SprintScanout             *self);

/**
 * sprint_scanout_check_readable:
 *
 * Returns: whether sprint_scanout_read() can work; else @error is %SPRINT_CONSOLE_ERROR_FAILED
 */
gboolean                   sprint_scanout_check_readable (SprintScanout            *self,
                                                        GError                    **error);

/**
 * sprint_scanout_read:
 * @x: left edge, inside the picture
 * @y: upper edge, inside the picture, whichever way up that lies in memory
 * @width: columns, at least 1
 * @height: rows, at least 1
 * @to: where the first pixel goes: words 0xffRRGGBB
 * @to_stride: words from one row of @to to the next
 *
 * Copies a part of the picture. Memory that becomes shorter meanwhile does no harm.
 *
 * Returns: whether all of it could be read; rows that could not are left as they were
 */
gboolean                   sprint_scanout_read         (SprintScanout              *self,
                                                        int                         x,
                                                        int                         y,
                                                        int                         width,
                                                        int                         height,
                                                        guint32                    *to,
                                                        gsize                       to_stride,
                                                        GError                    **error);

G_END_DECLS
