/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/fact-check.h"
#include "core/host/check/query-check.h"

G_BEGIN_DECLS

/* What is asked about the network; the last has no function. */
extern const SprintFact sprint_network_facts[];
/* Whether the system's libvirt has its network "default", and it runs. */
extern const SprintQuestion sprint_default_network_question;

/* Whether machines reach the network as QEMU gives it to them: through this person's own programs. */
SprintFinding *sprint_find_user_network     (SprintHostReader *reader, const char *disk_folder);
/* Whether what the networks of the system's libvirt send is passed on, beside Docker too. */
SprintFinding *sprint_find_forwarding       (SprintHostReader *reader, const char *disk_folder);
/* With what libvirt makes the rules for its networks. */
SprintFinding *sprint_find_firewall_backend (SprintHostReader *reader, const char *disk_folder);
SprintFinding *sprint_find_ufw              (SprintHostReader *reader, const char *disk_folder);
SprintFinding *sprint_find_firewalld        (SprintHostReader *reader, const char *disk_folder);
/* Whether the addresses of libvirt's default network are used elsewhere. */
SprintFinding *sprint_find_subnet           (SprintHostReader *reader, const char *disk_folder);
/* Whether a machine of this person's can join a bridge. */
SprintFinding *sprint_find_bridge_helper    (SprintHostReader *reader, const char *disk_folder);

G_END_DECLS
