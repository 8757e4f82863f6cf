/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "libvirt-networks.h"

#include <glib/gi18n.h>
#include <string.h>

#include "settings-text.h"

#define CONFIGURATION "/etc/libvirt/network.conf"
/* A copy of it that is open to everybody, for Augeas to test itself with. */
#define CONFIGURATION_TEST "/usr/share/augeas/lenses/tests/test_libvirtd_network.aug"
#define SETTING "firewall_backend"

gboolean
sprint_libvirt_networks_are_there (SprintHostReader *reader)
{
  static const char * const signs[] = {
    "/sys/class/net/" SPRINT_LIBVIRT_BRIDGE, CONFIGURATION, "/etc/libvirt/qemu/networks",
    "/usr/share/libvirt/networks/default.xml",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++) {
    if (sprint_host_reader_exists (reader, signs[i]))
      return TRUE;
  }

  return FALSE;
}

SprintFinding *
sprint_libvirt_networks_new_absent (void)
{
  return sprint_finding_new (SPRINT_CHECK_STATE_PASS,
                             _("libvirt’s networks are not installed; machines of your own do not need them"), NULL);
}

static SprintFirewallKind
to_kind (const char *value)
{
  if (g_str_equal (value, "iptables"))
    return SPRINT_FIREWALL_KIND_IPTABLES;
  if (g_str_equal (value, "nftables"))
    return SPRINT_FIREWALL_KIND_NFTABLES;

  return SPRINT_FIREWALL_KIND_OTHER;
}

static char *
find_program (SprintHostReader   *reader,
              SprintFirewallKind  kind)
{
  switch (kind) {
  case SPRINT_FIREWALL_KIND_IPTABLES:
    return sprint_host_reader_find_program (reader, "iptables");
  case SPRINT_FIREWALL_KIND_NFTABLES:
    return sprint_host_reader_find_program (reader, "nft");
  case SPRINT_FIREWALL_KIND_OTHER:
  default:
    return NULL;
  }
}

static void
set_value (SprintFirewallChoice *self,
           char                 *value,
           const char           *source)
{
  self->value = value;
  self->kind = to_kind (value);
  self->source = g_strdup (source);
}

/* (transfer full) (nullable): of a line { "firewall_backend" = "nftables" }. */
static char *
read_test (SprintHostReader *reader)
{
  g_autofree char *text = sprint_host_reader_read (reader, CONFIGURATION_TEST);
  const char *start = text != NULL ? strstr (text, "\"" SETTING "\" = \"") : NULL;

  if (start == NULL)
    return NULL;
  start += strlen ("\"" SETTING "\" = \"");

  return g_strndup (start, MIN (strcspn (start, "\""), 32));
}

/* What libvirt was built to prefer: its configuration names that in a comment since 10.4, which has brought the choice.
 * Fedora's family keeps the folder from ordinary people; nftables is what it prefers,
 * https://fedoraproject.org/wiki/Changes/LibvirtVirtualNetworkNFTables */
static void
read_value (SprintFirewallChoice *self,
            SprintHostReader     *reader)
{
  g_autofree char *text = sprint_host_reader_read (reader, CONFIGURATION);
  g_auto (GStrv) names = sprint_host_reader_list (reader, "/etc/libvirt");
  char *value = sprint_settings_text_get (text, SETTING);

  if (value != NULL) {
    self->chosen = TRUE;
    set_value (self, value, CONFIGURATION);
    return;
  }

  value = sprint_settings_text_get_example (text, SETTING);
  if (value != NULL) {
    set_value (self, value, CONFIGURATION);
    return;
  }
  if (text != NULL || (names[0] != NULL && !g_strv_contains ((const char * const *) names, "network.conf"))) {
    set_value (self, g_strdup ("iptables"), _("libvirt before 10.4 knows no other"));
    return;
  }

  value = read_test (reader);
  if (value != NULL)
    set_value (self, value, CONFIGURATION_TEST);
  else
    set_value (self, g_strdup ("nftables"), _("likely: its configuration cannot be read"));
}

SprintFirewallChoice *
sprint_firewall_choice_read (SprintHostReader *reader)
{
  SprintFirewallChoice *self = g_new0 (SprintFirewallChoice, 1);

  read_value (self, reader);
  self->program = find_program (reader, self->kind);
  /* Left to itself, libvirt takes what is there. */
  if (!self->chosen && self->program == NULL) {
    SprintFirewallKind other = self->kind == SPRINT_FIREWALL_KIND_NFTABLES ? SPRINT_FIREWALL_KIND_IPTABLES
                                                                           : SPRINT_FIREWALL_KIND_NFTABLES;

    self->program = find_program (reader, other);
    if (self->program != NULL)
      self->kind = other;
  }

  return self;
}

void
sprint_firewall_choice_free (SprintFirewallChoice *self)
{
  g_free (self->value);
  g_free (self->program);
  g_free (self->source);
  g_free (self);
}

char *
sprint_firewall_choice_describe (SprintFirewallChoice *self)
{
  return g_strdup_printf (SETTING ": %s (%s)%s%s", self->value, self->source, self->program != NULL ? "\n" : "",
                          self->program != NULL ? self->program : "");
}
