/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SprintFolderWriter:
 *
 * The content of a file on its way from a guest. It is put in its place when all of it is there, and not before: what
 * was there stays where the disk is full, the guest leaves, or may not write.
 *
 * What a guest says of the file that it means to replace (If-Match, If-None-Match) binds it. Locks do not: who holds
 * one is known to the server in spice-client-glib alone. They keep from moving, deleting and locking.
 *
 * The server in spice-client-glib puts whatever it has in its place, and stops the program for as long as the disk
 * takes.
 */
#define SPRINT_TYPE_FOLDER_WRITER (sprint_folder_writer_get_type ())
G_DECLARE_FINAL_TYPE (SprintFolderWriter, sprint_folder_writer, SPRINT, FOLDER_WRITER, GObject)

/**
 * sprint_folder_writer_take:
 * @message: a PUT of which the headers are there; it keeps the writer
 * @file: what is to be written or replaced
 * @folder: what is shared: the file is put in its place only where that is in it then, too, and its own folder is
 *   still the one that it was begun in
 */
void                sprint_folder_writer_take (SoupServerMessage  *message,
                                               GFile              *file,
                                               const char         *folder);

/**
 * sprint_folder_writer_find:
 *
 * Returns: (transfer none) (nullable): what takes that message
 */
SprintFolderWriter *sprint_folder_writer_find (SoupServerMessage  *message);

/**
 * sprint_folder_writer_get_file:
 *
 * Returns: (transfer none): what is written
 */
GFile              *sprint_folder_writer_get_file (SprintFolderWriter *self);

/**
 * sprint_folder_writer_end:
 * @status: 0, or why the file may not be written after all
 *
 * All of the message is there. Its status is set when the file is in its place, or cannot be.
 */
void                sprint_folder_writer_end  (SprintFolderWriter *self,
                                               guint               status);

G_END_DECLS
