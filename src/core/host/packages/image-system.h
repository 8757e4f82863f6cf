/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * SprintImageSystem:
 * @explanation: what it means for installing, for a person; marked for translation
 * @install: (nullable): what is typed before the names of packages; %NULL where packages cannot be added so
 *
 * A system that is put together elsewhere and replaced as a whole; static.
 */
typedef struct {
  const char *explanation;
  const char *install;
} SprintImageSystem;

/**
 * sprint_image_system_find:
 * @release: os-release's values by key
 *
 * Returns: (nullable): what kind of image this computer runs, %NULL where packages are installed as ever
 */
const SprintImageSystem *sprint_image_system_find (SprintHostReader *reader,
                                                   GHashTable       *release);

G_END_DECLS
