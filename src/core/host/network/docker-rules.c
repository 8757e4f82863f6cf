/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "docker-rules.h"

#include <string.h>

#include "settings-text.h"
#include "system-service.h"

#define CONFIGURATION "/etc/docker/daemon.json"
#define SOCKET "/run/docker.sock"
#define OPTIONS "/etc/systemd/system/docker.service.d"

static void
add_line (GString    *evidence,
          const char *line)
{
  g_string_append_printf (evidence, "%s%s", evidence->len > 0 ? "\n" : "", line);
}

/* Podman puts a link to its own socket in that place. */
static gboolean
has_socket (SprintHostReader *reader)
{
  g_autofree char *target = sprint_host_reader_read_link (reader, SOCKET);

  return sprint_host_reader_exists (reader, SOCKET) && (target == NULL || strstr (target, "podman") == NULL);
}

static gboolean
is_there (SprintHostReader *reader,
          GString          *evidence)
{
  g_autofree char *service = sprint_system_service_find (reader, "docker");
  const gboolean bridge = sprint_host_reader_exists (reader, "/sys/class/net/docker0");
  const gboolean socket = has_socket (reader);

  if (bridge)
    add_line (evidence, "/sys/class/net/docker0");
  if (service != NULL)
    add_line (evidence, service);
  if (socket)
    add_line (evidence, SOCKET);

  return bridge || service != NULL || socket;
}

static gboolean
says (JsonObject *object,
      const char *key,
      gboolean    value)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node) == value;
}

static gboolean
configuration_opens (SprintHostReader *reader,
                     GString          *evidence)
{
  g_autoptr (JsonObject) object = sprint_host_reader_read_json (reader, CONFIGURATION);
  JsonNode *backend;
  const char *found = NULL;

  if (object == NULL)
    return FALSE;

  backend = json_object_get_member (object, "firewall-backend");
  if (says (object, "iptables", FALSE))
    found = "iptables: false";
  else if (says (object, "ip-forward", FALSE))
    found = "ip-forward: false";
  else if (says (object, "ip-forward-no-drop", TRUE))
    found = "ip-forward-no-drop: true";
  else if (backend != NULL && json_node_get_value_type (backend) == G_TYPE_STRING &&
           g_str_equal (json_node_get_string (backend), "nftables"))
    found = "firewall-backend: nftables";
  if (found != NULL)
    g_string_append_printf (evidence, "\n" CONFIGURATION ": %s", found);

  return found != NULL;
}

/* The same said in the command with which Docker is started. */
static gboolean
options_open (SprintHostReader *reader,
              GString          *evidence)
{
  static const char * const options[] = {
    "--iptables=false", "--ip-forward=false", "--ip-forward-no-drop", "--firewall-backend=nftables",
  };
  g_auto (GStrv) names = sprint_host_reader_list (reader, OPTIONS);

  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (OPTIONS, names[i], NULL);
    g_autofree char *text = sprint_host_reader_read (reader, path);

    for (gsize j = 0; text != NULL && j < G_N_ELEMENTS (options); j++) {
      if (strstr (text, options[j]) == NULL)
        continue;
      g_string_append_printf (evidence, "\n%s: %s", path, options[j]);
      return TRUE;
    }
  }

  return FALSE;
}

/* What is on before Docker starts is not Docker's to guard; sysctl.d(5). */
static gboolean
forwarding_is_set (SprintHostReader *reader,
                   GString          *evidence)
{
  static const char * const folders[] = { "/etc/sysctl.d", "/run/sysctl.d", "/usr/lib/sysctl.d" };
  static const char * const keys[] = { "net.ipv4.ip_forward", "net/ipv4/ip_forward" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  g_strv_builder_add (builder, "/etc/sysctl.conf");
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_auto (GStrv) names = sprint_host_reader_list (reader, folders[i]);

    for (gsize j = 0; names[j] != NULL; j++) {
      if (g_str_has_suffix (names[j], ".conf"))
        g_strv_builder_take (builder, g_build_filename (folders[i], names[j], NULL));
    }
  }

  paths = g_strv_builder_end (builder);
  for (gsize i = 0; paths[i] != NULL; i++) {
    g_autofree char *text = sprint_host_reader_read (reader, paths[i]);

    for (gsize j = 0; j < G_N_ELEMENTS (keys); j++) {
      g_autofree char *value = sprint_settings_text_get (text, keys[j]);

      if (g_strcmp0 (value, "1") != 0)
        continue;
      g_string_append_printf (evidence, "\n%s: %s = 1", paths[i], keys[j]);
      return TRUE;
    }
  }

  return FALSE;
}

SprintDockerRules
sprint_docker_rules_find (SprintHostReader *reader,
                          GString          *evidence)
{
  if (!is_there (reader, evidence))
    return SPRINT_DOCKER_RULES_NONE;
  if (configuration_opens (reader, evidence) || options_open (reader, evidence) ||
      forwarding_is_set (reader, evidence))
    return SPRINT_DOCKER_RULES_OPEN;

  return SPRINT_DOCKER_RULES_DROP;
}
