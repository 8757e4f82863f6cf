/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network-findings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "libvirt-networks.h"

#define MODULES "/proc/modules"
#define ALTERNATIVE "/etc/alternatives/iptables"

static gboolean
is_loaded (const char *modules,
           const char *name)
{
  gsize length = strlen (name);

  for (const char *line = modules; line != NULL; line = strchr (line, '\n')) {
    line += *line == '\n';
    if (strncmp (line, name, length) == 0 && line[length] == ' ')
      return TRUE;
  }

  return FALSE;
}

/* Rules of the kernel's old kind and of its new one at once, where the modules of both are loaded: a program shows only
 * its own kind. */
static gboolean
is_mixed (SprintHostReader *reader,
          GString          *details)
{
  g_autofree char *modules = sprint_host_reader_read (reader, MODULES);
  g_autofree char *program = sprint_host_reader_read_link (reader, ALTERNATIVE);

  if (program != NULL)
    g_string_append_printf (details, "\n" ALTERNATIVE ": %s", program);
  if (!is_loaded (modules, "iptable_filter") || !is_loaded (modules, "nf_tables"))
    return FALSE;
  g_string_append (details, "\n" MODULES ": iptable_filter, nf_tables");

  return TRUE;
}

static SprintFinding *
find_missing (SprintFirewallChoice *choice,
              const char           *details)
{
  SprintFinding *finding;

  if (choice->kind == SPRINT_FIREWALL_KIND_OTHER) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                  _("libvirt is told to make its rules with something that it likely does not know"),
                                  details);
    finding->remedy =
      sprint_remedy_new (_("Put “#” before the line “firewall_backend” of /etc/libvirt/network.conf, and restart this "
                           "computer: libvirt then chooses for itself."), NULL, NULL);
  } else if (choice->chosen) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                  choice->kind == SPRINT_FIREWALL_KIND_NFTABLES
                                    ? _("libvirt is told to make its rules with nftables, which is not installed")
                                    : _("libvirt is told to make its rules with iptables, which is not installed"),
                                  details);
    finding->remedy =
      sprint_remedy_new (choice->kind == SPRINT_FIREWALL_KIND_NFTABLES
                           ? _("Install nftables, or put “#” before the line “firewall_backend” of "
                               "/etc/libvirt/network.conf.")
                           : _("Install iptables, or put “#” before the line “firewall_backend” of "
                               "/etc/libvirt/network.conf."), NULL, NULL);
  } else {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                  _("Neither nftables nor iptables is installed: libvirt cannot start its networks"),
                                  details);
    finding->remedy = sprint_remedy_new (_("Install nftables, or iptables where libvirt is older than 10.4."), NULL,
                                         NULL);
  }

  return finding;
}

SprintFinding *
sprint_find_firewall_backend (SprintHostReader *reader,
                              const char       *disk_folder)
{
  g_autoptr (SprintFirewallChoice) choice = NULL;
  g_autofree char *evidence = NULL;
  g_autoptr (GString) details = NULL;
  SprintFinding *finding;
  gboolean mixed;

  if (!sprint_libvirt_networks_are_there (reader))
    return sprint_libvirt_networks_new_absent ();

  choice = sprint_firewall_choice_read (reader);
  evidence = sprint_firewall_choice_describe (choice);
  details = g_string_new (evidence);
  mixed = is_mixed (reader, details);
  if (choice->program == NULL)
    return find_missing (choice, details->str);

  if (mixed) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                                  _("Two kinds of rules are likely in use: those of iptables-legacy, and those of "
                                    "nftables"),
                                  details->str);
    finding->remedy =
      sprint_remedy_new (_("Where machines of the system connection do not reach the network, look at both: “sudo "
                           "iptables-legacy -S” and “sudo nft list ruleset”. What one of them drops, the other cannot "
                           "let pass."), NULL, NULL);
    return finding;
  }

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                             choice->kind == SPRINT_FIREWALL_KIND_NFTABLES
                               ? _("libvirt likely makes its rules with nftables")
                               : _("libvirt likely makes its rules with iptables"), details->str);
}
