/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "framebuffer.h"

#include <string.h>

#define OPAQUE 0xff000000u

typedef struct {
  int left, top, right, lower;
} Edges;

struct _SprintFramebuffer
{
  GObject parent_instance;

  SprintPixels source;     /* no data: of nobody */
  int x, y;                /* the picture in it */
  int width, height;
  const guint8 *data;
  int stride;
  guint32 *memory;         /* its own, when that is what @data is in */
  Edges stale;             /* what of the picture the source has to fill before it is read */
};

G_DEFINE_FINAL_TYPE (SprintFramebuffer, sprint_framebuffer, G_TYPE_OBJECT)

enum {
  MOVED,
  RESIZED,
  DAMAGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_framebuffer_finalize (GObject *object)
{
  g_free (SPRINT_FRAMEBUFFER (object)->memory);

  G_OBJECT_CLASS (sprint_framebuffer_parent_class)->finalize (object);
}

static void
sprint_framebuffer_class_init (SprintFramebufferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_framebuffer_finalize;

  /**
   * SprintFramebuffer::moved:
   *
   * The pixels are elsewhere in memory. Where they were may still be read, but only until this
   * handler returns.
   */
  signals[MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SprintFramebuffer::resized:
   *
   * The size is another one.
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

/* In blocks of a fixed length, which the compiler turns into vector instructions. */
static void
copy_row_32 (guint8       *to,
             const guint8 *from,
             int           n)
{
  enum { BLOCK = 16 };
  guint32 pixels[BLOCK];
  int i = 0;

  for (; i + BLOCK <= n; i += BLOCK) {
    memcpy (pixels, from + 4 * (gsize) i, sizeof pixels);
    for (int j = 0; j < BLOCK; j++)
      pixels[j] |= OPAQUE;
    memcpy (to + 4 * (gsize) i, pixels, sizeof pixels);
  }
  for (; i < n; i++) {
    memcpy (pixels, from + 4 * (gsize) i, 4);
    pixels[0] |= OPAQUE;
    memcpy (to + 4 * (gsize) i, pixels, 4);
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
    to[i] = 0xff000000u | red << 16 | green << 8 | blue;
  }
}

static int
get_pixel_size (SprintPixelFormat format)
{
  return format == SPRINT_PIXEL_FORMAT_XRGB32 ? 4 : 2;
}

static gboolean
pixels_are_sound (const SprintPixels *source)
{
  return source->data != NULL &&
         source->width > 0 && source->width <= SPRINT_FRAMEBUFFER_MAX_SIZE &&
         source->height > 0 && source->height <= SPRINT_FRAMEBUFFER_MAX_SIZE &&
         source->stride >= source->width * get_pixel_size (source->format);
}

/* Who draws reads whole words. */
static gboolean
can_be_borrowed (const SprintPixels *source)
{
  return source->format == SPRINT_PIXEL_FORMAT_XRGB32 && source->stride % 4 == 0 && (guintptr) source->data % 4 == 0;
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

/* From the surface into memory of the framebuffer's own; a rectangle of the picture's. */
static void
convert (SprintFramebuffer *self,
         int                x,
         int                y,
         int                width,
         int                height)
{
  int pixel_size = get_pixel_size (self->source.format);

  for (int row = y; row < y + height; row++) {
    const guint8 *from = self->source.data + (self->y + row) * (gsize) self->source.stride +
                         (self->x + x) * (gsize) pixel_size;
    guint32 *to = self->memory + (gsize) row * self->width + x;

    if (pixel_size == 4)
      copy_row_32 ((guint8 *) to, from, width);
    else
      copy_row_16 (to, from, width, self->source.format);
  }
}

/* Before anybody reads the pixels. */
static void
fill (SprintFramebuffer *self)
{
  Edges stale = self->stale;
  int width = stale.right - stale.left, height = stale.lower - stale.top;

  if (width <= 0 || height <= 0 || self->source.data == NULL)
    return;

  self->stale = (Edges) { 0 };
  self->source.fill (self->source.fill_data, self->x + stale.left, self->y + stale.top, width, height);
  if (self->memory != NULL)
    convert (self, stale.left, stale.top, width, height);
}

static void
add_stale (SprintFramebuffer *self,
           const Edges       *edges)
{
  Edges *stale = &self->stale;

  if (stale->right <= stale->left || stale->lower <= stale->top) {
    *stale = *edges;
    return;
  }

  stale->left = MIN (stale->left, edges->left);
  stale->top = MIN (stale->top, edges->top);
  stale->right = MAX (stale->right, edges->right);
  stale->lower = MAX (stale->lower, edges->lower);
}

/* Takes @memory over. What there was is freed only when nobody looks at it any more. */
static void
set_picture (SprintFramebuffer *self,
             const guint8      *data,
             int                width,
             int                height,
             int                stride,
             guint32           *memory)
{
  g_autofree guint32 *old = g_steal_pointer (&self->memory);
  gboolean resized = width != self->width || height != self->height;

  self->data = data;
  self->width = width;
  self->height = height;
  self->stride = stride;
  self->memory = memory;
  g_signal_emit (self, signals[MOVED], 0);
  if (resized)
    g_signal_emit (self, signals[RESIZED], 0);
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

  return self->stride;
}

const guint8 *
sprint_framebuffer_get_data (SprintFramebuffer *self)
{
  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), NULL);

  fill (self);

  return self->data;
}

void
sprint_framebuffer_copy_rectangle (SprintFramebuffer *self,
                                   int                x,
                                   int                y,
                                   int                width,
                                   int                height,
                                   guint8            *to,
                                   gsize              to_stride)
{
  g_return_if_fail (SPRINT_IS_FRAMEBUFFER (self));
  g_return_if_fail (x >= 0 && width >= 0 && width <= self->width - x);
  g_return_if_fail (y >= 0 && height >= 0 && height <= self->height - y);

  fill (self);
  for (int row = 0; row < height; row++)
    copy_row_32 (to + row * to_stride, self->data + (y + row) * (gsize) self->stride + x * (gsize) 4, width);
}

/* NULL when there is not enough memory. */
static guint32 *
copy_picture (SprintFramebuffer *self)
{
  guint32 *copy = g_try_new (guint32, (gsize) self->width * self->height);

  if (copy != NULL)
    sprint_framebuffer_copy_rectangle (self, 0, 0, self->width, self->height, (guint8 *) copy, self->width * (gsize) 4);

  return copy;
}

GBytes *
sprint_framebuffer_copy_pixels (SprintFramebuffer *self)
{
  guint32 *copy;

  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), NULL);

  copy = self->data != NULL ? copy_picture (self) : NULL;

  return copy != NULL ? g_bytes_new_take (copy, (gsize) self->width * self->height * 4) : NULL;
}

gboolean
sprint_framebuffer_show (SprintFramebuffer  *self,
                         const SprintPixels *source,
                         int                 x,
                         int                 y,
                         int                 width,
                         int                 height)
{
  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), FALSE);

  if (!pixels_are_sound (source) ||
      x < 0 || width <= 0 || x >= source->width || width > source->width - x ||
      y < 0 || height <= 0 || y >= source->height || height > source->height - y)
    return FALSE;

  if (can_be_borrowed (source)) {
    const guint8 *data = source->data + y * (gsize) source->stride + x * (gsize) 4;

    self->source = *source;
    self->stale = (Edges) { 0 };
    self->x = x;
    self->y = y;
    if (data != self->data || width != self->width || height != self->height || source->stride != self->stride)
      set_picture (self, data, width, height, source->stride, NULL);
  } else {
    guint32 *memory = self->memory;

    if (memory == NULL || width != self->width || height != self->height)
      memory = g_try_new0 (guint32, (gsize) width * height);
    if (memory == NULL)
      return FALSE;
    self->source = *source;
    self->stale = (Edges) { 0 };
    self->x = x;
    self->y = y;
    if (memory != self->memory)
      set_picture (self, (guint8 *) memory, width, height, width * 4, memory);
  }

  return sprint_framebuffer_update (self, x, y, width, height);
}

gboolean
sprint_framebuffer_update (SprintFramebuffer *self,
                           int                x,
                           int                y,
                           int                width,
                           int                height)
{
  gint64 left = x, top = y, columns = width, rows = height;

  g_return_val_if_fail (SPRINT_IS_FRAMEBUFFER (self), FALSE);

  if (self->source.data == NULL ||
      !cut (&left, &columns, self->x, (gint64) self->x + self->width) ||
      !cut (&top, &rows, self->y, (gint64) self->y + self->height))
    return FALSE;

  left -= self->x;
  top -= self->y;
  if (self->source.fill != NULL)
    add_stale (self, &(Edges) { left, top, left + columns, top + rows });
  else if (self->memory != NULL)
    convert (self, left, top, columns, rows);
  g_signal_emit (self, signals[DAMAGED], 0, (int) left, (int) top, (int) columns, (int) rows);

  return TRUE;
}

void
sprint_framebuffer_keep (SprintFramebuffer *self)
{
  guint32 *copy;

  g_return_if_fail (SPRINT_IS_FRAMEBUFFER (self));

  if (self->source.data == NULL)
    return;

  fill (self);
  self->source.data = NULL;
  if (self->memory != NULL)
    return;

  copy = copy_picture (self);
  if (copy != NULL)
    set_picture (self, (guint8 *) copy, self->width, self->height, self->width * 4, copy);
  else
    sprint_framebuffer_clear (self);
}

void
sprint_framebuffer_clear (SprintFramebuffer *self)
{
  g_return_if_fail (SPRINT_IS_FRAMEBUFFER (self));

  self->source.data = NULL;
  if (self->data != NULL)
    set_picture (self, NULL, 0, 0, 0, NULL);
}
