/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "guest-pointer.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SprintConsoleTouch:
 *
 * Fingers on a widget as a guest's pointer: see [class@TouchPointer] for what they mean.
 */
#define SPRINT_TYPE_CONSOLE_TOUCH (sprint_console_touch_get_type ())
G_DECLARE_FINAL_TYPE (SprintConsoleTouch, sprint_console_touch, SPRINT, CONSOLE_TOUCH, GObject)

/**
 * sprint_console_touch_new:
 * @widget: (transfer none): what is touched; not referenced
 * @guest: the pointer that the fingers move; must outlive it
 */
SprintConsoleTouch *sprint_console_touch_new     (GtkWidget          *widget,
                                                  SprintGuestPointer *guest);

/**
 * sprint_console_touch_handle:
 * @event: any
 *
 * Returns: whether it was a finger's
 */
gboolean            sprint_console_touch_handle  (SprintConsoleTouch *self,
                                                  GdkEvent           *event);

/**
 * sprint_console_touch_cancel:
 *
 * What the fingers have begun means nothing any more.
 */
void                sprint_console_touch_cancel  (SprintConsoleTouch *self);

G_END_DECLS
