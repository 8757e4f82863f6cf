/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * sprint_system_service_find:
 * @name: a service of the system, "docker"
 *
 * Looks whether systemd runs it, or starts it with the computer.
 *
 * Returns: (transfer full) (nullable): the file or folder that says so; %NULL where nothing does
 */
char *sprint_system_service_find (SprintHostReader *reader,
                                  const char       *name);

G_END_DECLS
