/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/* (transfer full): what Debian's family calls the libraries of an architecture, "x86_64-linux-gnu". */
char *sprint_library_folder_get_multiarch (const char       *machine);
/* (transfer full) (nullable): where a package keeps its loadable parts, "/usr/lib64/qemu" for "qemu". */
char *sprint_library_folder_find          (SprintHostReader *reader,
                                           const char       *name);

G_END_DECLS
