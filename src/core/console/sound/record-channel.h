/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <spice-client.h>

#include "console-sound.h"

G_BEGIN_DECLS

/**
 * SprintRecordChannel:
 *
 * Sends what a guest may hear over a SPICE record channel.
 */
#define SPRINT_TYPE_RECORD_CHANNEL (sprint_record_channel_get_type ())
G_DECLARE_FINAL_TYPE (SprintRecordChannel, sprint_record_channel, SPRINT, RECORD_CHANNEL, GObject)

SprintRecordChannel *sprint_record_channel_new (SpiceRecordChannel *channel,
                                                 SprintConsoleSound  *sound);

G_END_DECLS
