/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "back-off.h"
#include "core/console/source/console-source.h"

G_BEGIN_DECLS

/**
 * SprintGuestPlace:
 * @source: (nullable): where to look for the guest next
 * @other: (nullable): where it may be as well, having been lost on its way
 * @back_off: when to look
 * @lost_at: when a connection that was up was last lost, 0 before
 *
 * Where to look for a guest that may move.
 */
typedef struct {
  SprintConsoleSource *source;
  SprintConsoleSource *other;
  SprintBackOff back_off;
  gint64 lost_at;
} SprintGuestPlace;

/**
 * sprint_guest_place_set:
 * @source: (nullable): where the guest is, and nowhere else
 *
 * The guest has moved, or is another.
 */
void     sprint_guest_place_set   (SprintGuestPlace    *self,
                                   SprintConsoleSource *source);

/**
 * sprint_guest_place_hurry:
 *
 * Somebody wants to be connected now, whatever was before.
 */
void     sprint_guest_place_hurry (SprintGuestPlace    *self);

/**
 * sprint_guest_place_found:
 *
 * There is a connection.
 */
void     sprint_guest_place_found (SprintGuestPlace    *self);

/**
 * sprint_guest_place_lose:
 * @ahead: (nullable): where the guest was about to go
 * @error: one of %SPRINT_CONSOLE_ERROR, with which the connection ended
 * @stays: whether to look there again, once a person has done what was asked there
 *
 * Returns: whether another viewer has taken the guest
 */
gboolean sprint_guest_place_lose  (SprintGuestPlace    *self,
                                   SprintConsoleSource *ahead,
                                   const GError        *error,
                                   gboolean             stays);

G_END_DECLS
