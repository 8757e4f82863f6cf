/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "smart-cards.h"

G_BEGIN_DECLS

/**
 * SprintSmartCardChannel:
 *
 * Gives a guest this computer's smart card readers over SPICE while they are enabled. NSS, which reads cards, is not
 * begun before.
 */
#define SPRINT_TYPE_SMART_CARD_CHANNEL (sprint_smart_card_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintSmartCardChannel, sprint_smart_card_channel, SPRINT, SMART_CARD_CHANNEL, GObject)

SprintSmartCardChannel *sprint_smart_card_channel_new (SpiceSmartcardChannel *channel,
                                                       SprintSmartCards      *cards);

/**
 * sprint_smart_card_channel_ignore:
 * @channel: one that nobody is to open
 *
 * Has it hear of no reader: it would send that to nobody, and fall.
 */
void                    sprint_smart_card_channel_ignore (SpiceSmartcardChannel *channel);

G_END_DECLS
