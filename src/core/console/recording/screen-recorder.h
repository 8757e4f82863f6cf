/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/screen/framebuffer.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintScreenRecorder:
 *
 * Films a framebuffer into a WebM file, without sound: what changes, when it changes, at most thirty times a
 * second. The film has the size of the picture that it begins with; later ones of another size are fitted into it.
 * An encoder that does not keep up costs frames, not memory. Used once.
 *
 * The file is there when the recording has ended, and not before.
 *
 * ::ended(error) is emitted once for each recording that was started, when its file is in its place: @error is %NULL,
 * or why it ended before it was stopped; what was recorded until then is kept.
 */
#define SPRINT_TYPE_SCREEN_RECORDER (sprint_screen_recorder_get_type ())
G_DECLARE_FINAL_TYPE (SprintScreenRecorder, sprint_screen_recorder, SPRINT, SCREEN_RECORDER, GObject)

SprintScreenRecorder *sprint_screen_recorder_new          (SprintFramebuffer     *framebuffer);

/**
 * sprint_screen_recorder_start_async:
 * @file: what to write or replace, on this computer
 */
void                  sprint_screen_recorder_start_async  (SprintScreenRecorder  *self,
                                                           GFile                 *file,
                                                           GCancellable          *cancellable,
                                                           GAsyncReadyCallback    callback,
                                                           gpointer               user_data);

/**
 * sprint_screen_recorder_start_finish:
 *
 * Returns: whether it records; else @error is %SPRINT_CONSOLE_ERROR_NO_PICTURE, %SPRINT_CONSOLE_ERROR_NO_RECORDER,
 *   %SPRINT_CONSOLE_ERROR_RECORDING, or one of %G_IO_ERROR that has to do with the file
 */
gboolean              sprint_screen_recorder_start_finish (SprintScreenRecorder  *self,
                                                           GAsyncResult          *result,
                                                           GError               **error);

/**
 * sprint_screen_recorder_stop:
 *
 * Begins to end it: until ::ended there is no file. May be called at any time, and more than once; the recorder
 * lives until it has ended.
 */
void                  sprint_screen_recorder_stop         (SprintScreenRecorder  *self);

/**
 * sprint_screen_recorder_get_elapsed:
 *
 * Returns: microseconds since it began, 0 before
 */
gint64                sprint_screen_recorder_get_elapsed  (SprintScreenRecorder  *self);

G_END_DECLS
