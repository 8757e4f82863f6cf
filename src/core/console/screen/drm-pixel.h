/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SPRINT_DRM_FOURCC:
 *
 * The number of a pixel format's four letters, as in Linux' drm_fourcc.h.
 */
#define SPRINT_DRM_FOURCC(a, b, c, d) \
  ((guint32) (a) | (guint32) (b) << 8 | (guint32) (c) << 16 | (guint32) (d) << 24)

/**
 * SprintDrmPixel:
 * @fourcc: its four letters
 * @opaque: the same format with the bits of its alpha unused
 * @size: bytes
 * @bits: how many bits red, green and blue have
 * @shift: how far to the left red, green and blue are, in a word of least significant byte first
 *
 * What a pixel in graphics memory looks like.
 */
typedef struct {
  guint32 fourcc;
  guint32 opaque;
  guint8  size;
  guint8  bits[3];
  guint8  shift[3];
} SprintDrmPixel;

/**
 * sprint_drm_pixel_find:
 *
 * Returns: (nullable): %NULL when a format is not known here
 */
const SprintDrmPixel *sprint_drm_pixel_find    (guint32               fourcc);

/**
 * sprint_drm_pixel_convert:
 * @to: words 0xffRRGGBB
 * @from: @n pixels
 */
void                  sprint_drm_pixel_convert (const SprintDrmPixel *self,
                                                guint32              *to,
                                                const guint8         *from,
                                                int                   n);

G_END_DECLS
