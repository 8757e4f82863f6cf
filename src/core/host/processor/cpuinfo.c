/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cpuinfo.h"

#include <string.h>

gboolean
sprint_cpuinfo_is_x86 (SprintHostReader *reader)
{
  const char *architecture = sprint_host_reader_get_architecture (reader);

  return g_str_equal (architecture, "x86_64") || g_str_equal (architecture, "i686");
}

/* (nullable): what is behind "key :" on this line, up to its end. */
static const char *
find_value (const char *line,
            const char *key)
{
  if (!g_str_has_prefix (line, key))
    return NULL;

  line += strlen (key);
  line += strspn (line, " \t");

  return *line == ':' ? line + 1 : NULL;
}

static const char *
next_line (const char *line)
{
  const char *end = strchr (line, '\n');

  return end != NULL ? end + 1 : NULL;
}

char *
sprint_cpuinfo_get_line (const char *cpuinfo,
                         const char *key)
{
  for (const char *line = cpuinfo; line != NULL; line = next_line (line)) {
    const char *value = find_value (line, key);

    if (value != NULL)
      return g_strstrip (g_strndup (value, strcspn (value, "\n")));
  }

  return NULL;
}

gboolean
sprint_cpuinfo_has_flag (const char *cpuinfo,
                         const char *flag)
{
  g_autofree char *flags = sprint_cpuinfo_get_line (cpuinfo, "flags");
  g_auto (GStrv) words = g_strsplit (flags != NULL ? flags : "", " ", -1);

  return g_strv_contains ((const char * const *) words, flag);
}

gboolean
sprint_cpuinfo_is_amd (const char *cpuinfo)
{
  g_autofree char *vendor = sprint_cpuinfo_get_line (cpuinfo, "vendor_id");

  return g_strcmp0 (vendor, "AuthenticAMD") == 0 || g_strcmp0 (vendor, "HygonGenuine") == 0;
}

guint
sprint_cpuinfo_count (const char *cpuinfo,
                      guint      *cores)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint64 package = 0;
  guint count = 0;

  for (const char *line = cpuinfo; line != NULL; line = next_line (line)) {
    const char *value;

    if (find_value (line, "processor") != NULL)
      count++;
    else if ((value = find_value (line, "physical id")) != NULL)
      package = g_ascii_strtoull (value, NULL, 10);
    else if ((value = find_value (line, "core id")) != NULL)
      g_hash_table_add (seen, g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, package,
                                               g_ascii_strtoull (value, NULL, 10)));
  }
  *cores = g_hash_table_size (seen);

  return count;
}
