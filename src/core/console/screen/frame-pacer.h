/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SPRINT_FRAME_PACER_TIMEOUT:
 *
 * Milliseconds for which a guest waits for its frame to be shown by somebody who shows frames.
 */
#define SPRINT_FRAME_PACER_TIMEOUT 100

/**
 * SprintFramePacer:
 *
 * Tells a guest when to draw its next frame: when the one before was shown, so that it draws as often as a
 * screen shows. Where nobody shows any it draws at once, and where somebody has not shown one for a while, such
 * as in a window that is hidden, it draws all the same: each frame is answered, once.
 *
 * ::answered is emitted for each frame.
 */
#define SPRINT_TYPE_FRAME_PACER (sprint_frame_pacer_get_type ())
G_DECLARE_FINAL_TYPE (SprintFramePacer, sprint_frame_pacer, SPRINT, FRAME_PACER, GObject)

SprintFramePacer *sprint_frame_pacer_new     (void);

/**
 * sprint_frame_pacer_begin:
 *
 * There is a frame. It may be answered before this returns.
 */
void              sprint_frame_pacer_begin   (SprintFramePacer *self);

/**
 * sprint_frame_pacer_shown:
 *
 * All frames that there were are on a screen, or never will be.
 */
void              sprint_frame_pacer_shown   (SprintFramePacer *self);

/**
 * sprint_frame_pacer_forget:
 *
 * Whoever waited for answers has gone.
 */
void              sprint_frame_pacer_forget  (SprintFramePacer *self);

/**
 * sprint_frame_pacer_watch:
 *
 * Somebody shows frames from now on, and calls sprint_frame_pacer_shown() for them.
 */
void              sprint_frame_pacer_watch   (SprintFramePacer *self);

/**
 * sprint_frame_pacer_unwatch:
 *
 * Whoever called sprint_frame_pacer_watch() shows none any more.
 */
void              sprint_frame_pacer_unwatch (SprintFramePacer *self);

G_END_DECLS
