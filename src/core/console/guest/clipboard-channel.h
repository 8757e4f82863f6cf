/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "console-clipboard.h"

G_BEGIN_DECLS

/**
 * SprintClipboardChannel:
 *
 * Carries a console's clipboard over a SPICE main channel, for as long as there is an agent in the guest
 * that can: tells each side what the other one offers, and answers the guest.
 */
#define SPRINT_TYPE_CLIPBOARD_CHANNEL (sprint_clipboard_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintClipboardChannel, sprint_clipboard_channel, SPRINT, CLIPBOARD_CHANNEL, GObject)

SprintClipboardChannel *sprint_clipboard_channel_new (SpiceMainChannel       *channel,
                                                      SprintConsoleClipboard *clipboard);

G_END_DECLS
