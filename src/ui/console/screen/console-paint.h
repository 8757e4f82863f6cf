/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/screen/framebuffer.h"
#include "core/console/screen/pointer-geometry.h"

G_BEGIN_DECLS

/**
 * SprintConsolePaint:
 *
 * Turns a framebuffer into render nodes, one for each tile of 256 pixels. The nodes of tiles that
 * did not change stay the same objects, so that GTK draws only the others. What a node is made of
 * depends on the renderer: each is given what it draws without converting.
 *
 * ::changed is emitted when there is something new to draw.
 */
#define SPRINT_TYPE_CONSOLE_PAINT (sprint_console_paint_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsolePaint, sprint_console_paint, SPRINT, CONSOLE_PAINT, GObject)

SprintConsolePaint *sprint_console_paint_new             (void);
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
