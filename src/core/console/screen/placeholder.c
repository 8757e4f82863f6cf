/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "placeholder.h"

#define LETTERS 29
#define LETTER_WIDTH 8
#define LETTER_HEIGHT 16
#define LIT 684
#define GREY 0xaaaaaa

/* How many pixels of that rectangle are grey; -1 where any is neither grey nor black. */
static int
count_grey (const SprintPixels *pixels,
            int                 x,
            int                 y,
            int                 width,
            int                 height)
{
  int n = 0;

  for (int row = y; row < y + height; row++) {
    const guint32 *line = (const guint32 *) (pixels->data + (gsize) row * pixels->stride) + x;

    for (int i = 0; i < width; i++) {
      guint32 pixel = line[i] & 0xffffff;

      if (pixel != 0 && pixel != GREY)
        return -1;
      n += pixel == GREY;
    }
  }

  return n;
}

gboolean
sprint_placeholder_is (const SprintPixels *pixels)
{
  int columns = pixels->width / LETTER_WIDTH;
  int x = (columns - LETTERS) / 2 * LETTER_WIDTH;
  int y = (pixels->height / LETTER_HEIGHT - 1) / 2 * LETTER_HEIGHT;

  if (pixels->data == NULL || pixels->format != SPRINT_PIXEL_FORMAT_XRGB32 || columns < LETTERS ||
      pixels->height < LETTER_HEIGHT)
    return FALSE;

  /* What a guest shows differs in the line's first pixels, mostly. */
  return count_grey (pixels, x, y, LETTERS * LETTER_WIDTH, LETTER_HEIGHT) == LIT &&
         count_grey (pixels, 0, 0, pixels->width, pixels->height) == LIT;
}
