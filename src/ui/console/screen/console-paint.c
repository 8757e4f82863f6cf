/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "console-paint.h"

#include <string.h>

#include "cairo-painter.h"
#include "texture-painter.h"

struct _SprintConsolePaint
{
  GObject parent_instance;

  GtkWidget *widget;
  SprintFramebuffer *framebuffer;
  SprintPainter *painter;     /* NULL until it is known what draws */
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

static void
set_painter (SprintConsolePaint *self,
             SprintPainter      *painter)
{
  if (self->painter != NULL) {
    g_signal_handlers_disconnect_by_data (self->painter, self);
    sprint_painter_set_framebuffer (self->painter, NULL);
    g_clear_object (&self->painter);
  }
  self->painter = painter;
  if (painter != NULL) {
    sprint_painter_set_framebuffer (painter, self->framebuffer);
    g_signal_connect_swapped (painter, "changed", G_CALLBACK (emit_changed), self);
  }
}

static void
sprint_console_paint_dispose (GObject *object)
{
  SprintConsolePaint *self = SPRINT_CONSOLE_PAINT (object);

  set_painter (self, NULL);
  g_clear_object (&self->framebuffer);

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

static SprintPainter *
create_painter (SprintConsolePaint *self,
                GskRenderer        *renderer)
{
  const char *name = renderer != NULL ? G_OBJECT_TYPE_NAME (renderer) : "";

  if (strcmp (name, "GskCairoRenderer") == 0)
    return sprint_cairo_painter_new (self->widget);

  /* The browser scales by itself; what is clipped would be drawn here, and sent whole each time. */
  return sprint_texture_painter_new (strcmp (name, "GskBroadwayRenderer") == 0);
}

SprintConsolePaint *
sprint_console_paint_new (GtkWidget *widget)
{
  SprintConsolePaint *self = g_object_new (SPRINT_TYPE_CONSOLE_PAINT, NULL);

  self->widget = widget;

  return self;
}

void
sprint_console_paint_set_framebuffer (SprintConsolePaint *self,
                                      SprintFramebuffer  *framebuffer)
{
  g_return_if_fail (SPRINT_IS_CONSOLE_PAINT (self));

  if (!g_set_object (&self->framebuffer, framebuffer))
    return;

  if (self->painter != NULL)
    sprint_painter_set_framebuffer (self->painter, framebuffer);
  emit_changed (self);
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
}
