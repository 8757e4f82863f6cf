/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "usb-filter.h"

#include <string.h>

/* The largest class, vendor, product, version and answer. */
static const int largest[] = { 0xff, 0xffff, 0xffff, 0xffff, 1 };

static gboolean
read_number (const char *text,
             int         least,
             int         most,
             int        *number)
{
  gboolean negative = text[0] == '-';
  gboolean hex = g_str_has_prefix (text, "0x");
  const char *digits = text + (negative ? 1 : hex ? 2 : 0);
  guint64 value;

  /* usbredir would take that for octal. */
  if (!hex && digits[0] == '0' && digits[1] != '\0')
    return FALSE;
  if (!g_ascii_string_to_unsigned (digits, hex ? 16 : 10, 0, most, &value, NULL))
    return FALSE;
  *number = negative ? -(int) value : (int) value;

  return *number >= least;
}

static gboolean
read_rule (const char *text,
           GString    *rules,
           gboolean   *lets)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  if (g_strv_length (parts) != G_N_ELEMENTS (largest))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (largest); i++) {
    gboolean answer = i == G_N_ELEMENTS (largest) - 1;
    int number;

    if (!read_number (g_strstrip (parts[i]), answer ? 0 : -1, largest[i], &number))
      return FALSE;
    g_string_append_printf (rules, "%s%d", i > 0 ? "," : "", number);
    *lets = answer && number == 1;
  }

  return TRUE;
}

char *
sprint_usb_filter_read (const char *filter,
                        gboolean   *lets_any)
{
  g_auto (GStrv) texts = g_strsplit (filter, "|", -1);
  g_autoptr (GString) rules = g_string_new (NULL);

  *lets_any = FALSE;
  for (guint i = 0; texts[i] != NULL; i++) {
    gboolean lets;

    if (i > 0)
      g_string_append_c (rules, '|');
    if (!read_rule (texts[i], rules, &lets))
      return NULL;
    *lets_any |= lets;
  }

  return texts[0] != NULL ? g_string_free (g_steal_pointer (&rules), FALSE) : NULL;
}
