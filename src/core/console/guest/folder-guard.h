/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "shared-folder.h"

G_BEGIN_DECLS

/* Requests that a guest may have under way at once. */
#define SPRINT_FOLDER_REQUESTS_MAX 64

/**
 * SprintFolderGuard:
 *
 * Stands before the server that shows a guest a folder: answers what [func@folder_rules_judge] does not let through,
 * and bounds what a guest can have it keep in memory.
 */
#define SPRINT_TYPE_FOLDER_GUARD (sprint_folder_guard_get_type ())
G_DECLARE_FINAL_TYPE (SprintFolderGuard, sprint_folder_guard, SPRINT, FOLDER_GUARD, GObject)

/**
 * sprint_folder_guard_install:
 * @dav: what answers: a PhodavServer
 * @server: what it answers through, at "/"; it keeps the guard for as long as it does
 * @folder: what is shared
 */
void sprint_folder_guard_install (GObject            *dav,
                                  SoupServer         *server,
                                  SprintSharedFolder *folder);

G_END_DECLS
