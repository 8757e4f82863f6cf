/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/hypervisor-query.h"
#include "core/machine/connection.h"

G_BEGIN_DECLS

/* SprintLocalHypervisor: the host room's questions to libvirt, answered by a connection. */
#define SPRINT_TYPE_LOCAL_HYPERVISOR (sprint_local_hypervisor_get_type ())
G_DECLARE_FINAL_TYPE (SprintLocalHypervisor, sprint_local_hypervisor, SPRINT, LOCAL_HYPERVISOR, GObject)

SprintLocalHypervisor *sprint_local_hypervisor_new (SprintConnection *connection);
/* The same with another in the place of the system's libvirt: its address, and the folder of its sockets, or NULL. */
SprintLocalHypervisor *sprint_local_hypervisor_new_for_system (SprintConnection *connection, const char *system_uri,
                                                               const char *system_sockets);

G_END_DECLS
