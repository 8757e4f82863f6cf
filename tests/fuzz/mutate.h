/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* The seed of an argument: a number, or "date" for another each day. It is printed, so that a run can be repeated. */
static inline guint32
sprint_fuzz_seed (const char *argument)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  guint32 seed = strtoul (argument, NULL, 10);

  if (g_str_equal (argument, "date")) {
    g_autofree char *today = g_date_time_format (now, "%Y%m%d");

    seed = strtoul (today, NULL, 10);
  }
  g_print ("seed %u\n", seed);

  return seed;
}

/* Changes @data in some random places: bits, bytes, extreme words, and where it ends. The seed makes it the same each
 * time. */
static inline void
sprint_fuzz_mutate (GRand      *rand,
                    GByteArray *data)
{
  static const guint32 extremes[] = { 0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFF, 0xFFFF };
  guint n = g_rand_int_range (rand, 1, 9);

  for (guint i = 0; i < n && data->len > 4; i++) {
    guint at = g_rand_int_range (rand, 0, data->len - 4);

    switch (g_rand_int_range (rand, 0, 5)) {
    case 0:
      data->data[at] ^= 1 << g_rand_int_range (rand, 0, 8);
      break;
    case 1:
      data->data[at] = g_rand_int_range (rand, 0, 256);
      break;
    case 2:
      memcpy (data->data + at, &extremes[g_rand_int_range (rand, 0, G_N_ELEMENTS (extremes))], 4);
      break;
    case 3:
      g_byte_array_remove_range (data, at, MIN (4, data->len - at));
      break;
    default:
      if (g_rand_int_range (rand, 0, 20) == 0)
        g_byte_array_set_size (data, at);
    }
  }
}

/* Some of @pieces one after the other, and sometimes changed; at least @least of them, and fewer than @end. */
static inline GByteArray *
sprint_fuzz_join (GRand              *rand,
                  const char * const *pieces,
                  guint               n_pieces,
                  guint               least,
                  guint               end)
{
  GByteArray *data = g_byte_array_new ();
  guint n = g_rand_int_range (rand, least, end);

  for (guint i = 0; i < n; i++) {
    const char *piece = pieces[g_rand_int_range (rand, 0, n_pieces)];

    g_byte_array_append (data, (const guint8 *) piece, strlen (piece));
  }
  if (g_rand_int_range (rand, 0, 4) == 0)
    sprint_fuzz_mutate (rand, data);

  return data;
}
