/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network-findings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "routes.h"

/* (transfer full) (nullable): a name server of resolv.conf(5). */
static char *
find_server (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++) {
    const char *line = g_strstrip (lines[i]);
    gsize length = strlen ("nameserver");

    if (strncmp (line, "nameserver", length) != 0 || !g_ascii_isspace (line[length]))
      continue;
    line += length;
    line += strspn (line, " \t");
    return g_strndup (line, MIN (strcspn (line, " \t"), 64));
  }

  return NULL;
}

/* What a link means to say is not known where it points out of what the reader sees. */
static gboolean
knows_names (SprintHostReader *reader,
             GString          *details)
{
  static const char * const paths[] = { "/etc/resolv.conf", "/run/systemd/resolve/stub-resolv.conf" };
  g_autofree char *link = sprint_host_reader_read_link (reader, paths[0]);
  gboolean unread = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (paths) && unread; i++) {
    g_autofree char *text = sprint_host_reader_read (reader, paths[i]);
    g_autofree char *server = find_server (text);

    unread = text == NULL;
    if (server != NULL) {
      g_string_append_printf (details, "\n%s: nameserver %s", paths[i], server);
      return TRUE;
    }
  }
  if (link != NULL)
    g_string_append_printf (details, "\n%s: %s", paths[0], link);

  return unread && link != NULL;
}

SprintFinding *
sprint_find_user_network (SprintHostReader *reader,
                          const char       *disk_folder)
{
  g_autofree char *interface = sprint_routes_find_default (reader);
  g_autoptr (GString) details = g_string_new (NULL);
  SprintFinding *finding;

  if (interface == NULL) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                                  _("This computer has no network at the moment: machines can run, but reach nothing"),
                                  "/proc/net/route, /proc/net/ipv6_route");
    finding->remedy = sprint_remedy_new (_("Connect this computer to a network. Machines need not be started again."),
                                         NULL, NULL);
    return finding;
  }

  /* Translators: a network interface, "eth0" */
  g_string_printf (details, _("Everything else is reached through %s"), interface);
  if (!knows_names (reader, details)) {
    finding = sprint_finding_new (SPRINT_CHECK_STATE_NOTE,
                                  _("This computer knows no name server: machines reach addresses, but no names"),
                                  details->str);
    finding->remedy = sprint_remedy_new (_("Disconnect this computer from its network and connect it again, or name a "
                                           "server (DNS) in the settings of the network."), NULL, NULL);
    return finding;
  }

  return sprint_finding_new (SPRINT_CHECK_STATE_PASS, _("Machines reach the network as this computer does"),
                             details->str);
}
