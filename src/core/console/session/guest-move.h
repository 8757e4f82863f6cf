/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "core/console/source/console-source.h"

G_BEGIN_DECLS

/**
 * SprintGuestMove:
 *
 * Watches whether a guest moves to another computer, and where to. There are two ways: the server sends its client
 * there, who connects anew (switch-host); or spice-gtk has connections to both places, and goes over to the new one
 * when the guest does.
 *
 * ::leaving is emitted when a client is sent away: spice-gtk connects to the new place by itself, all channels but the
 * main one go. ::moved when the guest is at the new place. ::refused(error) when one does not go along, ::opened
 * (channel) for each channel to a place that the guest is not at yet.
 */
#define SPRINT_TYPE_GUEST_MOVE (sprint_guest_move_get_type ())
G_DECLARE_FINAL_TYPE (SprintGuestMove, sprint_guest_move, SPRINT, GUEST_MOVE, GObject)

/**
 * sprint_guest_move_new:
 * @spice: what connects
 * @source: where the guest is
 */
SprintGuestMove     *sprint_guest_move_new        (SpiceSession        *spice,
                                                   SprintConsoleSource *source);
/* Once for the main channel, as soon as there is one. */
void                 sprint_guest_move_watch      (SprintGuestMove     *self,
                                                   SpiceMainChannel    *channel);
/* (transfer none): where it is, or is on its way to */
SprintConsoleSource *sprint_guest_move_get_source (SprintGuestMove     *self);
/* (transfer none) (nullable): where it is about to be, and has not been seen yet */
SprintConsoleSource *sprint_guest_move_get_ahead  (SprintGuestMove     *self);

G_END_DECLS
