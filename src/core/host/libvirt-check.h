/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/platform/platform.h"
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

SprintCheck *sprint_libvirt_check_new          (SprintHypervisorQuery *query);

/**
 * sprint_libvirt_check_set_platform:
 * @platform: (nullable): how Sprint was installed
 *
 * From within a sandbox the daemon is reached but not started: there one that does not answer is woken by a program of
 * the host's, and asked again.
 */
void         sprint_libvirt_check_set_platform (SprintLibvirtCheck *self,
                                                SprintPlatform     *platform);

G_END_DECLS
