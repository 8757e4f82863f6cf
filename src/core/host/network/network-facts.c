/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network-findings.h"

#include <glib/gi18n.h>

#define SYSTEM SPRINT_CHECK_GROUP_NETWORK, SPRINT_CHECK_SCOPE_SYSTEM

const SprintFact sprint_network_facts[] = {
  { { "user-network", SPRINT_CHECK_GROUP_NETWORK, SPRINT_CHECK_SCOPE_MACHINES, N_("Network of your machines"),
      N_("Machines reach the internet through this computer’s own connection."), TRUE },
    sprint_find_user_network },
  { { "bridge-helper", SPRINT_CHECK_GROUP_NETWORK, SPRINT_CHECK_SCOPE_FEATURE, N_("Joining a bridge"),
      N_("On a bridge, a machine and other computers can reach each other.") },
    sprint_find_bridge_helper },
  { { "forwarding", SYSTEM, N_("Forwarding"),
      N_("What machines of the system connection send has to be passed on by this computer.") },
    sprint_find_forwarding },
  { { "firewall-backend", SYSTEM, N_("Rules of libvirt’s networks"),
      N_("libvirt starts no network without a program that makes rules for the firewall.") },
    sprint_find_firewall_backend },
  { { "ufw", SYSTEM, N_("Firewall: ufw"),
      N_("A firewall can keep machines of the system connection from the network.") },
    sprint_find_ufw },
  { { "firewalld", SYSTEM, N_("Firewall: firewalld"),
      N_("A firewall can keep machines of the system connection from the network.") },
    sprint_find_firewalld },
  { { "subnet", SYSTEM, N_("Addresses of the default network"),
      N_("Two networks with the same addresses cannot be told apart.") },
    sprint_find_subnet },
  { { NULL }, NULL },
};
