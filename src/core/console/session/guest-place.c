/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "guest-place.h"

#include "console-error.h"

/* Two ends within this time, each of a connection that was up, are another viewer's doing. */
#define TAKEN_WITHIN (30 * G_USEC_PER_SEC)

void
sprint_guest_place_set (SprintGuestPlace    *self,
                        SprintConsoleSource *source)
{
  g_set_object (&self->source, source);
  g_clear_object (&self->other);
}

void
sprint_guest_place_hurry (SprintGuestPlace *self)
{
  sprint_back_off_reset (&self->back_off);
  self->lost_at = 0;
}

void
sprint_guest_place_found (SprintGuestPlace *self)
{
  sprint_back_off_connected (&self->back_off);
}

/* A SPICE server has one client, and hangs up on it for the next. To come back once is right when it
 * was something else; to do so again and again would be a fight over the screen. */
static gboolean
is_taken (SprintGuestPlace *self,
          const GError     *error)
{
  gint64 now = g_get_monotonic_time ();
  gint64 before = self->lost_at;

  if (self->back_off.connected_at == 0 ||
      !g_error_matches (error, SPRINT_CONSOLE_ERROR, SPRINT_CONSOLE_ERROR_LOST))
    return FALSE;

  self->lost_at = now;

  return before != 0 && now - before < TAKEN_WITHIN;
}

static void
swap (SprintGuestPlace *self)
{
  SprintConsoleSource *source = g_steal_pointer (&self->source);

  self->source = g_steal_pointer (&self->other);
  self->other = source;
}

/* One that was lost on its way is at one of two places: where it was, or where it was to go. */
gboolean
sprint_guest_place_lose (SprintGuestPlace    *self,
                         SprintConsoleSource *ahead,
                         const GError        *error,
                         gboolean             stays)
{
  gboolean taken = ahead == NULL && is_taken (self, error);

  if (ahead != NULL)
    g_set_object (&self->other, ahead);
  else if (sprint_back_off_is_steady (&self->back_off))
    g_clear_object (&self->other);
  else if (self->other != NULL && !stays && !taken)
    swap (self);
  sprint_back_off_lost (&self->back_off);

  return taken;
}
