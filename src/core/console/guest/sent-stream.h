/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintSentStream:
 *
 * As many bytes of a file as were announced: reading fails where the file ends before, and ends where it goes on.
 */
#define SPRINT_TYPE_SENT_STREAM (sprint_sent_stream_get_type ())
G_DECLARE_FINAL_TYPE (SprintSentStream, sprint_sent_stream, SPRINT, SENT_STREAM, GFileInputStream)

/**
 * sprint_sent_stream_new:
 * @size: bytes
 */
GFileInputStream *sprint_sent_stream_new (GFileInputStream *inner,
                                          goffset           size);

G_END_DECLS
