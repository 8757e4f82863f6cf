/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/console/screen/frame-pacer.h"

G_BEGIN_DECLS

/**
 * SprintFrameWatch:
 *
 * Tells a guest's pacer when a widget has shown its frames, for as long as it is mapped.
 */
#define SPRINT_TYPE_FRAME_WATCH (sprint_frame_watch_get_type ())
G_DECLARE_FINAL_TYPE (SprintFrameWatch, sprint_frame_watch, SPRINT, FRAME_WATCH, GObject)

/**
 * sprint_frame_watch_new:
 * @widget: who shows frames; has to outlive it
 */
SprintFrameWatch *sprint_frame_watch_new       (GtkWidget        *widget);

/**
 * sprint_frame_watch_set_pacer:
 * @pacer: (nullable): whose frames they are
 */
void              sprint_frame_watch_set_pacer (SprintFrameWatch *self,
                                                SprintFramePacer *pacer);

/**
 * sprint_frame_watch_painted:
 *
 * The picture is in the frame that GTK draws now.
 */
void              sprint_frame_watch_painted   (SprintFrameWatch *self);

/**
 * sprint_frame_watch_put:
 *
 * The picture is on the screen, without a frame of GTK's.
 */
void              sprint_frame_watch_put       (SprintFrameWatch *self);

G_END_DECLS
