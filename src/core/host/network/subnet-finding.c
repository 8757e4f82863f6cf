/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network-findings.h"

#include <glib/gi18n.h>

#include "default-subnet.h"
#include "libvirt-networks.h"
#include "routes.h"

/* 255.255.0.0: what covers more than that is a company's whole network or a tunnel's way to everything, beside which a
 * smaller one has its place. */
#define WIDEST 0xffff0000

/* libvirt itself refuses only a route that is quite the same. */
static gboolean
clashes (SprintRoute         *route,
         SprintDefaultSubnet *subnet)
{
  guint32 mask = route->mask & subnet->mask;

  if (route->mask < WIDEST || g_str_has_prefix (route->interface, "virbr") ||
      g_str_equal (route->interface, subnet->bridge))
    return FALSE;

  return (route->destination & mask) == (subnet->address & mask);
}

static SprintFinding *
new_clash (SprintRoute *route,
           const char  *addresses,
           const char  *details)
{
  g_autofree char *other = sprint_routes_format_subnet (route->destination, route->mask);
  g_autofree char *summary = NULL;
  g_autofree char *more = g_strdup_printf ("%s\n/proc/net/route: %s, %s", details, other, route->interface);
  SprintFinding *finding;

  /* Translators: addresses, "192.168.122.0/24", and a network interface, "eth0" */
  summary = g_strdup_printf (_("The addresses of libvirt’s default network, %s, are also used at %s"), addresses,
                             route->interface);
  finding = sprint_finding_new (SPRINT_CHECK_STATE_WARN, summary, more);
  finding->remedy =
    sprint_remedy_new (_("Give libvirt’s network other addresses: this command opens its description; replace the "
                         "third number of each address in it, such as 122 by 123. Then stop and start it: “net-destroy "
                         "default” and “net-start default” in place of “net-edit default”."), NULL,
                       "sudo virsh --connect qemu:///system net-edit default");

  return finding;
}

SprintFinding *
sprint_find_subnet (SprintHostReader *reader,
                    const char       *disk_folder)
{
  g_autoptr (SprintDefaultSubnet) subnet = NULL;
  g_autoptr (GPtrArray) routes = NULL;
  g_autofree char *addresses = NULL;
  g_autofree char *details = NULL;
  g_autofree char *summary = NULL;

  if (!sprint_libvirt_networks_are_there (reader))
    return sprint_libvirt_networks_new_absent ();

  subnet = sprint_default_subnet_find (reader);
  addresses = sprint_routes_format_subnet (subnet->address, subnet->mask);
  details = g_strdup_printf ("%s: %s", subnet->source != NULL ? subnet->source : "libvirt", addresses);
  routes = sprint_routes_read (reader);
  for (guint i = 0; i < routes->len; i++) {
    SprintRoute *route = g_ptr_array_index (routes, i);

    if (clashes (route, subnet))
      return new_clash (route, addresses, details);
  }

  /* Translators: addresses, "192.168.122.0/24" */
  summary = g_strdup_printf (_("Nothing else uses the addresses of libvirt’s default network, %s"), addresses);

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, summary, details);
}
