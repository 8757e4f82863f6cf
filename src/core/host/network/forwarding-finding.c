/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network-findings.h"

#include <glib/gi18n.h>

#include "docker-rules.h"
#include "libvirt-networks.h"

#define FORWARD "/proc/sys/net/ipv4/ip_forward"
#define BRIDGE "/sys/class/net/" SPRINT_LIBVIRT_BRIDGE

/* What a machine sends, and what is answered to it; DOCKER-USER is where others' rules belong. */
#define LET_PASS \
  "sudo iptables -I DOCKER-USER -i " SPRINT_LIBVIRT_BRIDGE " -j ACCEPT && " \
  "sudo iptables -I DOCKER-USER -o " SPRINT_LIBVIRT_BRIDGE " -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"

static SprintFinding *
find_off (const char *details)
{
  SprintFinding *finding;

  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                _("Forwarding is turned off: machines of the system’s libvirt reach nothing but this "
                                  "computer"), details);
  finding->remedy =
    sprint_remedy_new (_("Turn forwarding on, as libvirt did when it started its network. It lasts until the next "
                         "start; 0 in place of 1 takes it back. If it is off again soon, a firewall or a service of "
                         "this computer turns it off."), NULL, "sudo sysctl --write net.ipv4.ip_forward=1");

  return finding;
}

/* An accept in libvirt's own table of nftables does not overrule what another drops; that of iptables is one table for
 * both, where libvirt's rules come first. */
static SprintFinding *
find_beside_docker (SprintHostReader     *reader,
                    SprintFirewallChoice *choice,
                    GString              *details)
{
  g_autofree char *policy = sprint_host_reader_get_inspected (reader, "forward-policy");
  g_autofree char *accepts = sprint_host_reader_get_inspected (reader, "docker-accepts");
  g_autofree char *evidence = sprint_firewall_choice_describe (choice);
  SprintFinding *finding;

  g_string_append_printf (details, "\n%s", evidence);
  if (choice->kind == SPRINT_FIREWALL_KIND_IPTABLES)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("libvirt’s rules come before Docker’s"), details->str);

  if (policy != NULL)
    g_string_append_printf (details, "\niptables: -P FORWARD %s", policy);
  if (g_strcmp0 (policy, "ACCEPT") == 0)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Docker leaves libvirt’s networks alone"), details->str);
  if (g_strcmp0 (accepts, "true") == 0) {
    g_string_append (details, "\niptables: -A DOCKER-USER -i " SPRINT_LIBVIRT_BRIDGE " -j ACCEPT");
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                               _("Docker lets machines of the system’s libvirt pass, until the next start"),
                               details->str);
  }

  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                policy != NULL
                                  ? _("Docker keeps machines of the system’s libvirt from the network")
                                  : _("Docker likely keeps machines of the system’s libvirt from the network"),
                                details->str);
  /* Once more also when it is certain: what has been done about it shows nowhere else. */
  finding->remedy =
    sprint_remedy_new_action (_("Best, with Docker 28 or newer: add “\"ip-forward-no-drop\": true” to "
                                "/etc/docker/daemon.json and restart this computer; Docker then leaves other networks "
                                "alone. Until then this command lets machines pass, to containers too. It lasts "
                                "until the next start; the same with -D in place of -I takes it back."),
                              SPRINT_REMEDY_ACTION_INSPECT, NULL, LET_PASS);

  return finding;
}

SprintFinding *
sprint_find_forwarding (SprintHostReader *reader,
                        const char       *disk_folder)
{
  g_autofree char *value = sprint_host_reader_read_word (reader, FORWARD);
  g_autoptr (GString) details = g_string_new (NULL);
  const gboolean started = sprint_host_reader_exists (reader, BRIDGE);
  SprintDockerRules docker;

  if (!sprint_libvirt_networks_are_there (reader))
    return sprint_libvirt_networks_new_absent ();

  g_string_printf (details, FORWARD ": %.8s", value != NULL ? value : "?");
  if (started)
    g_string_append (details, "\n" BRIDGE);
  if (started && g_strcmp0 (value, "0") == 0)
    return find_off (details->str);

  docker = sprint_docker_rules_find (reader, details);
  if (docker == SPRINT_DOCKER_RULES_DROP) {
    g_autoptr (SprintFirewallChoice) choice = sprint_firewall_choice_read (reader);

    return find_beside_docker (reader, choice, details);
  }
  if (docker == SPRINT_DOCKER_RULES_OPEN)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Docker likely leaves libvirt’s networks alone"),
                               details->str);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                             started ? _("What machines send is likely passed on")
                                     : _("libvirt turns forwarding on when it starts a network"), details->str);
}
