/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/host-reader.h"

G_BEGIN_DECLS

/**
 * SprintDockerRules:
 * @SPRINT_DOCKER_RULES_NONE: Docker is not there, as far as one sees
 * @SPRINT_DOCKER_RULES_OPEN: it is, and likely leaves others alone
 * @SPRINT_DOCKER_RULES_DROP: it likely drops what it does not know
 *
 * What Docker does to packets between other networks. It drops them where it is Docker that has turned forwarding on,
 * with iptables, and nobody has told it not to: https://docs.docker.com/engine/network/firewall-iptables/ and
 * https://docs.docker.com/engine/network/firewall-nftables/
 */
typedef enum {
  SPRINT_DOCKER_RULES_NONE,
  SPRINT_DOCKER_RULES_OPEN,
  SPRINT_DOCKER_RULES_DROP,
} SprintDockerRules;

/* @evidence: a line for each thing that tells is appended. */
SprintDockerRules sprint_docker_rules_find (SprintHostReader *reader,
                                            GString          *evidence);

G_END_DECLS
