/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SprintFolderMatch:
 *
 * Which state of a file a guest means to replace: the headers "If-Match" and "If-None-Match" (RFC 9110, 13.1).
 */
typedef struct _SprintFolderMatch SprintFolderMatch;

/**
 * sprint_folder_match_new:
 * @headers: of a request
 */
SprintFolderMatch *sprint_folder_match_new   (SoupMessageHeaders *headers);
void               sprint_folder_match_free  (SprintFolderMatch  *self);

/**
 * sprint_folder_match_check:
 *
 * Blocks.
 *
 * Returns: whether @file is, or is not there, as the guest says
 */
gboolean           sprint_folder_match_check (SprintFolderMatch  *self,
                                              GFile              *file);

G_END_DECLS
