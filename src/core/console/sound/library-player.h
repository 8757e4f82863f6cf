/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

G_BEGIN_DECLS

/**
 * sprint_library_player_prepare:
 * @spice: one without channels yet
 *
 * spice-client-glib 0.42 makes a player of its own when a guest's agent connects. That one knows no
 * volume of the person's, has the microphone open whenever the guest wants it, and opens each channel for
 * sound that a server tells of, one that is not wanted too. Made before any channel, it is told of none.
 *
 * An agent that takes a volume would also have that player play and record for a moment, whatever was chosen, to find
 * out what this computer's is, and fail where the desktop's sound has none. It is not asked any more: what the guest's
 * volume is, the guest decides.
 */
void sprint_library_player_prepare (SpiceSession *spice);

G_END_DECLS
