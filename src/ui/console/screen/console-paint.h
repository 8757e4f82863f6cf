/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "painter.h"

G_BEGIN_DECLS

/**
 * SprintConsolePaint:
 *
 * Paints a framebuffer with the painter that suits the renderer.
 *
 * ::changed is emitted when there is something that the widget's next frame has to draw.
 */
#define SPRINT_TYPE_CONSOLE_PAINT (sprint_console_paint_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsolePaint, sprint_console_paint, SPRINT, CONSOLE_PAINT, GObject)

/**
 * sprint_console_paint_new:
 * @widget: whose snapshot it paints; has to outlive it
 */
SprintConsolePaint *sprint_console_paint_new             (GtkWidget                   *widget);
void                sprint_console_paint_set_framebuffer (SprintConsolePaint          *self,
                                                          SprintFramebuffer           *framebuffer);

/**
 * sprint_console_paint_snapshot:
 * @snapshot: what to draw into
 * @renderer: (nullable): what will draw it
 * @geometry: where the picture goes
 */
void                sprint_console_paint_snapshot        (SprintConsolePaint          *self,
                                                          GtkSnapshot                 *snapshot,
                                                          GskRenderer                 *renderer,
                                                          const SprintPointerGeometry *geometry);

G_END_DECLS
