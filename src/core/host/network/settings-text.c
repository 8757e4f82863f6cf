/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings-text.h"

#include <string.h>

#define MAX_VALUE 64

/* (transfer full) (nullable): the value where @line sets @key. */
static char *
take_value (const char *line,
            const char *key)
{
  gsize length = strlen (key);
  g_autofree char *value = NULL;

  if (strncmp (line, key, length) != 0)
    return NULL;
  line += length;
  line += strspn (line, " \t");
  if (*line != '=')
    return NULL;
  line += 1 + strspn (line + 1, " \t");
  if (*line == '"' || *line == '\'')
    value = g_strndup (line + 1, strcspn (line + 1, *line == '"' ? "\"" : "'"));
  else
    value = g_strndup (line, strcspn (line, " \t\r#;"));

  return g_utf8_substring (value, 0, MIN (g_utf8_strlen (value, -1), MAX_VALUE));
}

static char *
get (const char *text,
     const char *key,
     gboolean    example)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autofree char *value = NULL;

  for (gsize i = 0; lines[i] != NULL; i++) {
    const char *line = lines[i] + strspn (lines[i], " \t");
    char *found;

    if (example && *line++ != '#')
      continue;
    line += strspn (line, " \t");
    found = take_value (line, key);
    if (found != NULL) {
      g_free (value);
      value = found;
    }
  }

  return g_steal_pointer (&value);
}

char *
sprint_settings_text_get (const char *text,
                          const char *key)
{
  return get (text, key, FALSE);
}

char *
sprint_settings_text_get_example (const char *text,
                                  const char *key)
{
  return get (text, key, TRUE);
}
