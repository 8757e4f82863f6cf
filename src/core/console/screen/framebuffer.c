/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "framebuffer.h"

#include <string.h>

struct _SprintFramebuffer
{
  GObject parent_instance;

  GBytes *memory;
  guint8 *data;
  int width;
  int height;
};

G_DEFINE_FINAL_TYPE (SprintFramebuffer, sprint_framebuffer, G_TYPE_OBJECT)

enum {
  RESIZED,
  DAMAGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_framebuffer_finalize (GObject *object)
{
  SprintFramebuffer *self = SPRINT_FRAMEBUFFER (object);

  g_clear_pointer (&self->memory, g_bytes_unref);

  G_OBJECT_CLASS (sprint_framebuffer_parent_class)->finalize (object);
}

static void
sprint_framebuffer_class_init (SprintFramebufferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_framebuffer_finalize;

  /**
   * SprintFramebuffer::resized:
   *
   * The size, and with it the memory, is another one.
   */
  signals[RESIZED] =
    g_signal_new ("resized", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SprintFramebuffer::damaged:
   * @x: left edge, pixels
   * @y: upper edge, pixels
   * @width: columns, at least 1
   * @height: rows, at least 1
   *
   * The pixels of that rectangle have changed.
   */
  signals[DAMAGED] =
    g_signal_new ("damaged", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL,
                  G_TYPE_NONE, 4, G_TYPE_INT, G_TYPE_INT, G_TYPE_INT, G_TYPE_INT);
}

static void
sprint_framebuffer_init (SprintFramebuffer *self)
{
}

static void
copy_row_32 (guint32      *to,
             const guint8 *from,
             int           n)
{
  for (int i = 0; i < n; i++) {
    guint32 pixel;

    memcpy (&pixel, from + 4 * (gsize) i, sizeof pixel);
    to[i] = GUINT32_TO_LE (pixel | 0xff000000u);
  }
}

/* Five or six bits become eight by repeating the highest ones, so that full stays full. */
static void
copy_row_16 (guint32           *to,
             const guint8      *from,
             int                n,
             SprintPixelFormat  format)
{
  gboolean wide_green = format == SPRINT_PIXEL_FORMAT_RGB565;

  for (int i = 0; i < n; i++) {
    guint16 pixel;
    guint32 red, green, blue;

    memcpy (&pixel, from + 2 * (gsize) i, sizeof pixel);
    blue = pixel & 0x1f;
    blue = blue << 3 | blue >> 2;
    if (wide_green) {
      green = (pixel >> 5) & 0x3f;
      green = green << 2 | green >> 4;
      red = (pixel >> 11) & 0x1f;
    } else {
      green = (pixel >> 5) & 0x1f;
      green = green << 3 | green >> 2;
      red = (pixel >> 10) & 0x1f;
    }
    red = red << 3 | red >> 2;
    to[i] = GUINT32_TO_LE (0xff000000u | red << 16 | green << 8 | blue);
  }
}

static gboolean
pixels_are_sound (const SprintPixels *source)
{
  int pixel_size = source->format == SPRINT_PIXEL_FORMAT_XRGB32 ? 4 : 2;

  return source->data != NULL &&
         source->width > 0 && source->width <= SPRINT_FRAMEBUFFER_MAX_SIZE &&
         source->height > 0 && source->height <= SPRINT_FRAMEBUFFER_MAX_SIZE &&
         source->stride >= source->width * pixel_size;
}

/* Cuts [*start, *start + *length) to [low, high); 64 bits wide, so that no sum overflows. */
static gboolean
cut (gint64 *start,
     gint64 *length,
     gint64  low,
     gint64  high)
{
  gint64 end = MIN (*start + *length, high);

  *start = MAX (*start, low);
  *length = end - *start;

  return *length > 0;
}

SprintFramebuffer *
sprint_framebuffer_new (void)
{
  return g_object_new (SPRINT_TYPE_FRAMEBUFFER, NULL);
}

int
sprint_framebuffer_get_width (SprintFramebuffer *self)
{
  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), 0);

  return self->width;
}

int
sprint_framebuffer_get_height (SprintFramebuffer *self)
{
  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), 0);

  return self->height;
}

int
sprint_framebuffer_get_stride (SprintFramebuffer *self)
{
  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), 0);

  return self->width * 4;
}

const guint8 *
sprint_framebuffer_get_data (SprintFramebuffer *self)
{
  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), NULL);

  return self->data;
}

GBytes *
sprint_framebuffer_ref_memory (SprintFramebuffer *self)
{
  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), NULL);

  return self->memory != NULL ? g_bytes_ref (self->memory) : NULL;
}

GBytes *
sprint_framebuffer_copy_pixels (SprintFramebuffer *self)
{
  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), NULL);

  if (self->memory == NULL)
    return NULL;

  return g_bytes_new (self->data, g_bytes_get_size (self->memory));
}

gboolean
sprint_framebuffer_resize (SprintFramebuffer *self,
                           int                width,
                           int                height)
{
  guint32 *data = NULL;

  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), FALSE);

  if (width < 0 || height < 0 ||
      width > SPRINT_FRAMEBUFFER_MAX_SIZE || height > SPRINT_FRAMEBUFFER_MAX_SIZE)
    return FALSE;

  if (width == 0 || height == 0)
    width = height = 0;

  if (width == self->width && height == self->height)
    return TRUE;

  if (width > 0) {
    gsize n = (gsize) width * height;

    data = g_try_new (guint32, n);
    if (data == NULL)
      return FALSE;
    for (gsize i = 0; i < n; i++)
      data[i] = GUINT32_TO_LE (0xff000000u);
  }

  g_clear_pointer (&self->memory, g_bytes_unref);
  self->data = (guint8 *) data;
  self->width = width;
  self->height = height;
  if (data != NULL)
    self->memory = g_bytes_new_take (data, (gsize) width * height * 4);

  g_signal_emit (self, signals[RESIZED], 0);

  return TRUE;
}

gboolean
sprint_framebuffer_update (SprintFramebuffer  *self,
                           const SprintPixels *source,
                           int                 origin_x,
                           int                 origin_y,
                           int                 x,
                           int                 y,
                           int                 width,
                           int                 height)
{
  gint64 left = x, top = y, columns = width, rows = height;
  gint64 right_edge = MIN ((gint64) origin_x + self->width, source->width);
  gint64 lower_edge = MIN ((gint64) origin_y + self->height, source->height);
  int pixel_size, to_x, to_y;

  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), FALSE);

  if (self->data == NULL || !pixels_are_sound (source) ||
      !cut (&left, &columns, MAX (origin_x, 0), right_edge) ||
      !cut (&top, &rows, MAX (origin_y, 0), lower_edge))
    return FALSE;

  pixel_size = source->format == SPRINT_PIXEL_FORMAT_XRGB32 ? 4 : 2;
  to_x = left - origin_x;
  to_y = top - origin_y;

  for (gint64 row = 0; row < rows; row++) {
    const guint8 *from = source->data + (top + row) * source->stride + left * pixel_size;
    guint32 *to = (guint32 *) (gpointer) self->data + (to_y + row) * self->width + to_x;

    if (pixel_size == 4)
      copy_row_32 (to, from, columns);
    else
      copy_row_16 (to, from, columns, source->format);
  }

  g_signal_emit (self, signals[DAMAGED], 0, to_x, to_y, (int) columns, (int) rows);

  return TRUE;
}
