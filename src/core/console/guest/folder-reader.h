/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SprintFolderReader:
 *
 * The content of a file on its way to a guest, piece by piece.
 *
 * The server in spice-client-glib maps whole files instead, and its program ends when one becomes shorter meanwhile.
 */
#define SPRINT_TYPE_FOLDER_READER (sprint_folder_reader_get_type ())
G_DECLARE_FINAL_TYPE (SprintFolderReader, sprint_folder_reader, SPRINT, FOLDER_READER, GObject)

/**
 * sprint_folder_reader_answer:
 * @message: a GET, which keeps the reader; its status is set here
 * @file: a regular file
 */
void sprint_folder_reader_answer (SoupServerMessage *message,
                                  GFile             *file);

G_END_DECLS
