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
  guint64 value;

  if (!g_ascii_string_to_unsigned (text + (negative ? 1 : hex ? 2 : 0), hex ? 16 : 10, 0, most, &value, NULL))
    return FALSE;
  *number = negative ? -(int) value : (int) value;

  return *number >= least;
}

static gboolean
read_rule (const char *text,
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
    *lets = answer && number == 1;
  }

  return TRUE;
}

gboolean
sprint_usb_filter_is_valid (const char *filter,
                            gboolean   *lets_any)
{
  g_auto (GStrv) rules = g_strsplit (filter, "|", -1);

  *lets_any = FALSE;
  for (guint i = 0; rules[i] != NULL; i++) {
    gboolean lets;

    if (!read_rule (rules[i], &lets))
      return FALSE;
    *lets_any |= lets;
  }

  return rules[0] != NULL;
}
