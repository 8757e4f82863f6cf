/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SprintBackOff:
 *
 * How long to wait before one connects again: ever longer, up to ten seconds.
 */
typedef struct {
  guint delay;
  gint64 connected_at;   /* 0 while not connected */
} SprintBackOff;

/* Somebody wants to be connected now. */
void  sprint_back_off_reset     (SprintBackOff *self);
void  sprint_back_off_connected (SprintBackOff *self);
/* Whether it has held for a while by now. */
gboolean sprint_back_off_is_steady (const SprintBackOff *self);
/* A connection that held for a while was a good one: the next attempt need not be slow. */
void  sprint_back_off_lost      (SprintBackOff *self);

/**
 * sprint_back_off_take:
 *
 * Returns: milliseconds until the next attempt
 */
guint sprint_back_off_take      (SprintBackOff *self);

G_END_DECLS
