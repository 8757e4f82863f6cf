/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SprintSentFile:
 *
 * A file as spice-gtk (0.42) is to see it when it copies it to a guest. Of one that becomes shorter meanwhile it would
 * wait for an answer to what the guest still waits for; of one that becomes longer it would send more than it has
 * announced.
 *
 * It can be asked what it is, and read once; no more.
 */
#define SPRINT_TYPE_SENT_FILE (sprint_sent_file_get_type ())
G_DECLARE_FINAL_TYPE (SprintSentFile, sprint_sent_file, SPRINT, SENT_FILE, GObject)

GFile *sprint_sent_file_new (GFile *file);

G_END_DECLS
