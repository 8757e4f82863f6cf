/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-paint.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cairo-painter.h"
#include "frame-watch.h"
#include "scanout-painter.h"
#include "texture-painter.h"

struct _SprintConsolePaint
{
  GObject parent_instance;

  GtkWidget *widget;
  SprintConsoleMonitor *monitor;
  SprintPainter *painter;     /* NULL until it is known what draws */
  SprintFrameWatch *watch;
  SprintScanoutImport import;
  GType renderer;
};

G_DEFINE_FINAL_TYPE (SprintConsolePaint, sprint_console_paint, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
emit_changed (SprintConsolePaint *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static SprintScanoutFeed *
get_scanouts (SprintConsolePaint *self)
{
  return self->monitor != NULL ? sprint_console_monitor_get_scanouts (self->monitor) : NULL;
}

static SprintFramebuffer *
get_framebuffer (SprintConsolePaint *self)
{
  return self->monitor != NULL ? sprint_console_monitor_get_framebuffer (self->monitor) : NULL;
}

static void
set_painter (SprintConsolePaint *self,
             SprintPainter      *painter)
{
  if (self->painter != NULL) {
    g_signal_handlers_disconnect_by_data (self->painter, self);
    g_signal_handlers_disconnect_by_data (self->painter, self->watch);
    sprint_painter_set_framebuffer (self->painter, NULL);
    g_clear_object (&self->painter);
  }
  self->painter = painter;
  if (painter != NULL) {
    g_signal_connect_swapped (painter, "changed", G_CALLBACK (emit_changed), self);
    g_signal_connect_swapped (painter, "put", G_CALLBACK (sprint_frame_watch_put), self->watch);
    sprint_painter_set_framebuffer (painter, get_framebuffer (self));
  }
}

static void
sprint_console_paint_dispose (GObject *object)
{
  SprintConsolePaint *self = SPRINT_CONSOLE_PAINT (object);

  sprint_console_paint_set_monitor (self, NULL);
  set_painter (self, NULL);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (sprint_console_paint_parent_class)->dispose (object);
}

static void
sprint_console_paint_class_init (SprintConsolePaintClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sprint_console_paint_dispose;

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sprint_console_paint_init (SprintConsolePaint *self)
{
}

static gboolean
is_named (GskRenderer *renderer,
          const char  *name)
{
  return renderer != NULL && strcmp (G_OBJECT_TYPE_NAME (renderer), name) == 0;
}

static SprintPainter *
create_painter (SprintConsolePaint *self,
                GskRenderer        *renderer)
{
  if (is_named (renderer, "GskCairoRenderer"))
    return sprint_cairo_painter_new (self->widget);

  /* The browser scales by itself; what is clipped would be drawn here, and sent whole each time. */
  return sprint_texture_painter_new (is_named (renderer, "GskBroadwayRenderer"));
}

/* Whether what is in graphics memory is to be painted from there. */
static gboolean
can_import (SprintConsolePaint *self,
            GskRenderer        *renderer)
{
  SprintScanoutFeed *scanouts = get_scanouts (self);

  if (renderer == NULL || scanouts == NULL || sprint_scanout_feed_get_scanout (scanouts) == NULL ||
      sprint_scanout_feed_get_refusal (scanouts) != NULL)
    return FALSE;

  /* GTK would copy it each time, and from end to end. */
  if (is_named (renderer, "GskCairoRenderer") || is_named (renderer, "GskBroadwayRenderer")) {
    sprint_scanout_feed_refuse (scanouts, _("The desktop draws this window without a graphics card."));
    return FALSE;
  }

  return TRUE;
}

static void
choose (SprintConsolePaint *self,
        GskRenderer        *renderer)
{
  GType type = renderer != NULL ? G_OBJECT_TYPE (renderer) : G_TYPE_NONE;
  gboolean imports = self->painter != NULL && SPRINT_IS_SCANOUT_PAINTER (self->painter);
  gboolean import = can_import (self, renderer);

  if (self->painter != NULL && type == self->renderer && import == imports)
    return;

  self->renderer = type;
  set_painter (self, import ? sprint_scanout_painter_new (self->widget, get_scanouts (self), self->import)
                            : create_painter (self, renderer));
}

/* Before a frame is begun: a painter may need a widget of its own, with a size. */
static void
scanouts_cb (SprintConsolePaint *self)
{
  GtkNative *native = gtk_widget_get_native (self->widget);
  GskRenderer *renderer = native != NULL ? gtk_native_get_renderer (native) : NULL;

  if (renderer != NULL && gtk_widget_get_mapped (self->widget))
    choose (self, renderer);
}

SprintConsolePaint *
sprint_console_paint_new (GtkWidget *widget)
{
  SprintConsolePaint *self = g_object_new (SPRINT_TYPE_CONSOLE_PAINT, NULL);

  self->widget = widget;
  self->watch = sprint_frame_watch_new (widget);
  self->import = sprint_scanout_import;
  g_signal_connect_object (widget, "map", G_CALLBACK (scanouts_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return self;
}

void
sprint_console_paint_set_monitor (SprintConsolePaint   *self,
                                  SprintConsoleMonitor *monitor)
{
  SprintScanoutFeed *scanouts;

  g_return_if_fail (SPRINT_IS_CONSOLE_PAINT (self));

  if (self->monitor == monitor)
    return;

  scanouts = get_scanouts (self);
  if (scanouts != NULL)
    g_signal_handlers_disconnect_by_data (scanouts, self);
  if (self->painter != NULL)
    sprint_painter_set_framebuffer (self->painter, NULL);
  if (self->painter != NULL && SPRINT_IS_SCANOUT_PAINTER (self->painter))
    set_painter (self, NULL);
  g_set_object (&self->monitor, monitor);
  scanouts = get_scanouts (self);
  sprint_frame_watch_set_pacer (self->watch, scanouts != NULL ? sprint_scanout_feed_get_pacer (scanouts) : NULL);
  if (self->painter != NULL)
    sprint_painter_set_framebuffer (self->painter, get_framebuffer (self));
  if (scanouts != NULL) {
    g_signal_connect_swapped (scanouts, "changed", G_CALLBACK (scanouts_cb), self);
    scanouts_cb (self);
  }
  emit_changed (self);
}

void
sprint_console_paint_set_import (SprintConsolePaint  *self,
                                 SprintScanoutImport  import)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_PAINT (self));

  self->import = import;
}

void
sprint_console_paint_allocate (SprintConsolePaint *self,
                               int                 width,
                               int                 height)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_PAINT (self));

  if (self->painter != NULL && SPRINT_IS_SCANOUT_PAINTER (self->painter))
    sprint_scanout_painter_allocate (SPRINT_SCANOUT_PAINTER (self->painter), width, height);
}

void
sprint_console_paint_snapshot (SprintConsolePaint          *self,
                               GtkSnapshot                 *snapshot,
                               GskRenderer                 *renderer,
                               const SprintPointerGeometry *geometry)
{
  GType type = renderer != NULL ? G_OBJECT_TYPE (renderer) : G_TYPE_NONE;

  g_return_if_fail (SPRINT_IS_CONSOLE_PAINT (self));

  if (self->painter == NULL || type != self->renderer) {
    self->renderer = type;
    set_painter (self, create_painter (self, renderer));
  }
  sprint_painter_snapshot (self->painter, snapshot, geometry);
  sprint_frame_watch_painted (self->watch);
}
