/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "key-combination.h"

#include "key-names.h"

gsize
sprint_key_combination_parse (const char *text,
                              guint      *codes)
{
  g_auto (GStrv) names = g_strsplit (text, "+", SPRINT_KEY_COMBINATION_MAX + 1);
  gsize n = g_strv_length (names);

  if (n > SPRINT_KEY_COMBINATION_MAX)
    return 0;

  for (gsize i = 0; i < n; i++) {
    codes[i] = sprint_key_name_to_code (names[i]);
    if (codes[i] == 0)
      return 0;
    for (gsize j = 0; j < i; j++) {
      if (codes[j] == codes[i])
        return 0;
    }
  }

  return n;
}

static char *
join (const guint *codes,
      gsize        n_codes,
      const char *(* find) (guint code))
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_codes == 0 || n_codes > SPRINT_KEY_COMBINATION_MAX)
    return NULL;

  for (gsize i = 0; i < n_codes; i++) {
    const char *part = find (codes[i]);

    if (part == NULL)
      return NULL;
    if (i > 0)
      g_string_append_c (text, '+');
    g_string_append (text, part);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
sprint_key_combination_format (const guint *codes,
                               gsize        n_codes)
{
  return join (codes, n_codes, sprint_key_code_to_name);
}

char *
sprint_key_combination_describe (const char *text)
{
  guint codes[SPRINT_KEY_COMBINATION_MAX];

  return join (codes, sprint_key_combination_parse (text, codes), sprint_key_code_to_label);
}
