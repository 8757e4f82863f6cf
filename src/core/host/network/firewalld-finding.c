/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network-findings.h"

#include <glib/gi18n.h>

#include "libvirt-networks.h"
#include "settings-text.h"
#include "system-service.h"

#define CONFIGURATION "/etc/firewalld/firewalld.conf"

/* (transfer full) (nullable): what says that it runs. systemd starts it without a file of its process. */
static char *
find_running (SprintHostReader *reader)
{
  static const char * const signs[] = { "/run/firewalld.pid", "/run/firewalld", "/var/run/firewalld.pid" };
  char *service = sprint_system_service_find (reader, "firewalld");

  for (gsize i = 0; service == NULL && i < G_N_ELEMENTS (signs); i++) {
    if (sprint_host_reader_exists (reader, signs[i]))
      service = g_strdup (signs[i]);
  }

  return service;
}

/* (transfer full) (nullable) */
static char *
find_zone (SprintHostReader *reader)
{
  static const char * const zones[] = { "/etc/firewalld/zones/libvirt.xml", "/usr/lib/firewalld/zones/libvirt.xml" };

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++) {
    if (sprint_host_reader_exists (reader, zones[i]))
      return g_strdup (zones[i]);
  }

  return NULL;
}

SprintFinding *
sprint_find_firewalld (SprintHostReader *reader,
                       const char       *disk_folder)
{
  static const char * const components[] = { "libvirt-network", NULL };
  g_autofree char *running = find_running (reader);
  g_autofree char *zone = find_zone (reader);
  g_autofree char *text = sprint_host_reader_read (reader, CONFIGURATION);
  g_autofree char *backend = sprint_settings_text_get (text, "FirewallBackend");
  g_autofree char *details = NULL;
  SprintFinding *finding;

  if (running == NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("The firewall firewalld does not run, as far as can be seen"),
                               NULL);
  if (!sprint_libvirt_networks_are_there (reader))
    return sprint_libvirt_networks_new_absent ();

  /* nftables is its choice since 0.6, and that it is often not for everybody to read. */
  details = g_strdup_printf ("%s\nFirewallBackend: %s%s%s", running, backend != NULL ? backend : "nftables",
                             zone != NULL ? "\n" : "", zone != NULL ? zone : "");
  if (zone != NULL)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("firewalld knows libvirt’s networks"), details);
  if (g_strcmp0 (backend, "iptables") == 0)
    return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("libvirt’s rules likely come before those of firewalld"),
                               details);

  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN,
                                _("firewalld does not know libvirt’s networks: machines on them likely get no address"),
                                details);
  finding->remedy =
    sprint_remedy_new (_("Install libvirt’s part for networks, which brings the zone “libvirt” for firewalld, and "
                         "restart this computer."), components, NULL);

  return finding;
}
