/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "definition.h"

G_BEGIN_DECLS

/* Marks @description as installing from what @recipe names; the ISO is in the drive @target. */
void sprint_installer_mark_add (GVirConfigDomain *description, SprintRecipe *recipe, const char *target);

G_END_DECLS
