/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "file-transfers.h"

G_BEGIN_DECLS

/**
 * SprintTransferChannel:
 *
 * Carries files into a guest over a SPICE main channel.
 */
#define SPRINT_TYPE_TRANSFER_CHANNEL (sprint_transfer_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintTransferChannel, sprint_transfer_channel, SPRINT, TRANSFER_CHANNEL, GObject)

SprintTransferChannel *sprint_transfer_channel_new (SpiceMainChannel    *channel,
                                                    SprintFileTransfers *transfers);

G_END_DECLS
