/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/platform/platform.h"
#include "core/host/check/check.h"
#include "core/host/check/hypervisor-query.h"

G_BEGIN_DECLS

/**
 * SprintLibvirtCheck:
 *
 * Whether libvirt's session daemon answers. Whoever answers the query wakes one that sleeps; where that was in vain
 * in a sandbox, the command to try outside of it is shown.
 */
#define SPRINT_TYPE_LIBVIRT_CHECK (sprint_libvirt_check_get_type ())
G_DECLARE_FINAL_TYPE (SprintLibvirtCheck, sprint_libvirt_check, SPRINT, LIBVIRT_CHECK, SprintCheck)

SprintCheck *sprint_libvirt_check_new (SprintHypervisorQuery *query,
                                       SprintPlatform        *platform);

G_END_DECLS
