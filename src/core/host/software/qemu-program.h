/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/* QEMU's own name for what uname -m says: "ppc64" for "ppc64le". */
const char *sprint_qemu_program_get_architecture (const char       *machine);
/* (transfer full) (nullable): the path of QEMU for this computer's own architecture. */
char       *sprint_qemu_program_find             (SprintHostReader *reader);

G_END_DECLS
