/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-cursor.h"

struct _SprintConsoleCursor
{
  GObject parent_instance;

  GBytes *pixels;
  int width, height;
  int hot_x, hot_y;
  int x, y;
  gboolean visible;
};

G_DEFINE_FINAL_TYPE (SprintConsoleCursor, sprint_console_cursor, G_TYPE_OBJECT)

enum {
  CHANGED,
  MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_console_cursor_finalize (GObject *object)
{
  SprintConsoleCursor *self = SPRINT_CONSOLE_CURSOR (object);

  g_clear_pointer (&self->pixels, g_bytes_unref);

  G_OBJECT_CLASS (sprint_console_cursor_parent_class)->finalize (object);
}

static void
sprint_console_cursor_class_init (SprintConsoleCursorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sprint_console_cursor_finalize;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVED] =
    g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_console_cursor_init (SprintConsoleCursor *self)
{
  self->visible = TRUE;
}

/* Guests send both kinds; a colour above its alpha can only be one that was not multiplied. */
static gboolean
is_premultiplied (const guint8 *rgba,
                  gsize         n)
{
  for (gsize i = 0; i < n; i++, rgba += 4) {
    if (rgba[0] > rgba[3] || rgba[1] > rgba[3] || rgba[2] > rgba[3])
      return FALSE;
  }

  return TRUE;
}

static GBytes *
convert (const guint8 *rgba,
         gsize         n)
{
  gboolean premultiplied = is_premultiplied (rgba, n);
  guint8 *bgra = g_new (guint8, n * 4);

  for (gsize i = 0; i < n; i++) {
    const guint8 *from = rgba + 4 * i;
    guint8 *to = bgra + 4 * i;
    guint alpha = premultiplied ? 255 : from[3];

    to[0] = (from[2] * alpha + 127) / 255;
    to[1] = (from[1] * alpha + 127) / 255;
    to[2] = (from[0] * alpha + 127) / 255;
    to[3] = from[3];
  }

  return g_bytes_new_take (bgra, n * 4);
}

SprintConsoleCursor *
sprint_console_cursor_new (void)
{
  return g_object_new (SPRINT_TYPE_CONSOLE_CURSOR, NULL);
}

void
sprint_console_cursor_set_shape (SprintConsoleCursor *self,
                                 const guint8        *rgba,
                                 int                  width,
                                 int                  height,
                                 int                  hot_x,
                                 int                  hot_y)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CURSOR (self));

  if (rgba == NULL || width <= 0 || height <= 0 ||
      width > SPRINT_CONSOLE_CURSOR_MAX_SIZE || height > SPRINT_CONSOLE_CURSOR_MAX_SIZE) {
    sprint_console_cursor_reset (self);
    return;
  }

  g_clear_pointer (&self->pixels, g_bytes_unref);
  self->pixels = convert (rgba, (gsize) width * height);
  self->width = width;
  self->height = height;
  self->hot_x = CLAMP (hot_x, 0, width - 1);
  self->hot_y = CLAMP (hot_y, 0, height - 1);
  self->visible = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sprint_console_cursor_reset (SprintConsoleCursor *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CURSOR (self));

  if (self->pixels == NULL && self->visible)
    return;

  g_clear_pointer (&self->pixels, g_bytes_unref);
  self->width = self->height = self->hot_x = self->hot_y = 0;
  self->visible = TRUE;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sprint_console_cursor_hide (SprintConsoleCursor *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CURSOR (self));

  if (!self->visible)
    return;

  self->visible = FALSE;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
sprint_console_cursor_move_to (SprintConsoleCursor *self,
                               int                  x,
                               int                  y)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CURSOR (self));

  self->x = x;
  self->y = y;
  if (!self->visible) {
    self->visible = TRUE;
    g_signal_emit (self, signals[CHANGED], 0);
  }
  g_signal_emit (self, signals[MOVED], 0);
}

gboolean
sprint_console_cursor_get_visible (SprintConsoleCursor *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_CURSOR (self), FALSE);

  return self->visible;
}

GBytes *
sprint_console_cursor_get_pixels (SprintConsoleCursor *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_CURSOR (self), NULL);

  return self->pixels;
}

void
sprint_console_cursor_get_size (SprintConsoleCursor *self,
                                int                 *width,
                                int                 *height)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CURSOR (self));

  *width = self->width;
  *height = self->height;
}

void
sprint_console_cursor_get_hotspot (SprintConsoleCursor *self,
                                   int                 *x,
                                   int                 *y)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CURSOR (self));

  *x = self->hot_x;
  *y = self->hot_y;
}

void
sprint_console_cursor_get_position (SprintConsoleCursor *self,
                                    int                 *x,
                                    int                 *y)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_CURSOR (self));

  *x = self->x;
  *y = self->y;
}
