/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanout.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <linux/dma-buf.h>
#include <linux/magic.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "core/console/session/console-error.h"
#include "drm-pixel.h"
#include "framebuffer.h"

struct _SprintScanout
{
  GObject parent_instance;

  int fd;
  SprintScanoutLayout layout;
  const SprintDrmPixel *pixel;   /* NULL: not known here, perhaps to whoever imports it */
  guint8 *map;                   /* NULL: not mapped yet, or read instead */
  gsize length;                  /* of the map */
};

G_DEFINE_FINAL_TYPE (SprintScanout, sprint_scanout, G_TYPE_OBJECT)

static void
sprint_scanout_finalize (GObject *object)
{
  SprintScanout *self = SPRINT_SCANOUT (object);

  if (self->map != NULL)
    munmap (self->map, self->length);
  if (self->fd >= 0)
    g_close (self->fd, NULL);

  G_OBJECT_CLASS (sprint_scanout_parent_class)->finalize (object);
}

static void
sprint_scanout_class_init (SprintScanoutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_scanout_finalize;
}

static void
sprint_scanout_init (SprintScanout *self)
{
  self->fd = -1;
}

/* @pixel_size: the least that a pixel takes, where its format is not known. */
static gboolean
layout_is_sound (const SprintScanoutLayout *layout,
                 guint                      pixel_size)
{
  return layout->width > 0 && layout->width <= SPRINT_FRAMEBUFFER_MAX_SIZE &&
         layout->height > 0 && layout->height <= SPRINT_FRAMEBUFFER_MAX_SIZE &&
         layout->stride >= layout->width * pixel_size && layout->stride <= SPRINT_FRAMEBUFFER_MAX_SIZE * 16;
}

static gsize
get_needed_length (SprintScanout *self)
{
  const SprintScanoutLayout *layout = &self->layout;
  gsize row = self->pixel != NULL ? layout->width * (gsize) self->pixel->size : layout->width;

  return (layout->height - 1) * (gsize) layout->stride + row;
}

SprintScanout *
sprint_scanout_new (int                         fd,
                    const SprintScanoutLayout  *layout,
                    GError                    **error)
{
  g_autoptr (SprintScanout) self = g_object_new (SPRINT_TYPE_SCANOUT, NULL);
  off_t end;

  self->layout = *layout;
  self->pixel = sprint_drm_pixel_find (layout->fourcc);
  if (!layout_is_sound (layout, self->pixel != NULL ? self->pixel->size : 1)) {
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_PROTOCOL,
                 _("A picture cannot be %u × %u pixels with %u bytes a row."),
                 layout->width, layout->height, layout->stride);
    return NULL;
  }

  self->fd = fcntl (fd, F_DUPFD_CLOEXEC, 0);
  end = self->fd >= 0 ? lseek (self->fd, 0, SEEK_END) : -1;
  if (end < 0) {
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_PROTOCOL,
                 _("The picture’s memory cannot be used: %s"), g_strerror (errno));
    return NULL;
  }
  if ((guint64) end < get_needed_length (self)) {
    g_set_error_literal (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_PROTOCOL,
                         _("The picture is larger than its memory."));
    return NULL;
  }

  return g_steal_pointer (&self);
}

const SprintScanoutLayout *
sprint_scanout_get_layout (SprintScanout *self)
{
  g_return_val_if_fail (SPRINT_IS_SCANOUT (self), NULL);

  return &self->layout;
}

int
sprint_scanout_get_fd (SprintScanout *self)
{
  g_return_val_if_fail (SPRINT_IS_SCANOUT (self), -1);

  return self->fd;
}

gboolean
sprint_scanout_is_importable (SprintScanout *self)
{
  struct statfs info;

  g_return_val_if_fail (SPRINT_IS_SCANOUT (self), FALSE);

  return fstatfs (self->fd, &info) == 0 && (guint64) info.f_type == DMA_BUF_MAGIC;
}

/* Reading a map behind the end of what it maps ends the process: only what never becomes shorter is mapped. */
static gboolean
can_shrink (SprintScanout *self)
{
  int seals;

  if (sprint_scanout_is_importable (self))
    return FALSE;

  seals = fcntl (self->fd, F_GET_SEALS);

  return seals < 0 || (seals & F_SEAL_SHRINK) == 0;
}

static gboolean
ensure_map (SprintScanout  *self,
            GError        **error)
{
  void *map;

  if (self->map != NULL)
    return TRUE;

  self->length = get_needed_length (self);
  map = mmap (NULL, self->length, PROT_READ, MAP_SHARED, self->fd, 0);
  if (map == MAP_FAILED) {
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_FAILED,
                 _("The graphics card does not let its memory be read: %s"), g_strerror (errno));
    return FALSE;
  }

  self->map = map;

  return TRUE;
}

gboolean
sprint_scanout_check_readable (SprintScanout  *self,
                               GError        **error)
{
  g_return_val_if_fail (SPRINT_IS_SCANOUT (self), FALSE);

  if (self->pixel == NULL) {
    g_set_error (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_FAILED,
                 _("The picture’s pixels are of a kind that is not known (0x%08x)."), self->layout.fourcc);
    return FALSE;
  }

  return can_shrink (self) || ensure_map (self, error);
}

/* Tells the graphics card to be done with what it writes. Memory of other kinds knows no such thing. */
static void
synchronize (SprintScanout *self,
             guint64        flags)
{
  struct dma_buf_sync sync = { .flags = DMA_BUF_SYNC_READ | flags };
  int result;

  do
    result = ioctl (self->fd, DMA_BUF_IOCTL_SYNC, &sync);
  while (result < 0 && (errno == EINTR || errno == EAGAIN));
}

/* The row where it is mapped, or read into @buffer; NULL when it is not there. */
static const guint8 *
get_row (SprintScanout *self,
         gsize          offset,
         gsize          length,
         guint8        *buffer)
{
  ssize_t n;

  if (self->map != NULL)
    return self->map + offset;

  do
    n = pread (self->fd, buffer, length, offset);
  while (n < 0 && errno == EINTR);

  return n >= 0 && (gsize) n == length ? buffer : NULL;
}

gboolean
sprint_scanout_read (SprintScanout  *self,
                     int             x,
                     int             y,
                     int             width,
                     int             height,
                     guint32        *to,
                     gsize           to_stride,
                     GError        **error)
{
  g_autofree guint8 *buffer = NULL;
  gsize length;
  gboolean complete = TRUE;

  g_return_val_if_fail (SPRINT_IS_SCANOUT (self), FALSE);
  g_return_val_if_fail (x >= 0 && width > 0 && (guint) x + width <= self->layout.width, FALSE);
  g_return_val_if_fail (y >= 0 && height > 0 && (guint) y + height <= self->layout.height, FALSE);

  if (!sprint_scanout_check_readable (self, error))
    return FALSE;

  length = width * (gsize) self->pixel->size;
  if (self->map == NULL)
    buffer = g_malloc (length);
  synchronize (self, DMA_BUF_SYNC_START);
  for (int row = 0; row < height; row++) {
    gsize line = self->layout.upright ? (guint) (y + row) : self->layout.height - 1 - (y + row);
    const guint8 *from = get_row (self, line * self->layout.stride + x * (gsize) self->pixel->size, length, buffer);

    if (from != NULL)
      sprint_drm_pixel_convert (self->pixel, to + row * to_stride, from, width);
    else
      complete = FALSE;
  }
  synchronize (self, DMA_BUF_SYNC_END);
  if (!complete)
    g_set_error_literal (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_FAILED,
                         _("The picture’s memory has become too small for it."));

  return complete;
}
