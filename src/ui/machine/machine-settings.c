/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine-settings.h"

GSettings *
sprint_machine_settings_new (SprintMachine *machine)
{
  g_autofree char *identity = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (SPRINT_IS_MACHINE (machine), NULL);

  /* A URI may hold what a path may not, such as "//". */
  identity = g_strjoin ("\n", sprint_machine_get_connection_uri (machine), sprint_machine_get_uuid (machine), NULL);
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, identity, -1);
  path = g_strdup_printf ("/io/github/kvmsprint/Sprint/screens/%s/", hash);

  return g_settings_new_with_path ("io.github.kvmsprint.Sprint.Screen", path);
}

void
sprint_machine_settings_forget (SprintMachine *machine)
{
  g_autoptr (GSettings) settings = sprint_machine_settings_new (machine);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}
