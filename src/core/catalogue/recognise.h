/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "medium.h"
#include "system-database.h"

G_BEGIN_DECLS

/* What the file at @path is. Blocks. (transfer full) */
SprintMedium *sprint_recognise_file   (SprintSystemDatabase *database, const char *path, GError **error);

/* The media in @folder, newest first, at most 20. Blocks. (transfer full) (element-type SprintMedium) */
GListModel   *sprint_recognise_folder (SprintSystemDatabase *database, GFile *folder, GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
