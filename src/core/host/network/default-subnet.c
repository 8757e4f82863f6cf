/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "default-subnet.h"

#include <libxml/parser.h>
#include <string.h>

#include "libvirt-networks.h"
#include "routes.h"

static void
set_subnet (SprintDefaultSubnet *self,
            guint32              address,
            guint32              mask,
            const char          *bridge,
            const char          *source)
{
  self->address = address & mask;
  self->mask = mask;
  g_set_str (&self->bridge, bridge);
  g_set_str (&self->source, source);
}

/* (transfer full) (nullable) */
static char *
get_property (xmlNodePtr  node,
              const char *name)
{
  xmlChar *value = xmlGetProp (node, BAD_CAST name);
  char *copy = g_strdup ((const char *) value);

  xmlFree (value);

  return copy;
}

/* "192.168.122.1" */
static gboolean
read_address (const char *text,
              guint32    *address)
{
  g_autoptr (GInetAddress) parsed = text != NULL ? g_inet_address_new_from_string (text) : NULL;

  if (parsed == NULL || g_inet_address_get_family (parsed) != G_SOCKET_FAMILY_IPV4)
    return FALSE;
  memcpy (address, g_inet_address_to_bytes (parsed), sizeof *address);
  *address = GUINT32_FROM_BE (*address);

  return TRUE;
}

/* <ip address="192.168.122.1" netmask="255.255.255.0">, or prefix="24" in place of the mask. */
static gboolean
read_ip (xmlNodePtr  node,
         guint32    *address,
         guint32    *mask)
{
  g_autofree char *text = get_property (node, "address");
  g_autofree char *netmask = get_property (node, "netmask");
  g_autofree char *prefix = get_property (node, "prefix");
  guint64 length;

  if (!read_address (text, address))
    return FALSE;
  if (netmask != NULL)
    return read_address (netmask, mask) && *mask != 0;
  if (prefix == NULL || !g_ascii_string_to_unsigned (prefix, 10, 1, 32, &length, NULL))
    return FALSE;
  *mask = G_MAXUINT32 << (32 - length);

  return TRUE;
}

/* <network>, https://libvirt.org/formatnetwork.html */
static gboolean
read_network (SprintDefaultSubnet *self,
              xmlNodePtr           root,
              const char          *path)
{
  g_autofree char *bridge = NULL;
  gboolean found = FALSE;
  guint32 address, mask;

  if (root == NULL || !xmlStrEqual (root->name, BAD_CAST "network"))
    return FALSE;
  for (xmlNodePtr node = root->children; node != NULL; node = node->next) {
    if (node->type != XML_ELEMENT_NODE)
      continue;
    if (bridge == NULL && xmlStrEqual (node->name, BAD_CAST "bridge"))
      bridge = get_property (node, "name");
    else if (!found && xmlStrEqual (node->name, BAD_CAST "ip"))
      found = read_ip (node, &address, &mask);
  }
  if (found)
    set_subnet (self, address, mask, bridge != NULL ? bridge : SPRINT_LIBVIRT_BRIDGE, path);

  return found;
}

static gboolean
read_file (SprintDefaultSubnet *self,
           SprintHostReader    *reader,
           const char          *path)
{
  g_autofree char *text = sprint_host_reader_read (reader, path);
  xmlDocPtr document = NULL;
  gboolean found;

  if (text != NULL)
    document = xmlReadMemory (text, strlen (text), NULL, NULL,
                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (document == NULL)
    return FALSE;
  found = read_network (self, xmlDocGetRootElement (document), path);
  xmlFreeDoc (document);

  return found;
}

/* A network that runs shows its addresses to everybody. */
static gboolean
read_bridge (SprintDefaultSubnet *self,
             SprintHostReader    *reader)
{
  g_autoptr (GPtrArray) routes = sprint_routes_read (reader);

  for (guint i = 0; i < routes->len; i++) {
    SprintRoute *route = g_ptr_array_index (routes, i);

    if (!g_str_equal (route->interface, SPRINT_LIBVIRT_BRIDGE) || route->mask == 0)
      continue;
    set_subnet (self, route->destination, route->mask, route->interface, "/proc/net/route");
    return TRUE;
  }

  return FALSE;
}

SprintDefaultSubnet *
sprint_default_subnet_find (SprintHostReader *reader)
{
  SprintDefaultSubnet *self = g_new0 (SprintDefaultSubnet, 1);

  /* The first is the system's own, and mostly root's alone. */
  if (!read_file (self, reader, "/etc/libvirt/qemu/networks/default.xml") && !read_bridge (self, reader) &&
      !read_file (self, reader, "/usr/share/libvirt/networks/default.xml"))
    set_subnet (self, 0xc0a87a00, 0xffffff00, SPRINT_LIBVIRT_BRIDGE, NULL);

  return self;
}

void
sprint_default_subnet_free (SprintDefaultSubnet *self)
{
  g_free (self->bridge);
  g_free (self->source);
  g_free (self);
}
