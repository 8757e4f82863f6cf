/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "core/console/source/console-source.h"

G_BEGIN_DECLS

/**
 * sprint_connection_error_new:
 * @source: what the channel was opened with
 * @channel: one that has ended
 * @event: how
 *
 * Returns: (transfer full): a %SPRINT_CONSOLE_ERROR, with the raw words of whoever failed
 */
GError *sprint_connection_error_new (SprintConsoleSource *source,
                                     SpiceChannel        *channel,
                                     SpiceChannelEvent    event);

G_END_DECLS
