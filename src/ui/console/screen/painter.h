/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/screen/framebuffer.h"
#include "core/console/screen/pointer-geometry.h"

G_BEGIN_DECLS

/**
 * SprintPainter:
 *
 * Turns a framebuffer into what one kind of renderer draws for the least.
 *
 * ::changed is emitted when there is something that the next frame has to draw, ::put when all that has changed is on
 * the screen without one.
 */
#define SPRINT_TYPE_PAINTER (sprint_painter_get_type ())
G_DECLARE_DERIVABLE_TYPE (SprintPainter, sprint_painter, SPRINT, PAINTER, GObject)

/**
 * SprintPainterClass:
 * @moved: the framebuffer's memory, and perhaps its size, is another one; the old one may be read for the last time
 * @reshaped: the picture's place, or its size in the widget, is another one
 * @damaged: pixels have changed; a rectangle of the picture's
 * @snapshot: draws all of the picture, which is not empty
 *
 * The methods of a painter; all have to be there.
 */
struct _SprintPainterClass
{
  GObjectClass parent_class;

  void (* moved)    (SprintPainter               *self);
  void (* reshaped) (SprintPainter               *self);
  void (* damaged)  (SprintPainter               *self,
                     const cairo_rectangle_int_t *area);
  void (* snapshot) (SprintPainter               *self,
                     GtkSnapshot                 *snapshot);
};

/**
 * sprint_painter_set_framebuffer:
 * @framebuffer: (nullable): what to paint
 */
void                         sprint_painter_set_framebuffer (SprintPainter               *self,
                                                             SprintFramebuffer           *framebuffer);
SprintFramebuffer           *sprint_painter_get_framebuffer (SprintPainter               *self);

/**
 * sprint_painter_snapshot:
 * @snapshot: what to draw into
 * @geometry: where the picture goes
 */
void                         sprint_painter_snapshot        (SprintPainter               *self,
                                                             GtkSnapshot                 *snapshot,
                                                             const SprintPointerGeometry *geometry);

/* For painters. */
void                         sprint_painter_emit_changed    (SprintPainter               *self);
void                         sprint_painter_emit_put        (SprintPainter               *self);
const SprintPointerGeometry *sprint_painter_get_geometry    (SprintPainter               *self);

/**
 * sprint_painter_get_bleed:
 *
 * Returns: how far a changed pixel reaches when the picture is scaled, in the guest's pixels
 */
int                          sprint_painter_get_bleed       (SprintPainter               *self);

/**
 * sprint_painter_get_bounds:
 * @area: a rectangle of the picture's
 * @bounds: (out): the whole device pixels that it covers, in units of the widget
 *
 * Returns: %FALSE when, scaled down far enough, it covers none
 */
gboolean                     sprint_painter_get_bounds      (SprintPainter               *self,
                                                             const cairo_rectangle_int_t *area,
                                                             graphene_rect_t             *bounds);

G_END_DECLS
