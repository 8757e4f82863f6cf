/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/screen/console-monitor.h"
#include "painter.h"
#include "scanout-import.h"

G_BEGIN_DECLS

/**
 * SprintConsolePaint:
 *
 * Paints a monitor with the painter that suits it and the renderer, and has the guest draw as often as it is shown.
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

/**
 * sprint_console_paint_set_monitor:
 * @monitor: (nullable): what to paint
 */
void                sprint_console_paint_set_monitor     (SprintConsolePaint          *self,
                                                          SprintConsoleMonitor        *monitor);

/**
 * sprint_console_paint_set_import:
 * @import: what makes textures of graphics memory, instead of sprint_scanout_import()
 */
void                sprint_console_paint_set_import      (SprintConsolePaint          *self,
                                                          SprintScanoutImport          import);

/**
 * sprint_console_paint_allocate:
 * @width: of the widget
 * @height: of the widget
 *
 * For the widget's size_allocate.
 */
void                sprint_console_paint_allocate        (SprintConsolePaint          *self,
                                                          int                          width,
                                                          int                          height);

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
