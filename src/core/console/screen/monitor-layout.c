/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monitor-layout.h"

static gboolean
overlap (const SprintMonitorPlace *one,
         const SprintMonitorPlace *other)
{
  return one->x < (gint64) other->x + other->width && other->x < (gint64) one->x + one->width &&
         one->y < (gint64) other->y + other->height && other->y < (gint64) one->y + one->height;
}

static gboolean
fixed_are_sound (const SprintMonitorPlace *places,
                 guint                     n_places)
{
  for (guint i = 0; i < n_places; i++) {
    for (guint j = i + 1; j < n_places; j++) {
      if (places[i].on && places[i].fixed && places[j].on && places[j].fixed && overlap (&places[i], &places[j]))
        return FALSE;
    }
  }

  return TRUE;
}

/* The leftmost of the fixed ones that has no place yet, and after them the others as they are counted. */
static SprintMonitorPlace *
find_next (SprintMonitorPlace *places,
           guint               n_places,
           const gboolean     *placed)
{
  SprintMonitorPlace *next = NULL;

  for (guint i = 0; i < n_places; i++) {
    SprintMonitorPlace *place = &places[i];

    if (!place->on || placed[i])
      continue;
    if (next == NULL || (place->fixed && !next->fixed) ||
        (place->fixed && next->fixed && (place->x < next->x || (place->x == next->x && place->y < next->y))))
      next = place;
  }

  return next;
}

static void
place_side_by_side (SprintMonitorPlace *places,
                    guint               n_places,
                    gboolean            keep_fixed)
{
  g_autofree gboolean *placed = g_new0 (gboolean, n_places);
  SprintMonitorPlace *place;
  int right = 0;

  for (guint i = 0; keep_fixed && i < n_places; i++) {
    placed[i] = places[i].on && places[i].fixed;
    if (placed[i])
      right = MAX (right, places[i].x + places[i].width);
  }
  while ((place = find_next (places, n_places, placed)) != NULL) {
    placed[place - places] = TRUE;
    place->x = right;
    place->y = 0;
    right += place->width;
  }
}

static void
begin_at_origin (SprintMonitorPlace *places,
                 guint               n_places)
{
  int left = G_MAXINT, top = G_MAXINT;

  for (guint i = 0; i < n_places; i++) {
    if (places[i].on) {
      left = MIN (left, places[i].x);
      top = MIN (top, places[i].y);
    }
  }
  for (guint i = 0; i < n_places; i++) {
    if (places[i].on) {
      places[i].x -= left;
      places[i].y -= top;
    }
  }
}

void
sprint_monitor_layout_arrange (SprintMonitorPlace *places,
                               guint               n_places)
{
  g_return_if_fail (places != NULL || n_places == 0);

  place_side_by_side (places, n_places, fixed_are_sound (places, n_places));
  begin_at_origin (places, n_places);
}
