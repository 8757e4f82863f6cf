/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/check.h"
#include "core/host/check/hypervisor-query.h"

G_BEGIN_DECLS

/**
 * SprintSpiceCheck:
 *
 * Whether the domain capabilities offer SPICE.
 */
#define SPRINT_TYPE_SPICE_CHECK (sprint_spice_check_get_type ())
G_DECLARE_FINAL_TYPE (SprintSpiceCheck, sprint_spice_check, SPRINT, SPICE_CHECK, SprintCheck)

SprintCheck *sprint_spice_check_new (SprintHypervisorQuery *query);

G_END_DECLS
