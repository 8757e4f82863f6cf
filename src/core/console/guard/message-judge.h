/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/console/screen/picture-tally.h"
#include "glz-window.h"

G_BEGIN_DECLS

/**
 * SprintMessageJudge:
 *
 * Reads what a server sends on one channel, once the channel is open, before spice-gtk does. The library takes a
 * server's word for sizes, numbers and places, and ends the program, or reads and writes elsewhere, where one is
 * wrong; whatever it could not bear is refused here. It knows the bytes and nothing else: no socket, no channel.
 */
typedef struct _SprintMessageJudge SprintMessageJudge;

/**
 * SPRINT_MESSAGE_MAX_SIZE:
 *
 * Bytes that a message may have: a screen of 8192×8192 pixels, uncompressed.
 */
#define SPRINT_MESSAGE_MAX_SIZE (256u * 1024 * 1024 + 65536)

/**
 * sprint_message_judge_new:
 * @channel_type: a channel's type, as the protocol numbers them (SPICE_CHANNEL_MAIN, …)
 * @mini_header: whether messages have the short header
 * @adopted: whether it goes on where another connection ended, as a guest's that has moved
 * @glz: what the connection's displays have in common
 *
 * Returns: (transfer full): one for a channel's first message
 */
SprintMessageJudge *sprint_message_judge_new     (int                  channel_type,
                                                  gboolean             mini_header,
                                                  gboolean             adopted,
                                                  SprintGlzWindow     *glz);
void                sprint_message_judge_free    (SprintMessageJudge  *self);

/**
 * sprint_message_judge_examine:
 * @self: a judge
 * @bytes: what has come and was not passed on yet; parts of it may be replaced
 * @wanted: (out): how many bytes there must be before anything more can be passed on; at most
 *   %SPRINT_MESSAGE_MAX_SIZE and a header
 * @error: %SPRINT_CONSOLE_ERROR_NONSENSE where nothing more of this server's is to be passed on
 *
 * Returns: how many bytes from the beginning can be passed on, and are to be left out the next time
 */
gsize               sprint_message_judge_examine (SprintMessageJudge  *self,
                                                  GByteArray          *bytes,
                                                  gsize               *wanted,
                                                  GError             **error);

/**
 * sprint_message_judge_get_tally:
 *
 * Returns: (transfer none) (nullable): how the pictures on this channel have come; for sprint_picture_tally_copy(), from
 *   any thread
 */
const SprintPictureTally *sprint_message_judge_get_tally (SprintMessageJudge *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintMessageJudge, sprint_message_judge_free)

G_END_DECLS
