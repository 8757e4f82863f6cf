/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scanout-feed.h"

/* Why it is that pictures laid out like this one are not imported. */
typedef struct {
  SprintScanoutLayout layout;
  char *reason;
} Refusal;

struct _SprintScanoutFeed
{
  GObject parent_instance;

  SprintFramebuffer *framebuffer;
  SprintFramePacer *pacer;
  SprintScanout *scanout;
  int x, y;                     /* the framebuffer in it */
  guint32 *memory;              /* what was copied of it */
  int width, height;            /* of that */
  Refusal refusal;              /* the last */
  GError *error;
  SprintScanoutReader reader;
  gpointer reader_data;
};

G_DEFINE_FINAL_TYPE (SprintScanoutFeed, sprint_scanout_feed, G_TYPE_OBJECT)

static guint changed_signal;

static void
emit_changed (SprintScanoutFeed *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
sprint_scanout_feed_finalize (GObject *object)
{
  SprintScanoutFeed *self = SPRINT_SCANOUT_FEED (object);

  if (self->scanout != NULL)
    sprint_framebuffer_keep (self->framebuffer);
  g_clear_object (&self->scanout);
  g_object_unref (self->framebuffer);
  g_object_unref (self->pacer);
  g_free (self->memory);
  g_free (self->refusal.reason);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sprint_scanout_feed_parent_class)->finalize (object);
}

static void
sprint_scanout_feed_class_init (SprintScanoutFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_scanout_feed_finalize;

  changed_signal =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_scanout_feed_init (SprintScanoutFeed *self)
{
  self->pacer = sprint_frame_pacer_new ();
}

SprintScanoutFeed *
sprint_scanout_feed_new (SprintFramebuffer *framebuffer)
{
  SprintScanoutFeed *self = g_object_new (SPRINT_TYPE_SCANOUT_FEED, NULL);

  self->framebuffer = g_object_ref (framebuffer);

  return self;
}

SprintFramePacer *
sprint_scanout_feed_get_pacer (SprintScanoutFeed *self)
{
  g_return_val_if_fail (SPRINT_IS_SCANOUT_FEED (self), NULL);

  return self->pacer;
}

static gboolean
is_refused (SprintScanoutFeed *self)
{
  const SprintScanoutLayout *layout = self->scanout != NULL ? sprint_scanout_get_layout (self->scanout) : NULL;
  const SprintScanoutLayout *refused = &self->refusal.layout;

  return layout != NULL && self->refusal.reason != NULL && layout->width == refused->width &&
         layout->height == refused->height && layout->stride == refused->stride && layout->fourcc == refused->fourcc;
}

/* What can neither be imported nor copied cannot be shown. */
static void
update_error (SprintScanoutFeed *self)
{
  g_clear_error (&self->error);
  if (is_refused (self))
    sprint_scanout_check_readable (self->scanout, &self->error);
}

/* SprintPixelsFill */
static void
fill_cb (gpointer user_data,
         int      x,
         int      y,
         int      width,
         int      height)
{
  SprintScanoutFeed *self = user_data;
  g_autoptr (GError) error = NULL;

  if (self->reader != NULL && self->reader (self->scanout, self->memory, self->width, self->reader_data))
    return;

  if (!sprint_scanout_read (self->scanout, x, y, width, height,
                            self->memory + y * (gsize) self->width + x, self->width, &error))
    g_debug ("A picture in graphics memory cannot be read: %s", error->message);
}

/* Kept from one scanout to the next of the same size, as guests have two or three and draw into them in turn. */
static guint32 *
create_memory (SprintScanoutFeed         *self,
               const SprintScanoutLayout *layout)
{
  if (self->memory != NULL && self->width == (int) layout->width && self->height == (int) layout->height)
    return self->memory;

  return g_try_new0 (guint32, layout->width * (gsize) layout->height);
}

gboolean
sprint_scanout_feed_show (SprintScanoutFeed *self,
                          SprintScanout     *scanout,
                          int                x,
                          int                y,
                          int                width,
                          int                height)
{
  const SprintScanoutLayout *layout;
  g_autofree guint32 *old = NULL;
  g_autoptr (SprintScanout) before = NULL;
  SprintPixels pixels;
  guint32 *memory;

  g_return_val_if_fail (SPRINT_IS_SCANOUT_FEED (self), FALSE);
  g_return_val_if_fail (SPRINT_IS_SCANOUT (scanout), FALSE);

  layout = sprint_scanout_get_layout (scanout);
  memory = create_memory (self, layout);
  pixels = (SprintPixels) {
    .format = SPRINT_PIXEL_FORMAT_XRGB32,
    .width = layout->width,
    .height = layout->height,
    .stride = layout->width * 4,
    .data = (guint8 *) memory,
    .fill = fill_cb,
    .fill_data = self,
  };

  /* Whoever hears of the change looks at what there is now. What was before stays until all have. */
  if (memory != self->memory)
    old = g_steal_pointer (&self->memory);
  before = g_steal_pointer (&self->scanout);
  self->memory = memory;
  self->width = layout->width;
  self->height = layout->height;
  self->scanout = g_object_ref (scanout);
  self->x = x;
  self->y = y;
  if (memory != NULL && sprint_framebuffer_show (self->framebuffer, &pixels, x, y, width, height)) {
    update_error (self);
    emit_changed (self);
    return TRUE;
  }

  /* The framebuffer may still show what is freed now. */
  if (before != NULL)
    sprint_framebuffer_clear (self->framebuffer);
  g_clear_object (&self->scanout);
  emit_changed (self);

  return FALSE;
}

void
sprint_scanout_feed_fail (SprintScanoutFeed *self,
                          const GError      *error)
{
  g_return_if_fail (SPRINT_IS_SCANOUT_FEED (self));

  if (self->scanout != NULL)
    sprint_framebuffer_keep (self->framebuffer);
  g_clear_object (&self->scanout);
  g_clear_pointer (&self->memory, g_free);
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  emit_changed (self);
}

gboolean
sprint_scanout_feed_draw (SprintScanoutFeed *self,
                          guint              x,
                          guint              y,
                          guint              width,
                          guint              height)
{
  const SprintScanoutLayout *layout;
  gboolean changed;

  g_return_val_if_fail (SPRINT_IS_SCANOUT_FEED (self), FALSE);

  layout = self->scanout != NULL ? sprint_scanout_get_layout (self->scanout) : NULL;
  if (layout == NULL || x >= layout->width || y >= layout->height)
    return FALSE;

  width = MIN (width, layout->width - x);
  height = MIN (height, layout->height - y);
  changed = sprint_framebuffer_update (self->framebuffer, x, y, width, height);

  /* Which way up the numbers are meant is nowhere said. */
  if (!layout->upright && height < layout->height)
    changed |= sprint_framebuffer_update (self->framebuffer, x, layout->height - y - height, width, height);

  return changed;
}

void
sprint_scanout_feed_end (SprintScanoutFeed *self)
{
  g_return_if_fail (SPRINT_IS_SCANOUT_FEED (self));

  if (self->scanout == NULL && self->error == NULL)
    return;

  if (self->scanout != NULL)
    sprint_framebuffer_keep (self->framebuffer);
  g_clear_object (&self->scanout);
  g_clear_pointer (&self->memory, g_free);
  g_clear_error (&self->error);
  emit_changed (self);
}

SprintScanout *
sprint_scanout_feed_get_scanout (SprintScanoutFeed *self)
{
  g_return_val_if_fail (SPRINT_IS_SCANOUT_FEED (self), NULL);

  return self->scanout;
}

void
sprint_scanout_feed_get_origin (SprintScanoutFeed *self,
                                int               *x,
                                int               *y)
{
  g_return_if_fail (SPRINT_IS_SCANOUT_FEED (self));

  *x = self->x;
  *y = self->y;
}

void
sprint_scanout_feed_refuse (SprintScanoutFeed *self,
                            const char        *reason)
{
  g_return_if_fail (SPRINT_IS_SCANOUT_FEED (self));

  if (self->scanout == NULL || (is_refused (self) && g_str_equal (self->refusal.reason, reason)))
    return;

  self->refusal.layout = *sprint_scanout_get_layout (self->scanout);
  g_set_str (&self->refusal.reason, reason);
  update_error (self);
  emit_changed (self);
}

const char *
sprint_scanout_feed_get_refusal (SprintScanoutFeed *self)
{
  g_return_val_if_fail (SPRINT_IS_SCANOUT_FEED (self), NULL);

  return is_refused (self) ? self->refusal.reason : NULL;
}

const GError *
sprint_scanout_feed_get_error (SprintScanoutFeed *self)
{
  g_return_val_if_fail (SPRINT_IS_SCANOUT_FEED (self), NULL);

  return self->error;
}

void
sprint_scanout_feed_set_reader (SprintScanoutFeed   *self,
                                SprintScanoutReader  reader,
                                gpointer             user_data)
{
  g_return_if_fail (SPRINT_IS_SCANOUT_FEED (self));

  self->reader = reader;
  self->reader_data = user_data;
}

void
sprint_scanout_feed_unset_reader (SprintScanoutFeed *self,
                                  gpointer           user_data)
{
  g_return_if_fail (SPRINT_IS_SCANOUT_FEED (self));

  if (self->reader_data == user_data)
    sprint_scanout_feed_set_reader (self, NULL, NULL);
}
