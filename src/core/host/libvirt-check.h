/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check.h"
#include "hypervisor-query.h"

G_BEGIN_DECLS

/**
 * SprintLibvirtCheck:
 *
 * Whether libvirt's session daemon answers.
 */
#define SPRINT_TYPE_LIBVIRT_CHECK (sprint_libvirt_check_get_type ())
G_DECLARE_FINAL_TYPE (SprintLibvirtCheck, sprint_libvirt_check, SPRINT, LIBVIRT_CHECK, SprintCheck)

SprintCheck *sprint_libvirt_check_new (SprintHypervisorQuery *query);

G_END_DECLS
