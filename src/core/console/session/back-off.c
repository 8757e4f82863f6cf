/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "back-off.h"

/* Milliseconds. */
#define FIRST_DELAY 250
#define LAST_DELAY 10000
#define STEADY (5 * G_USEC_PER_SEC)

void
sprint_back_off_reset (SprintBackOff *self)
{
  self->delay = FIRST_DELAY;
  self->connected_at = 0;
}

void
sprint_back_off_connected (SprintBackOff *self)
{
  self->connected_at = g_get_monotonic_time ();
}

gboolean
sprint_back_off_is_steady (const SprintBackOff *self)
{
  return self->connected_at != 0 && g_get_monotonic_time () - self->connected_at >= STEADY;
}

void
sprint_back_off_lost (SprintBackOff *self)
{
  if (sprint_back_off_is_steady (self))
    self->delay = FIRST_DELAY;
  self->connected_at = 0;
}

guint
sprint_back_off_take (SprintBackOff *self)
{
  guint delay = self->delay;

  self->delay = MIN (delay * 2, LAST_DELAY);

  return delay;
}
