/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/host/check/finding.h"

G_BEGIN_DECLS

/* The bridge of libvirt's default network. */
#define SPRINT_LIBVIRT_BRIDGE "virbr0"

/* Whether the system's libvirt has its part for networks, as far as an ordinary person sees. */
gboolean       sprint_libvirt_networks_are_there  (SprintHostReader *reader);
/* That nothing is to be said where they are not. (transfer full) */
SprintFinding *sprint_libvirt_networks_new_absent (void);

/**
 * SprintFirewallKind:
 * @SPRINT_FIREWALL_KIND_OTHER: something that libvirt does not know on this kind of system
 * @SPRINT_FIREWALL_KIND_IPTABLES: rules beside those of others, ahead of them
 * @SPRINT_FIREWALL_KIND_NFTABLES: rules in a table of their own, which overrule no other's
 *
 * With what libvirt makes rules.
 */
typedef enum {
  SPRINT_FIREWALL_KIND_OTHER,
  SPRINT_FIREWALL_KIND_IPTABLES,
  SPRINT_FIREWALL_KIND_NFTABLES,
} SprintFirewallKind;

/**
 * SprintFirewallChoice:
 * @kind: what libvirt likely uses
 * @chosen: whether somebody has said so: then there is no other way
 * @value: what was said, or what libvirt was built with
 * @program: (nullable): the path of the program that it needs; %NULL where that is missing
 * @source: what tells
 *
 * libvirt's choice.
 */
typedef struct {
  SprintFirewallKind  kind;
  gboolean            chosen;
  char               *value;
  char               *program;
  char               *source;
} SprintFirewallChoice;

SprintFirewallChoice *sprint_firewall_choice_read     (SprintHostReader     *reader);
void                  sprint_firewall_choice_free     (SprintFirewallChoice *self);
/* (transfer full): a line of evidence. */
char                 *sprint_firewall_choice_describe (SprintFirewallChoice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SprintFirewallChoice, sprint_firewall_choice_free)

G_END_DECLS
