/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drm-pixel.h"

#include <string.h>

#define OPAQUE 0xff000000u

#define F SPRINT_DRM_FOURCC

/* Linux' include/uapi/drm/drm_fourcc.h; a word there begins with its least significant byte. */
static const SprintDrmPixel formats[] = {
  { F ('X', 'R', '2', '4'), F ('X', 'R', '2', '4'), 4, { 8, 8, 8 }, { 16, 8, 0 } },
  { F ('A', 'R', '2', '4'), F ('X', 'R', '2', '4'), 4, { 8, 8, 8 }, { 16, 8, 0 } },
  { F ('X', 'B', '2', '4'), F ('X', 'B', '2', '4'), 4, { 8, 8, 8 }, { 0, 8, 16 } },
  { F ('A', 'B', '2', '4'), F ('X', 'B', '2', '4'), 4, { 8, 8, 8 }, { 0, 8, 16 } },
  { F ('R', 'X', '2', '4'), F ('R', 'X', '2', '4'), 4, { 8, 8, 8 }, { 24, 16, 8 } },
  { F ('R', 'A', '2', '4'), F ('R', 'X', '2', '4'), 4, { 8, 8, 8 }, { 24, 16, 8 } },
  { F ('B', 'X', '2', '4'), F ('B', 'X', '2', '4'), 4, { 8, 8, 8 }, { 8, 16, 24 } },
  { F ('B', 'A', '2', '4'), F ('B', 'X', '2', '4'), 4, { 8, 8, 8 }, { 8, 16, 24 } },
  { F ('X', 'R', '3', '0'), F ('X', 'R', '3', '0'), 4, { 10, 10, 10 }, { 20, 10, 0 } },
  { F ('A', 'R', '3', '0'), F ('X', 'R', '3', '0'), 4, { 10, 10, 10 }, { 20, 10, 0 } },
  { F ('X', 'B', '3', '0'), F ('X', 'B', '3', '0'), 4, { 10, 10, 10 }, { 0, 10, 20 } },
  { F ('A', 'B', '3', '0'), F ('X', 'B', '3', '0'), 4, { 10, 10, 10 }, { 0, 10, 20 } },
  { F ('R', 'G', '1', '6'), F ('R', 'G', '1', '6'), 2, { 5, 6, 5 }, { 11, 5, 0 } },
};

const SprintDrmPixel *
sprint_drm_pixel_find (guint32 fourcc)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    if (formats[i].fourcc == fourcc)
      return &formats[i];
  }

  return NULL;
}

/* To eight bits; fewer are filled by repeating the highest ones, so that full stays full. */
static guint32
get_component (const SprintDrmPixel *self,
               guint32               word,
               int                   i)
{
  int bits = self->bits[i];
  guint32 value = word >> self->shift[i] & ((1u << bits) - 1);

  return bits >= 8 ? value >> (bits - 8) : value << (8 - bits) | value >> (2 * bits - 8);
}

/* By far the most common, and for the compiler to turn into vector instructions. */
static void
convert_bgrx (guint32      *to,
              const guint8 *from,
              int           n)
{
  memcpy (to, from, n * sizeof *to);
  for (int i = 0; i < n; i++)
    to[i] = GUINT32_FROM_LE (to[i]) | OPAQUE;
}

void
sprint_drm_pixel_convert (const SprintDrmPixel *self,
                          guint32              *to,
                          const guint8         *from,
                          int                   n)
{
  if (self->opaque == F ('X', 'R', '2', '4')) {
    convert_bgrx (to, from, n);
    return;
  }

  for (int i = 0; i < n; i++, from += self->size) {
    guint32 word = 0;

    for (int byte = 0; byte < self->size; byte++)
      word |= (guint32) from[byte] << 8 * byte;
    to[i] = OPAQUE | get_component (self, word, 0) << 16 | get_component (self, word, 1) << 8 |
            get_component (self, word, 2);
  }
}
