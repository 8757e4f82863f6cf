/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): the path of virtiofsd, which is no program that people run. */
char *sprint_virtiofs_program_find (SprintHostReader *reader);

G_END_DECLS
