/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintRecordingPipeline:
 *
 * Frames on the one side, a WebM file with VP8 on the other; between them GStreamer, on threads of its own. The
 * library is not touched before the first is made.
 *
 * ::failed(error) is emitted once when it cannot go on; it is to be finished then, too.
 */
#define SPRINT_TYPE_RECORDING_PIPELINE (sprint_recording_pipeline_get_type ())
G_DECLARE_FINAL_TYPE (SprintRecordingPipeline, sprint_recording_pipeline, SPRINT, RECORDING_PIPELINE, GObject)

/**
 * sprint_recording_pipeline_new:
 * @file: what to write or replace
 * @width: columns of the film, whatever frames may come
 * @height: rows of the film
 * @error: one of %SPRINT_CONSOLE_ERROR, or of %G_IO_ERROR for what has to do with @file
 *
 * Blocks, at first for as long as GStreamer takes to look at its plugins.
 */
SprintRecordingPipeline *sprint_recording_pipeline_new           (GFile                    *file,
                                                                  int                       width,
                                                                  int                       height,
                                                                  GError                  **error);

/**
 * sprint_recording_pipeline_start:
 *
 * Listens for failures, on the thread-default main context.
 */
void                     sprint_recording_pipeline_start         (SprintRecordingPipeline  *self);

/**
 * sprint_recording_pipeline_push:
 * @pixels: B,G,R,x in memory order, copied before this returns; @height rows of @width
 * @stride: bytes from one row to the next
 * @time: microseconds since the beginning, more than the last
 *
 * Another size than the film's is fitted into it.
 *
 * Returns: whether it was taken: else the encoder has enough to do
 */
gboolean                 sprint_recording_pipeline_push          (SprintRecordingPipeline  *self,
                                                                  const guint8             *pixels,
                                                                  int                       stride,
                                                                  int                       width,
                                                                  int                       height,
                                                                  gint64                    time);

/**
 * sprint_recording_pipeline_push_last:
 *
 * The same, for the picture that a film ends with: taken however much the encoder has to do.
 */
void                     sprint_recording_pipeline_push_last     (SprintRecordingPipeline  *self,
                                                                  const guint8             *pixels,
                                                                  int                       stride,
                                                                  int                       width,
                                                                  int                       height,
                                                                  gint64                    time);

/**
 * sprint_recording_pipeline_finish_async:
 *
 * Has the file ended and put in its place; what there is of it where it failed, too. Once.
 */
void                     sprint_recording_pipeline_finish_async  (SprintRecordingPipeline  *self,
                                                                  GAsyncReadyCallback       callback,
                                                                  gpointer                  user_data);

/**
 * sprint_recording_pipeline_finish_finish:
 *
 * Returns: whether the whole of it is in its place
 */
gboolean                 sprint_recording_pipeline_finish_finish (SprintRecordingPipeline  *self,
                                                                  GAsyncResult             *result,
                                                                  GError                  **error);

G_END_DECLS
