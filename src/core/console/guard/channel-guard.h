/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "core/console/screen/picture-tally.h"
#include "glz-window.h"

G_BEGIN_DECLS

/**
 * SprintChannelGuard:
 *
 * Stands between a channel of spice-gtk and its server from the moment that it is open: what the server sends reaches
 * the library only when a #SprintMessageJudge has seen it. The library's descriptor becomes one end of a pair, and a
 * thread carries what comes at the other one.
 *
 * It can stand only where what comes can be read: not behind TLS, which the library ends itself, nor behind the
 * encryption of a login by SASL.
 */
typedef struct _SprintChannelGuard SprintChannelGuard;

/**
 * sprint_channel_guard_new:
 * @channel: a channel that has just been opened, and has read no message
 * @adopted: whether it goes on where another connection ended
 * @glz: what the connection's displays have in common
 *
 * Returns: (transfer full) (nullable): NULL where it cannot stand, or need not: between this computer's own QEMU, of
 *   which libvirt gave a descriptor, and all but its main and cursor channel, where it would cost each frame a copy and
 *   each key a moment
 */
SprintChannelGuard *sprint_channel_guard_new       (SpiceChannel       *channel,
                                                    gboolean            adopted,
                                                    SprintGlzWindow    *glz);
/* It goes on for as long as the channel's connection. */
void                sprint_channel_guard_free      (SprintChannelGuard *self);
/* Why it has ended the connection; NULL when it has not. (transfer full) */
GError             *sprint_channel_guard_get_error (SprintChannelGuard *self);
/* Whether the connection has ended, and not by its doing. */
gboolean            sprint_channel_guard_is_over   (SprintChannelGuard *self);
/* How the pictures on the channel have come. (transfer none) (nullable) */
const SprintPictureTally *sprint_channel_guard_get_tally (SprintChannelGuard *self);
/* The server's round trip in microseconds, or -1. */
gint64              sprint_channel_guard_get_round_trip (SprintChannelGuard *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintChannelGuard, sprint_channel_guard_free)

G_END_DECLS
