/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network-findings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "libvirt-networks.h"
#include "settings-text.h"

#define STATE "/etc/ufw/ufw.conf"
#define DEFAULTS "/etc/default/ufw"
#define RULES "/etc/ufw/user.rules"

/* Names, addresses, and the way out; ufw lets answers pass by itself. */
#define LET_PASS \
  "sudo ufw allow in on " SPRINT_LIBVIRT_BRIDGE " to any port 53 && " \
  "sudo ufw allow in on " SPRINT_LIBVIRT_BRIDGE " to any port 67 proto udp && " \
  "sudo ufw route allow in on " SPRINT_LIBVIRT_BRIDGE

static gboolean
is_open (const char *policy)
{
  return g_strcmp0 (policy, "ACCEPT") == 0;
}

/* ufw(8): incoming and routed packets are dropped unless DEFAULTS says otherwise. */
static SprintFinding *
find_enabled (SprintHostReader     *reader,
              SprintFirewallChoice *choice)
{
  g_autofree char *defaults = sprint_host_reader_read (reader, DEFAULTS);
  g_autofree char *input = sprint_settings_text_get (defaults, "DEFAULT_INPUT_POLICY");
  g_autofree char *forward = sprint_settings_text_get (defaults, "DEFAULT_FORWARD_POLICY");
  g_autofree char *rules = sprint_host_reader_read (reader, RULES);
  g_autofree char *evidence = sprint_firewall_choice_describe (choice);
  g_autofree char *details = NULL;
  SprintFinding *finding;

  details = g_strdup_printf (STATE ": ENABLED=yes\n"
                             DEFAULTS ": DEFAULT_INPUT_POLICY=%s, DEFAULT_FORWARD_POLICY=%s\n%s",
                             input != NULL ? input : "?", forward != NULL ? forward : "?", evidence);

  if (is_open (input) && is_open (forward))
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("ufw lets others’ packets pass"), details);
  if (rules != NULL && strstr (rules, SPRINT_LIBVIRT_BRIDGE) != NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("ufw has rules for libvirt’s network"), details);
  if (choice->kind == SPRINT_FIREWALL_KIND_IPTABLES)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("libvirt’s rules likely come before those of ufw"), details);

  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                _("The firewall ufw likely keeps machines of the system’s libvirt from the network"),
                                details);
  finding->remedy =
    sprint_remedy_new (_("Let machines on libvirt’s network ask this computer for an address and for names, and reach "
                         "others. The same commands with “delete” before “allow” take it back. Where you have done so "
                         "already, all is well: only an administrator can read ufw’s rules."), NULL, LET_PASS);

  return finding;
}

SprintFinding *
sprint_find_ufw (SprintHostReader *reader,
                 const char       *disk_folder)
{
  g_autofree char *text = sprint_host_reader_read (reader, STATE);
  g_autofree char *enabled = sprint_settings_text_get (text, "ENABLED");
  g_autoptr (SprintFirewallChoice) choice = NULL;

  if (text == NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("The firewall ufw is not installed"), NULL);
  if (enabled == NULL || g_ascii_strcasecmp (enabled, "yes") != 0)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("The firewall ufw is turned off"), STATE);
  if (!sprint_libvirt_networks_are_there (reader))
    return sprint_libvirt_networks_new_absent ();

  choice = sprint_firewall_choice_read (reader);

  return find_enabled (reader, choice);
}
