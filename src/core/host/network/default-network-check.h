/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/check.h"
#include "core/host/check/hypervisor-query.h"

G_BEGIN_DECLS

/**
 * SprintDefaultNetworkCheck:
 *
 * Whether the system's libvirt has its network "default", and it runs. What concerns only machines of the system is
 * never more than a note: a session's own machines do without.
 */
#define SPRINT_TYPE_DEFAULT_NETWORK_CHECK (sprint_default_network_check_get_type ())
G_DECLARE_FINAL_TYPE (SprintDefaultNetworkCheck, sprint_default_network_check, SPRINT, DEFAULT_NETWORK_CHECK,
                      SprintCheck)

SprintCheck *sprint_default_network_check_new (SprintHypervisorQuery *query);

G_END_DECLS
