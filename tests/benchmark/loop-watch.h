/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/**
 * LoopWatch:
 * @blocked: the longest for which the main loop was away from its poll: from one poll's return to the next poll's
 *   begin, however many sources were dispatched in between; without the frames that were
 * @blocked_cpu: what of that this thread had the processor for; the rest, others had
 * @frame: the longest frame, from the frame clock's before-paint to its after-paint
 * @frame_cpu: what of that this thread had the processor for
 * @layout: the longest first part of a frame: ticks, styles and sizes
 * @drawing: the longest second part
 * @frames: their number
 *
 * How the main loop of the default context fared. Milliseconds.
 */
typedef struct
{
  double blocked;
  double blocked_cpu;
  double frame;
  double frame_cpu;
  double layout;
  double drawing;
  guint frames;
} LoopWatch;

/* Begins anew. */
void      loop_watch_begin     (void);
/* What it was since then. */
LoopWatch loop_watch_end       (void);

/* Where a frame begins, is laid out, and ends; for whoever has a frame clock. */
void      loop_watch_frame     (void);
void      loop_watch_laid_out  (void);
void      loop_watch_frame_end (void);
