/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-monitor.h"

struct _SprintConsoleMonitor
{
  GObject parent_instance;

  SprintFramebuffer *framebuffer;
  SprintScanoutFeed *scanouts;
  SprintConsoleCursor *cursor;
  guint number;
  int x, y;
  int wanted_width, wanted_height;
  gboolean has_picture;
  gboolean fresh;
  gboolean accelerated;
};

G_DEFINE_FINAL_TYPE (SprintConsoleMonitor, sprint_console_monitor, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_HAS_PICTURE,
  PROP_ACCELERATED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  SIZE_WANTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
sprint_console_monitor_finalize (GObject *object)
{
  SprintConsoleMonitor *self = SPRINT_CONSOLE_MONITOR (object);

  g_clear_object (&self->scanouts);
  g_clear_object (&self->framebuffer);
  g_clear_object (&self->cursor);

  G_OBJECT_CLASS (sprint_console_monitor_parent_class)->finalize (object);
}

static void
sprint_console_monitor_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  SprintConsoleMonitor *self = SPRINT_CONSOLE_MONITOR (object);

  switch (prop_id) {
  case PROP_HAS_PICTURE:
    g_value_set_boolean (value, self->has_picture);
    break;

  case PROP_ACCELERATED:
    g_value_set_boolean (value, self->accelerated);
    break;

  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
set_has_picture (SprintConsoleMonitor *self,
                 gboolean              has_picture)
{
  if (self->has_picture == has_picture)
    return;

  self->has_picture = has_picture;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_PICTURE]);
}

/* What can be shown in no way is no picture. */
static void
scanouts_cb (SprintConsoleMonitor *self)
{
  gboolean accelerated = sprint_scanout_feed_get_error (self->scanouts) != NULL;

  if (self->accelerated == accelerated)
    return;

  self->accelerated = accelerated;
  if (accelerated)
    set_has_picture (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCELERATED]);
}

static void
sprint_console_monitor_class_init (SprintConsoleMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sprint_console_monitor_finalize;
  object_class->get_property = sprint_console_monitor_get_property;

  properties[PROP_HAS_PICTURE] = g_param_spec_boolean ("has-picture", NULL, NULL, FALSE, flags);
  properties[PROP_ACCELERATED] = g_param_spec_boolean ("accelerated", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIZE_WANTED] =
    g_signal_new ("size-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_console_monitor_init (SprintConsoleMonitor *self)
{
  self->framebuffer = sprint_framebuffer_new ();
  self->scanouts = sprint_scanout_feed_new (self->framebuffer);
  g_signal_connect_swapped (self->scanouts, "changed", G_CALLBACK (scanouts_cb), self);
}

SprintConsoleMonitor *
sprint_console_monitor_new (void)
{
  SprintConsoleMonitor *self = g_object_new (SPRINT_TYPE_CONSOLE_MONITOR, NULL);

  self->cursor = sprint_console_cursor_new ();

  return self;
}

SprintConsoleMonitor *
sprint_console_monitor_new_further (guint                number,
                                    SprintConsoleCursor *cursor)
{
  SprintConsoleMonitor *self = g_object_new (SPRINT_TYPE_CONSOLE_MONITOR, NULL);

  self->number = number;
  self->cursor = g_object_ref (cursor);

  return self;
}

guint
sprint_console_monitor_get_number (SprintConsoleMonitor *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_MONITOR (self), 0);

  return self->number;
}

void
sprint_console_monitor_set_cursor (SprintConsoleMonitor *self,
                                   SprintConsoleCursor  *cursor)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_MONITOR (self));
  g_return_if_fail (SPRINT_IS_CONSOLE_CURSOR (cursor));

  g_set_object (&self->cursor, cursor);
}

void
sprint_console_monitor_set_origin (SprintConsoleMonitor *self,
                                   int                   x,
                                   int                   y)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_MONITOR (self));

  self->x = x;
  self->y = y;
}

void
sprint_console_monitor_get_origin (SprintConsoleMonitor *self,
                                   int                  *x,
                                   int                  *y)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_MONITOR (self));

  *x = self->x;
  *y = self->y;
}

void
sprint_console_monitor_set_shown (SprintConsoleMonitor *self,
                                  gboolean              shown)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_MONITOR (self));

  /* A connection that has shown nothing yet does not take the old picture away. */
  if (!shown && !self->fresh)
    return;

  self->fresh = TRUE;
  set_has_picture (self, !!shown);
}

void
sprint_console_monitor_want_size (SprintConsoleMonitor *self,
                                  int                   width,
                                  int                   height)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_MONITOR (self));

  if (width <= 0 || height <= 0) {
    width = height = 0;
  } else {
    width = CLAMP (width, SPRINT_MONITOR_MIN_WIDTH, SPRINT_FRAMEBUFFER_MAX_SIZE);
    height = CLAMP (height, SPRINT_MONITOR_MIN_HEIGHT, SPRINT_FRAMEBUFFER_MAX_SIZE);
  }
  if (self->wanted_width == width && self->wanted_height == height)
    return;

  self->wanted_width = width;
  self->wanted_height = height;
  g_signal_emit (self, signals[SIZE_WANTED], 0);
}

gboolean
sprint_console_monitor_get_wanted_size (SprintConsoleMonitor *self,
                                        int                  *width,
                                        int                  *height)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_MONITOR (self), FALSE);

  *width = self->wanted_width;
  *height = self->wanted_height;

  return self->wanted_width > 0;
}

void
sprint_console_monitor_part (SprintConsoleMonitor *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_MONITOR (self));

  self->fresh = FALSE;
  sprint_scanout_feed_end (self->scanouts);
}

void
sprint_console_monitor_expire (SprintConsoleMonitor *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_MONITOR (self));

  if (!self->fresh)
    set_has_picture (self, FALSE);
}

void
sprint_console_monitor_clear (SprintConsoleMonitor *self)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_MONITOR (self));

  sprint_console_monitor_part (self);
  set_has_picture (self, FALSE);
  sprint_console_cursor_reset (self->cursor);
  sprint_framebuffer_clear (self->framebuffer);
}

gboolean
sprint_console_monitor_get_has_picture (SprintConsoleMonitor *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_MONITOR (self), FALSE);

  return self->has_picture;
}

gboolean
sprint_console_monitor_get_fresh (SprintConsoleMonitor *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_MONITOR (self), FALSE);

  return self->fresh;
}

gboolean
sprint_console_monitor_get_accelerated (SprintConsoleMonitor *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_MONITOR (self), FALSE);

  return self->accelerated;
}

SprintScanoutFeed *
sprint_console_monitor_get_scanouts (SprintConsoleMonitor *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_MONITOR (self), NULL);

  return self->scanouts;
}

SprintFramebuffer *
sprint_console_monitor_get_framebuffer (SprintConsoleMonitor *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_MONITOR (self), NULL);

  return self->framebuffer;
}

SprintConsoleCursor *
sprint_console_monitor_get_cursor (SprintConsoleMonitor *self)
{
  g_return_val_if_fail (SPRINT_IS_CONSOLE_MONITOR (self), NULL);

  return self->cursor;
}
