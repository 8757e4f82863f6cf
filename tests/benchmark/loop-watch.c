/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loop-watch.h"

#include <time.h>

/* A poll function has no data of its own. */
static struct
{
  LoopWatch found;
  double back;         /* when the last poll returned; 0: not yet */
  double back_cpu;
  double in_frames;    /* since then */
  double in_frames_cpu;
  double frame;        /* when the frame under way began; 0: none */
  double frame_cpu;
  double laid_out;
} watch;

static double
read_ms (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
leave (void)
{
  double away = read_ms (CLOCK_MONOTONIC) - watch.back - watch.in_frames;
  double cpu = read_ms (CLOCK_THREAD_CPUTIME_ID) - watch.back_cpu - watch.in_frames_cpu;

  if (watch.back == 0 || away <= watch.found.blocked)
    return;
  watch.found.blocked = away;
  watch.found.blocked_cpu = cpu;
}

static int
poll_cb (GPollFD *fds,
         guint    n_fds,
         int      timeout)
{
  int ready;

  leave ();
  ready = g_poll (fds, n_fds, timeout);
  watch.in_frames = 0;
  watch.in_frames_cpu = 0;
  watch.back_cpu = read_ms (CLOCK_THREAD_CPUTIME_ID);
  watch.back = read_ms (CLOCK_MONOTONIC);

  return ready;
}

void
loop_watch_begin (void)
{
  g_main_context_set_poll_func (NULL, poll_cb);
  watch.found = (LoopWatch) { 0 };
  watch.in_frames = 0;
  watch.in_frames_cpu = 0;
  watch.back_cpu = read_ms (CLOCK_THREAD_CPUTIME_ID);
  watch.back = read_ms (CLOCK_MONOTONIC);
}

LoopWatch
loop_watch_end (void)
{
  leave ();
  watch.back = 0;

  return watch.found;
}

void
loop_watch_frame (void)
{
  watch.frame_cpu = read_ms (CLOCK_THREAD_CPUTIME_ID);
  watch.frame = watch.laid_out = read_ms (CLOCK_MONOTONIC);
}

void
loop_watch_laid_out (void)
{
  watch.laid_out = read_ms (CLOCK_MONOTONIC);
}

void
loop_watch_frame_end (void)
{
  double took, cpu, end = read_ms (CLOCK_MONOTONIC);

  if (watch.frame == 0)
    return;
  took = end - watch.frame;
  cpu = read_ms (CLOCK_THREAD_CPUTIME_ID) - watch.frame_cpu;
  watch.in_frames += took;
  watch.in_frames_cpu += cpu;
  watch.found.frames++;
  if (took > watch.found.frame) {
    watch.found.frame = took;
    watch.found.frame_cpu = cpu;
  }
  watch.found.layout = MAX (watch.found.layout, watch.laid_out - watch.frame);
  watch.found.drawing = MAX (watch.found.drawing, end - watch.laid_out);
  watch.frame = 0;
}
